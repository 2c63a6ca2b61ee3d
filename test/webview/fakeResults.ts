import type { Row } from '../../src/core/ports';
import type { ResultsContract, ResultsView, ResultTabs } from '../../src/protocol/results';
import type { Handlers } from '../../src/protocol/rpc';

export type RowsView = Extract<ResultsView, { kind: 'rows' }>;

export const heading = { project: 'Shop', role: 'anon', text: 'select * from orders' };

function columnsOf(count: number): RowsView['columns'] {
  const types = ['int8', 'text', 'numeric'];
  return Array.from({ length: count }, (_, at) => ({
    name: `column_${at}`,
    type: types[at % types.length] ?? '',
  }));
}

function rowsFrom(offset: number, count: number, columnCount: number): Row[] {
  return Array.from({ length: count }, (_, at) =>
    Array.from({ length: columnCount }, (_cell, column) => `r${offset + at} c${column}`),
  );
}

export function rowsView(
  rowCount: number,
  columnCount = 10,
  more: Partial<RowsView> = {},
): RowsView {
  return {
    kind: 'rows',
    id: 1,
    heading,
    columns: columnsOf(columnCount),
    rowCount,
    first: rowsFrom(0, Math.min(200, rowCount), columnCount),
    progress: 'complete',
    status: '12 ms',
    ...more,
  };
}

/** The tabs of a run of `count` statements, the first of them shown. */
export function tabsOf(count = 1, more: Partial<ResultTabs> = {}): ResultTabs {
  const tabs = Array.from({ length: count }, (_, at) => ({
    id: at + 1,
    ordinal: at + 1,
    text: `select ${at + 1}`,
    changes: 0,
  }));
  return { tabs, chosen: 1, messages: count, notices: 0, ...more };
}

export function handlers(
  view: ResultsView,
  changes: Partial<Handlers<ResultsContract>> = {},
): Handlers<ResultsContract> {
  const columnCount = view.kind === 'rows' ? view.columns.length : 0;
  return {
    open: async () => ({ view, tabs: tabsOf() }),
    choose: async () => null,
    rows: async ({ offset, count }) => ({ rows: rowsFrom(offset, count, columnCount) }),
    copy: async () => ({ copied: true }),
    cell: async () => ({ kind: 'null' }),
    openCell: async () => null,
    find: async () => ({ found: null }),
    summary: async () => ({ count: 2 }),
    export: async () => null,
    cancel: async () => null,
    retry: async () => null,
    act: async () => null,
    more: async () => null,
    arrange: async () => null,
    filter: async () => null,
    filterLike: async () => null,
    hide: async () => null,
    wholeCell: async () => ({ cell: null }),
    change: async () => null,
    edit: async () => null,
    ...changes,
  };
}
