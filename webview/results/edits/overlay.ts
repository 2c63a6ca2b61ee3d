import type { NewValue } from '../../../src/core/edits/changes';
import type { Row } from '../../../src/core/ports';
import type { EditedRow, Editing, EditingColumn } from '../../../src/protocol/edits';
import { say } from '../../say';
import type { Lines } from '../lines';

/** What stands over the rows that the host gave. */
export interface Overlay {
  /** The row at a place of the view; those after its last are new. */
  row(place: number, given: Row | undefined): Row | undefined;
  isEditable(): boolean;
  /** Marks what is on the screen. */
  paint(lines: Pick<Lines, 'cellAt' | 'lineAt'>): void;
}

export interface EditOverlay extends Overlay {
  update(editing: Editing | undefined, rowCount: number): void;
  valueAt(place: number, column: number): NewValue | undefined;
  stateAt(place: number): EditedRow['state'] | undefined;
}

const rowClasses = ['changedRow', 'newRow', 'deletedRow'] as const;
const stateWords = {
  changed: 'changed',
  new: 'new row',
  deleted: 'to be deleted',
} as const;

/** Pending changes over the rows; `shownAt` is where a column of the result stands, if it is not hidden. */
export function createOverlay(
  columnCount: number,
  shownAt: (column: number) => number | undefined,
): EditOverlay {
  let edited = new Map<number, EditedRow>();
  let columns: readonly EditingColumn[] = [];
  let rowCount = 0;
  let isEditable = false;
  /** One object for each row and state, so that only what has changed is painted anew. */
  let made = new Map<number, { readonly from: Row | undefined; readonly row: Row }>();
  let marked: HTMLElement[] = [];

  function mark(element: HTMLElement | undefined, name: string, said: string) {
    if (!element) return;
    element.classList.add(name);
    element.setAttribute('aria-description', said);
    marked.push(element);
  }

  function cellOf(place: number, column: number, lines: Pick<Lines, 'cellAt'>) {
    const at = shownAt(column);
    return at === undefined ? undefined : lines.cellAt({ row: place, column: at });
  }

  /** What the database gives to a new row where nothing else is said. */
  function presetsOf({ state, cells }: EditedRow): readonly number[] {
    const preset = cells.flatMap(({ column, value }) => (value.kind === 'default' ? [column] : []));
    if (state !== 'new') return preset;
    const said = cells.map(({ column }) => column);
    const open = columns.filter(({ column, hasDefault }) => hasDefault && !said.includes(column));
    return [...preset, ...open.map(({ column }) => column)];
  }

  return {
    update(editing, count) {
      rowCount = count;
      isEditable = editing !== undefined;
      columns = editing?.columns ?? [];
      edited = new Map(editing?.rows.map((row) => [row.place, row]));
      made = new Map();
    },

    isEditable: () => isEditable,

    row(place, given) {
      const edit = edited.get(place);
      if (!edit) return given;
      const known = made.get(place);
      if (known && (known.from === given || place >= rowCount)) return known.row;
      const from = place < rowCount ? given : emptyRow(columnCount);
      if (!from) return undefined;
      const row = [...from];
      for (const { column, value } of edit.cells) {
        row[column] = value.kind === 'text' ? value.text : null;
      }
      made.set(place, { from: given, row });
      return row;
    },

    paint(lines) {
      for (const element of marked) {
        element.classList.remove('changed', ...rowClasses);
        element.removeAttribute('aria-description');
      }
      marked = [];
      for (const edit of edited.values()) {
        const { place, state, cells } = edit;
        const line = lines.lineAt(place);
        if (!line) continue;
        mark(line, `${state}Row`, say(stateWords[state]));
        for (const { column } of cells)
          mark(cellOf(place, column, lines), 'changed', say('changed'));
        for (const column of presetsOf(edit)) {
          const element = cellOf(place, column, lines);
          if (element) element.textContent = 'DEFAULT';
        }
      }
    },

    valueAt: (place, column) =>
      edited.get(place)?.cells.find((cellEdit) => cellEdit.column === column)?.value,
    stateAt: (place) => edited.get(place)?.state,
  };
}

function emptyRow(columnCount: number): Row {
  return Array.from({ length: columnCount }, () => null);
}
