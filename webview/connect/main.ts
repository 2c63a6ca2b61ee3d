import { type ConnectTab, connectTabs } from '../../src/core/showConnect';
import type { ConnectContract, ConnectView } from '../../src/protocol/connect';
import { appElement, focusedElement, h } from '../dom';
import { connectToHost, recall, remember } from '../host';
import { say } from '../say';
import { button, progressRing, registerConnectKit, tabs } from '../ui';
import { apiKeys } from './apiKeys';
import { connectionStrings } from './connectionStrings';
import { documents, heading } from './frame';
import { mcp } from './mcp';
import { maskAll, setShownFor } from './secrets';

registerConnectKit();
const host = connectToHost<ConnectContract>();
const app = appElement();

let showTab = (_id: ConnectTab) => {};
let tab: ConnectTab = connectTabs.find((known) => known === recall('tab')) ?? 'api-keys';

function show(view: ConnectView) {
  maskAll();
  setShownFor(view.revealSeconds);
  const focused = focusedElement()?.closest('[data-place]')?.getAttribute('data-place');
  const strings = connectionStrings(view, host);
  const enter = (id: ConnectTab) => {
    if (id === 'connection-strings') strings.enter();
  };
  const kit = tabs<ConnectTab>({
    label: say('Connect to your project'),
    tabs: [
      {
        id: 'api-keys',
        label: say('API Keys'),
        content: apiKeys(view, host, () => kit.select('connection-strings')),
      },
      {
        id: 'connection-strings',
        label: say('Connection Strings'),
        content: strings.element,
      },
      ...(view.mcp
        ? [{ id: 'mcp' as const, label: say('MCP'), content: mcp(view.mcp, host) }]
        : []),
    ],
    chosen: tab === 'mcp' && !view.mcp ? 'api-keys' : tab,
    onChange: (id) => {
      maskAll();
      tab = id;
      remember('tab', id);
      enter(id);
    },
  });
  showTab = (id) => {
    kit.select(id);
    // The kit does not tell of a choice that comes before it has drawn its tabs.
    enter(id);
  };
  app.replaceChildren(
    heading(view, host, () => tab),
    kit.element,
    documents(view),
  );
  enter(tab);
  if (focused) app.querySelector<HTMLElement>(`[data-place="${focused}"] vscode-button`)?.focus();
}

async function load() {
  app.replaceChildren(
    h('p', { class: 'wait late', role: 'status' }, progressRing(), say('Loading connection info…')),
  );
  try {
    show(await host.request('open', {}));
  } catch (error) {
    app.replaceChildren(
      h(
        'div',
        { class: 'wait', role: 'alert' },
        h('p', {}, say('Failed to load connection info.')),
        h('p', { class: 'quiet' }, error instanceof Error ? error.message : ''),
        button({ text: say('Retry'), look: 'primary', onClick: () => void load() }),
      ),
    );
  }
}

host.on('changed', show);
host.on('tab', (id) => {
  tab = id;
  remember('tab', id);
  showTab(id);
});
// The editor gives this back to the host, which so knows what to restore after a reload.
remember('project', document.body.dataset.project ?? '');
void load();
