import { cellCount, type Selection } from '../../src/core/results/selection';
import type { ResultsContract, ResultsView } from '../../src/protocol/results';
import { announce } from '../announce';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { createFindBox } from './findBox';
import { createGrid } from './grid';
import type { Places } from './places';
import { actionButtons } from './states';
import { createStatusLine } from './statusLine';

type RowsView = Extract<ResultsView, { kind: 'rows' }>;

/** Pixels before the end of the grid. */
const endInSight = 44;

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
  places: Places,
): RowsState {
  const { id } = view;
  let summarising: {
    readonly timer?: ReturnType<typeof setTimeout>;
    readonly abort: AbortController;
  } = {
    abort: new AbortController(),
  };
  const fail = (error: unknown) =>
    line.problem(error instanceof Error ? error.message : String(error));
  const line = createStatusLine({
    cancel: () => void host.request('cancel', { id }).catch(fail),
    copyAs: () => copy('choose'),
    exportRows: () => void host.request('export', { id }).catch(fail),
    act: (action) => void host.request('act', { id, action }).catch(fail),
  });
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
    onSelect: summarise,
    place: places.of(id),
    onOpen: ({ row, column }) => void host.request('openCell', { id, row, column }).catch(fail),
    onPlace: () => places.changed(id, () => grid.place()),
    onError: fail,
  });

  // The grid's own scroller: where its end is in sight, the next rows are asked for.
  frame.addEventListener('scroll', askForMore, true);
  let shown = view;
  let asked = 0;

  function askForMore() {
    const scroller = frame.querySelector('[role=grid]');
    if (!scroller || shown.progress !== 'more' || asked === shown.rowCount) return;
    if (scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - endInSight) return;
    asked = shown.rowCount;
    void host.request('more', { id }).catch(fail);
  }

  frame.addEventListener('keydown', (event) => {
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (!command || event.altKey || (key !== 'c' && key !== 'f')) return;
    event.preventDefault();
    if (key === 'f') findBox.open();
    else copy(event.shiftKey ? 'choose' : 'plain');
  });

  const findBox = createFindBox({
    active: () => grid.active(),
    find: async ({ text, from: { row, column }, backwards }, signal) => {
      const wanted = { id, text, from: { row, column }, backwards };
      return (await host.request('find', wanted, signal)).found;
    },
    show: (found) => grid.goTo(found),
    leave: () => grid.focus(),
    fail,
  });
  frame.append(findBox.element);

  function copy(form: 'plain' | 'choose') {
    const selection = grid.selection();
    void host
      .request('copy', { id, selection, form })
      .then(({ copied }) => copied && announce(say('Copied')))
      .catch(fail);
  }

  /** Not while the selection still changes: a large one takes the host a while. */
  function summarise(selection: Selection) {
    clearTimeout(summarising.timer);
    summarising.abort.abort();
    line.summary(undefined);
    if (cellCount(selection) < 2) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void host
        .request('summary', { id, selection }, abort.signal)
        .then((summary) => abort.signal.aborted || line.summary(summary))
        .catch((error) => abort.signal.aborted || fail(error));
    }, 150);
    summarising = { timer, abort };
  }

  const noteParts = ({ text, actions }: NonNullable<RowsView['note']>) => [
    h('p', {}, text),
    h(
      'div',
      { class: 'actions' },
      ...actionButtons(actions, (action) => void host.request('act', { id, action }).catch(fail)),
    ),
  ];

  function update(next: RowsView) {
    shown = next;
    grid.grow(next.rowCount);
    if (next.progress !== 'reading') grid.name(next.columns);
    line.update(next);
    none.hidden = next.rowCount > 0 || next.progress === 'reading';
    none.replaceChildren(
      h('p', {}, say('No rows came back.')),
      ...(next.note ? noteParts(next.note) : []),
    );
    // Where everything fits without scrolling, nobody would ask.
    requestAnimationFrame(askForMore);
  }
  update(view);
  return {
    id,
    update,
    focus: grid.focus,
    close() {
      clearTimeout(summarising.timer);
      summarising.abort.abort();
      places.flush();
      grid.close();
    },
  };
}
