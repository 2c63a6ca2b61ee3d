import { cellCount, type Selection } from '../../src/core/results/selection';
import type { Extent, Place } from './movement';
import { type Area, areaOf, holds, type Reach, selectionOf } from './selection';

export type Pressed = Place & { readonly reach: Reach };

/** The active cell, and what is selected around it. */
export interface Picked {
  active(): Place;
  selection(): Selection;
  has(place: Place): boolean;
  /** `anew` forgets what was selected, `beside` keeps it, `upTo` moves the end of the last area. */
  press(pressed: Pressed, how: 'anew' | 'beside' | 'upTo'): void;
  /** Moves the end of the last area. */
  extend(to: Place): void;
  /** From cells to whole rows or columns, or to everything. */
  widen(to: Reach | 'all'): void;
}

export function createPicked(extent: () => Pick<Extent, 'rowCount' | 'columnCount'>): Picked {
  let anchor: Place = { row: 0, column: 0 };
  let head = anchor;
  let reach: Reach = 'cells';
  let before: readonly Area[] = [];
  let selection: Selection = { rows: [], columns: [] };
  let columns = new Set<number>();

  function settle() {
    selection = selectionOf([...before, areaOf(anchor, head, reach, extent())]);
    // One cell is the active one, and marked as that.
    columns = new Set(cellCount(selection) > 1 ? selection.columns : []);
  }

  function extend(to: Place) {
    head = to;
    settle();
  }
  settle();

  return {
    active: () => head,
    selection: () => selection,
    has: ({ row, column }) => columns.has(column) && holds(selection.rows, row),
    extend,

    press(pressed, how) {
      if (how === 'upTo') {
        extend(pressed);
        return;
      }
      before = how === 'beside' ? [...before, areaOf(anchor, head, reach, extent())] : [];
      ({ reach } = pressed);
      anchor = pressed;
      extend(pressed);
    },

    widen(to) {
      if (to === 'all') {
        const { rowCount } = extent();
        anchor = { row: 0, column: anchor.column };
        head = { row: Math.max(0, rowCount - 1), column: head.column };
      }
      reach = to === 'all' ? 'rows' : to;
      settle();
    },
  };
}
