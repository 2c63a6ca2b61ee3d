import type { ConnectContract, ConnectTab, ConnectView } from '../../src/protocol/connect';
import { appElement, focusedElement, h } from '../dom';
import { connectToHost, recall, remember } from '../host';
import { say } from '../say';
import { button, progressRing, registerConnectKit, type Tabs, tabs } from '../ui';
import { apiKeys } from './apiKeys';
import { connectionStrings } from './connectionStrings';
import { maskAll } from './secrets';

registerConnectKit();
const host = connectToHost<ConnectContract>();
const app = appElement();

let shown: Tabs<ConnectTab> | undefined;
let tab: ConnectTab = recall('tab') === 'connection-strings' ? 'connection-strings' : 'api-keys';

function show(view: ConnectView) {
  maskAll();
  const focused = focusedElement()?.closest('[data-place]')?.getAttribute('data-place');
  shown = tabs<ConnectTab>({
    label: say('Connect to your project'),
    tabs: [
      { id: 'api-keys', label: say('API Keys'), content: apiKeys(view, host) },
      {
        id: 'connection-strings',
        label: say('Connection Strings'),
        content: connectionStrings(view, host),
      },
    ],
    chosen: tab,
    onChange: (id) => {
      maskAll();
      tab = id;
      remember('tab', id);
    },
  });
  app.replaceChildren(
    h(
      'header',
      {},
      h('h1', {}, say('Connect to your project')),
      h('p', { class: 'quiet' }, `${view.project} · ${view.provider}`),
    ),
    shown.element,
  );
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
  shown?.select(id);
});
// The editor gives this back to the host, which so knows what to restore after a reload.
remember('project', document.body.dataset.project ?? '');
void load();
