import type { ResultsContract, ResultsView } from '../../src/protocol/results';
import { announce } from '../announce';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { createGrid } from './grid';
import { actionButtons } from './states';
import { createStatusLine } from './statusLine';

type RowsView = Extract<ResultsView, { kind: 'rows' }>;

export interface RowsState {
  readonly id: number;
  update(view: RowsView): void;
  focus(): void;
  close(): void;
}

/** The grid with its status line, put into `parent`. */
export function createRowsState(
  parent: HTMLElement,
  view: RowsView,
  host: Host<ResultsContract>,
): RowsState {
  const { id } = view;
  const fail = (error: unknown) =>
    line.problem(error instanceof Error ? error.message : String(error));
  const line = createStatusLine(() => void host.request('cancel', { id }).catch(fail));
  const none = h('div', { class: 'noRows quiet' });
  const frame = h('div', { class: 'frame' }, none);
  parent.append(frame, line.element);

  const grid = createGrid(frame, {
    label: say('Result'),
    columns: view.columns,
    rowCount: view.rowCount,
    first: view.first ?? [],
    ask: async (offset, count, signal) =>
      (await host.request('rows', { id, offset, count }, signal)).rows,
    onCopy: ({ row, column }) =>
      void host
        .request('copyCell', { id, row, column })
        .then(() => announce(say('Copied')))
        .catch(fail),
    onError: fail,
  });

  const noteParts = ({ text, actions }: NonNullable<RowsView['note']>) => [
    h('p', {}, text),
    h(
      'div',
      { class: 'actions' },
      ...actionButtons(actions, (action) => void host.request('act', { id, action }).catch(fail)),
    ),
  ];

  function update(next: RowsView) {
    grid.grow(next.rowCount);
    if (next.progress !== 'reading') grid.name(next.columns);
    line.update(next);
    none.hidden = next.rowCount > 0 || next.progress === 'reading';
    none.replaceChildren(
      h('p', {}, say('No rows came back.')),
      ...(next.note ? noteParts(next.note) : []),
    );
  }
  update(view);
  return { id, update, focus: grid.focus, close: grid.close };
}
