import type { RowPlaces } from '../edits/editingView';
import type { Kept } from './resultRun';

/** Where the rows of a result stand as they are arranged now. */
export function placesOf({ spool, arranged }: Pick<Kept, 'spool' | 'arranged'>): RowPlaces {
  const count = spool?.rowCount ?? 0;
  if (!arranged) return { count, rowAt: (place) => place, placeOf: (row) => row };
  const { order } = arranged;
  return {
    count: order.length,
    rowAt: (place) => order[place],
    placeOf(row) {
      const place = order.indexOf(row);
      return place < 0 ? undefined : place;
    },
  };
}
