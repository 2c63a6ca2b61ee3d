import type { FormatId } from '../../src/core/connectionStrings/formats';
import type { ConnectContract, ConnectView } from '../../src/protocol/connect';
import { h, icon } from '../dom';
import { type Host, recall, remember } from '../host';
import { say } from '../say';
import { button, dropdown } from '../ui';
import { copyButton } from './copyButton';
import { problemLine } from './problemLine';
import { revealButton } from './revealButton';
import { maskAll } from './secrets';

export function connectionStrings(view: ConnectView, host: Host<ConnectContract>): HTMLElement {
  return h(
    'div',
    { class: 'tab', 'data-place': 'connection-strings' },
    ...(view.hasDatabaseUrl ? strings(view, host) : nothingYet(host)),
  );
}

function nothingYet(host: Host<ConnectContract>): HTMLElement[] {
  const problem = problemLine();
  return [
    h(
      'div',
      { class: 'nothing' },
      h('h2', {}, say('No Database URL yet')),
      h(
        'p',
        { class: 'quiet' },
        say(
          'Once the Database URL is known, this tab writes it in nine formats, from psql to SQLAlchemy.',
        ),
      ),
      button({
        text: say('Add Database URL…'),
        look: 'primary',
        onClick: () =>
          void host.request('addCredential', { field: 'databaseUrl' }).catch(problem.show),
      }),
      problem.element,
    ),
  ];
}

function strings(view: ConnectView, host: Host<ConnectContract>): HTMLElement[] {
  const problem = problemLine();
  let format: FormatId = view.formats.find(({ id }) => id === recall('format'))?.id ?? 'uri';
  let hiddenText = '';
  let revealed = false;

  const code = h('code');
  const block = h(
    'pre',
    { class: 'code', tabindex: 0, role: 'region', 'aria-label': say('Connection string') },
    code,
  );
  const preview = (password: 'hidden' | 'shown') => host.request('preview', { format, password });
  const reveal = revealButton({
    revealLabel: say('Reveal password'),
    hideLabel: say('Hide password'),
    fetch: () => preview('shown'),
    show: (text) => {
      revealed = text !== undefined;
      code.textContent = text ?? hiddenText;
    },
    onError: problem.show,
  });

  async function choose(id: FormatId) {
    maskAll();
    format = id;
    problem.clear();
    try {
      const text = await preview('hidden');
      if (format !== id) return;
      hiddenText = text;
      if (!revealed) code.textContent = text;
    } catch (error) {
      problem.show(error);
    }
  }
  void choose(format);

  return [
    h(
      'p',
      { class: 'warning' },
      icon('warning'),
      h(
        'span',
        {},
        say(
          'Each of these strings holds the database password. Use them on servers and other trusted machines only.',
        ),
      ),
    ),
    h(
      'div',
      { class: 'formatRow' },
      h('label', { id: 'format-label' }, say('Format')),
      dropdown({
        labelledBy: 'format-label',
        choices: view.formats,
        chosen: format,
        onChange: (id) => {
          remember('format', id);
          void choose(id);
        },
      }),
    ),
    h(
      'div',
      { class: 'codeBox' },
      block,
      h(
        'div',
        { class: 'codeTools' },
        reveal,
        copyButton(say('Copy'), () => host.request('copyString', { format }), problem.show),
      ),
    ),
    h(
      'div',
      {},
      button({
        text: say('Insert at Cursor'),
        look: 'primary',
        icon: 'insert',
        onClick: () => void host.request('insertString', { format }).catch(problem.show),
      }),
    ),
    problem.element,
  ];
}
