import {
  type Arrangement,
  asFetched,
  sortedBy,
  turned,
  unsorted,
  withoutFilter,
} from '../../src/core/results/arrange/arrangement';
import type { ResultsContract } from '../../src/protocol/results';
import type { Host } from '../host';
import type { SortWish } from './input';

/** Asks the host for other arrangements of one result, one at a time. */
export interface Arranging {
  sort(column: number, wish: SortWish): void;
  filter(column: number): void;
  removeFilter(column: number): void;
  filterLike(row: number, column: number): void;
  clear(): void;
  cancel(): void;
}

export function createArranging(
  host: Host<ResultsContract>,
  id: number,
  present: () => Arrangement,
  on: { readonly ended: () => void; readonly fail: (error: unknown) => void },
): Arranging {
  let running: AbortController | undefined;

  function ask(question: (signal: AbortSignal) => Promise<unknown>) {
    running?.abort();
    const abort = new AbortController();
    running = abort;
    void question(abort.signal)
      .catch((error) => abort.signal.aborted || on.fail(error))
      .finally(() => {
        if (running !== abort) return;
        running = undefined;
        on.ended();
      });
  }

  function arrange(arrangement: Arrangement) {
    ask((signal) => host.request('arrange', { id, arrangement }, signal));
  }

  return {
    sort: (column, wish) => arrange(wished(present(), column, wish)),
    filter: (column) => ask((signal) => host.request('filter', { id, column }, signal)),
    removeFilter: (column) => arrange(withoutFilter(present(), column)),
    filterLike: (row, column) =>
      ask((signal) => host.request('filterLike', { id, row, column }, signal)),
    clear: () => arrange(asFetched),
    cancel: () => running?.abort(),
  };
}

/** The same where rows are sorted and filtered in the same way. */
export function orderOf({ sort, filters }: Arrangement = asFetched): string {
  return JSON.stringify([sort, filters]);
}

function wished(arrangement: Arrangement, column: number, wish: SortWish): Arrangement {
  switch (wish) {
    case 'turn':
    case 'turnBeside':
      return turned(arrangement, column, wish === 'turnBeside');
    case 'up':
    case 'upBeside':
      return sortedBy(arrangement, { column, descending: false }, wish === 'upBeside');
    case 'down':
    case 'downBeside':
      return sortedBy(arrangement, { column, descending: true }, wish === 'downBeside');
    case 'none':
      return unsorted(arrangement, column);
  }
}
