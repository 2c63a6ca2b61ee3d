import type { ResultsContract, ResultsView } from '../../src/protocol/results';
import { appElement, focusedElement, h } from '../dom';
import { connectToHost } from '../host';
import { say } from '../say';
import { button, registerResultsKit } from '../ui';
import { createRowsState, type RowsState } from './rowsState';
import { doneState, emptyState, failedState, heading, runningState } from './states';

registerResultsKit();
const host = connectToHost<ResultsContract>();
const app = appElement();

let rows: RowsState | undefined;
let leave = () => {};

function show(view: ResultsView) {
  if (view.kind === 'rows' && view.id === rows?.id) {
    rows.update(view);
    return;
  }
  const hadFocus = app.contains(focusedElement() ?? null);
  leave();
  leave = () => {};
  rows = undefined;
  app.replaceChildren(...('heading' in view ? [heading(view.heading)] : []));
  switch (view.kind) {
    case 'empty':
      app.append(emptyState());
      return;
    case 'running': {
      const running = runningState(() => void host.request('cancel', { id: view.id }));
      app.append(running.element);
      leave = running.close;
      return;
    }
    case 'rows': {
      const shown = createRowsState(app, view, host);
      rows = shown;
      leave = shown.close;
      if (hadFocus) shown.focus();
      return;
    }
    case 'done':
      app.append(doneState(view));
      return;
    case 'failed':
      app.append(
        failedState(view, {
          retry: () => void host.request('retry', { id: view.id }),
          act: (action) => void host.request('act', { id: view.id, action }),
        }),
      );
      return;
  }
}

async function load() {
  try {
    show(await host.request('open', {}));
  } catch (error) {
    app.replaceChildren(
      h(
        'div',
        { class: 'state', role: 'alert' },
        h('p', {}, say('Failed to load the result.')),
        h('p', { class: 'quiet' }, error instanceof Error ? error.message : ''),
        button({ text: say('Retry'), look: 'primary', onClick: () => void load() }),
      ),
    );
  }
}

host.on('changed', show);
void load();
