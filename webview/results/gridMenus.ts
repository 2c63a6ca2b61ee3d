import type { Arrangement } from '../../src/core/results/arrange/arrangement';
import { isAsFetched } from '../../src/core/results/arrange/arrangement';
import { commandKey } from '../dom';
import { say } from '../say';
import type { ColumnView } from './columnView';
import type { SortWish } from './input';
import type { MenuGroups, MenuItem } from './menu';

/** What can be done with a column, by its number in the result. */
export interface ColumnActions {
  sort(column: number, wish: SortWish): void;
  filter(column: number): void;
  removeFilter(column: number): void;
  hide(column: number): void;
  pin(column: number): void;
  unpin(column: number): void;
  chooseColumns(): void;
  clear(): void;
}

export function columnMenu(
  column: number,
  now: { readonly arrangement: Arrangement; readonly columns: ColumnView },
  on: ColumnActions,
): MenuGroups {
  const { sort, filters } = now.arrangement;
  const isSorted = sort.some((other) => other.column === column);
  const isFiltered = filters.some((other) => other.column === column);
  const isBeside = sort.some((other) => other.column !== column);
  const isPinned = now.columns.pinned.includes(column);
  const item = (label: string, run: () => void, keys?: string): MenuItem =>
    keys === undefined ? { label, run } : { label, run, keys };
  const items = (wanted: boolean, ...given: readonly MenuItem[]) => (wanted ? given : []);
  return [
    [
      item(say('Sort Ascending'), () => on.sort(column, 'up'), 'Alt+↑'),
      item(say('Sort Descending'), () => on.sort(column, 'down'), 'Alt+↓'),
      ...items(
        isBeside,
        item(say('Add to Sort, Ascending'), () => on.sort(column, 'upBeside'), 'Shift+Alt+↑'),
        item(say('Add to Sort, Descending'), () => on.sort(column, 'downBeside'), 'Shift+Alt+↓'),
      ),
      ...items(
        isSorted,
        item(say('Remove from Sort'), () => on.sort(column, 'none')),
      ),
    ],
    [
      item(say('Filter…'), () => on.filter(column)),
      ...items(
        isFiltered,
        item(say('Remove Filter'), () => on.removeFilter(column)),
      ),
      ...items(!isAsFetched(now.arrangement), item(say('Clear Sort and Filters'), on.clear)),
    ],
    [
      item(say('Hide Column'), () => on.hide(column)),
      isPinned
        ? item(say('Unpin Column'), () => on.unpin(column))
        : item(say('Pin Column'), () => on.pin(column)),
      item(say('Columns…'), on.chooseColumns),
    ],
  ];
}

export function cellMenu(on: {
  readonly copy: () => void;
  readonly copyAs: () => void;
  readonly open: () => void;
  readonly filterLike: () => void;
}): MenuGroups {
  return [
    [
      { label: say('Open Cell'), keys: 'Shift+Enter', run: on.open },
      { label: say('Copy'), keys: `${commandKey}+C`, run: on.copy },
      { label: say('Copy As…'), keys: `${commandKey}+Shift+C`, run: on.copyAs },
      { label: say('Filter by This Value'), run: on.filterLike },
    ],
  ];
}
