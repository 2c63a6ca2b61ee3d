import type { GridOptions } from './gridTypes';
import type { Header } from './header';
import { listenToMenu, listenToPointer } from './input';
import type { Lines } from './lines';
import type { Place } from './movement';
import type { Picked } from './picked';

/** What the buttons of the mouse do on cells, row numbers and headers. */
export function listenToGridPointer(
  layer: HTMLElement,
  grid: {
    readonly header: Header;
    readonly lines: Lines;
    readonly picked: Picked;
    /** The number of the column at a place. */
    readonly columnAt: (at: number) => number;
    readonly goTo: (place: Place) => void;
    readonly reveal: (place: Place) => void;
    readonly tell: () => void;
    readonly options: Pick<GridOptions, 'onColumnMenu' | 'onCellMenu'>;
  },
) {
  const { header, lines, picked, options } = grid;
  listenToMenu(layer, (target, x, y) => {
    const at = header.columnOf(target);
    if (at !== undefined) options.onColumnMenu(grid.columnAt(at), x, y);
    const place = lines.placeOf(target);
    if (place?.reach !== 'cells') return;
    if (!picked.has(place)) grid.goTo(place);
    options.onCellMenu(place, x, y);
  });
  listenToPointer(layer, {
    placeOf(target) {
      const column = header.columnOf(target);
      if (column === undefined) return lines.placeOf(target);
      return { row: picked.active().row, column, reach: 'columns' };
    },
    press(place, how) {
      picked.press(place, how);
      if (place.reach === 'cells') grid.reveal(place);
      grid.tell();
    },
    drag(place) {
      picked.extend(place);
      grid.tell();
    },
  });
}
