import { recall, remember } from '../host';
import type { ColumnView } from './columnView';
import type { Place } from './movement';
import type { ColumnWidth } from './sizing';

const name = 'places';
const kept = 20;
const settle = 100;

/** Where one was in a result: what is given up with the page when the view is hidden. */
export interface GridPlace {
  readonly offset: number;
  readonly left: number;
  readonly active: Place;
  /** Of the shown columns; absent where it is to fit the cells. */
  readonly widths: readonly (ColumnWidth | undefined)[];
}

/** The same, with the columns that were chosen. */
export interface ResultPlace extends GridPlace {
  readonly columns: ColumnView;
}

/** Where one was in each result, kept while the view is hidden. Results of an earlier window have other ids. */
export interface Places {
  of(id: number): ResultPlace | undefined;
  /** Asks for the place once it has stood still for a moment. */
  changed(id: number, place: () => ResultPlace): void;
  /** Keeps what has changed at once. */
  flush(): void;
}

export function createPlaces(): Places {
  const places = new Map<number, ResultPlace>(JSON.parse(recall(name) ?? '[]'));
  let waiting:
    | { readonly timer: ReturnType<typeof setTimeout>; readonly keep: () => void }
    | undefined;

  function flush() {
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.keep();
    waiting = undefined;
  }

  return {
    of: (id) => places.get(id),
    changed(id, place) {
      if (waiting) clearTimeout(waiting.timer);
      const keep = () => {
        places.delete(id);
        places.set(id, place());
        remember(name, JSON.stringify([...places].slice(-kept)));
      };
      waiting = { timer: setTimeout(flush, settle), keep };
    },
    flush,
  };
}
