import { recall, remember } from '../host';
import type { Place } from './movement';

const name = 'places';
const kept = 20;
const settle = 100;

/** Where one was in a result: what is given up with the page when the view is hidden. */
export interface GridPlace {
  readonly offset: number;
  readonly left: number;
  readonly active: Place;
  readonly widths: readonly number[];
}

/** Where one was in each result, kept while the view is hidden. Results of an earlier window have other ids. */
export interface Places {
  of(id: number): GridPlace | undefined;
  /** Asks for the place once it has stood still for a moment. */
  changed(id: number, place: () => GridPlace): void;
  /** Keeps what has changed at once. */
  flush(): void;
}

export function createPlaces(): Places {
  const places = new Map<number, GridPlace>(JSON.parse(recall(name) ?? '[]'));
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
