import type { Spool } from '../../core/ports';
import { type Arrangement, isAsFetched } from '../../core/results/arrange/arrangement';
import type { Kept } from './resultRun';
import { placesOf } from './rowPlaces';

/** Fetched rows in the order, and as few of them, as the person wants to see. */
export interface ArrangedRows {
  /** As they were fetched, where only some of them are gone. */
  readonly arrangement: Arrangement;
  /** The number of the row at each place. */
  readonly order: Uint32Array;
  /** How many rows there were to arrange. */
  readonly fetched: number;
  window: Spool['window'];
}

/** The view with its rows as they are arranged, and what is to become of them. */
export function seen(
  run: Pick<Kept, 'view' | 'arranged' | 'edits' | 'actions' | 'spool'>,
): Kept['view'] {
  const { view, arranged, edits, actions } = run;
  if (view.kind !== 'rows') return view;
  const state = edits?.state(placesOf(run)) ?? { kind: 'offered' };
  const editable = actions.source && view.progress !== 'reading' ? { edits: state } : {};
  if (!arranged) return { ...view, ...editable };
  const { arrangement, order, fetched } = arranged;
  const { first: _asFetched, ...rest } = view;
  return {
    ...rest,
    ...editable,
    rowCount: order.length,
    ...(isAsFetched(arrangement) ? {} : { arranged: { ...arrangement, fetched } }),
  };
}
