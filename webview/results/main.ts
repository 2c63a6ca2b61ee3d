import type { ResultsContract, ResultsView } from '../../src/protocol/results';
import { appElement, focusedElement, h } from '../dom';
import { connectToHost } from '../host';
import { say } from '../say';
import { button, registerResultsKit } from '../ui';
import { createPlaces } from './places';
import { createRowsState, type RowsState } from './rowsState';
import { doneState, emptyState, failedState, heading, messagesState, runningState } from './states';
import { createTabs } from './tabs';

registerResultsKit();
const host = connectToHost<ResultsContract>();
const panel = h('div', { class: 'result', role: 'tabpanel' });
const tabs = createTabs(panel, (id) => void host.request('choose', { id }));
appElement().append(tabs.element, panel);

const places = createPlaces();

let rows: RowsState | undefined;
let leave = () => {};

function show(view: ResultsView) {
  if (view.kind === 'rows' && view.id === rows?.id) {
    rows.update(view);
    return;
  }
  const hadFocus = panel.contains(focusedElement() ?? null);
  leave();
  leave = () => {};
  rows = undefined;
  panel.replaceChildren(...('heading' in view ? [heading(view.heading)] : []));
  switch (view.kind) {
    case 'empty':
      panel.append(emptyState());
      return;
    case 'running': {
      const running = runningState(() => void host.request('cancel', { id: view.id }));
      panel.append(running.element);
      leave = running.close;
      return;
    }
    case 'rows': {
      const shown = createRowsState(panel, view, host, places);
      rows = shown;
      leave = shown.close;
      if (hadFocus) shown.focus();
      return;
    }
    case 'messages':
      panel.append(messagesState(view));
      return;
    case 'done':
      panel.append(doneState(view, (action) => void host.request('act', { id: view.id, action })));
      return;
    case 'failed':
      panel.append(
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
    const opened = await host.request('open', {});
    tabs.update(opened.tabs);
    show(opened.view);
  } catch (error) {
    panel.replaceChildren(
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
host.on('tabs', tabs.update);
host.on('arranging', ({ id, done, of }) => {
  if (id === rows?.id) rows.arranging(done, of);
});
void load();
