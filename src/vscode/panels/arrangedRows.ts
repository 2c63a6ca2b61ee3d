import type { Spool } from '../../core/ports';
import type { Arrangement } from '../../core/results/arrange/arrangement';
import type { Kept } from './resultRuns';

/** Fetched rows in the order, and as few of them, as the person wants to see. */
export interface ArrangedRows {
  readonly arrangement: Arrangement;
  /** The number of the row at each place. */
  readonly order: Uint32Array;
  /** How many rows there were to arrange. */
  readonly fetched: number;
  window: Spool['window'];
}

/** The view with its rows as they are arranged. */
export function seen({ view, arranged }: Pick<Kept, 'view' | 'arranged'>): Kept['view'] {
  if (view.kind !== 'rows' || !arranged) return view;
  const { arrangement, order } = arranged;
  const { first: _asFetched, ...rest } = view;
  return {
    ...rest,
    rowCount: order.length,
    arranged: { ...arrangement, fetched: arranged.fetched },
  };
}
