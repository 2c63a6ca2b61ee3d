import type { ConnectContract, ConnectPreview, ConnectView } from '../../src/protocol/connect';
import { h, icon } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { button } from '../ui';
import { copyButton } from './copyButton';
import { link } from './frame';
import { partsList } from './partsList';
import { problemLine } from './problemLine';
import { prose } from './prose';
import { revealButton } from './revealButton';
import { maskAll } from './secrets';
import { stringActions } from './stringActions';
import { stringChoices } from './stringChoices';

export interface ConnectionStrings {
  readonly element: HTMLElement;
  /** Call it when the tab comes to be seen: nothing of it is made before, and the Database URL is not read. */
  enter(): void;
}

export function connectionStrings(
  view: ConnectView,
  host: Host<ConnectContract>,
): ConnectionStrings {
  const element = h('div', { class: 'tab', 'data-place': 'connection-strings' });
  return {
    element,
    enter() {
      if (element.hasChildNodes()) return;
      const { content, start } = view.hasDatabaseUrl ? strings(view, host) : nothingYet(view, host);
      element.append(...content);
      start();
    },
  };
}

interface Content {
  readonly content: readonly HTMLElement[];
  readonly start: () => void;
}

function nothingYet(view: ConnectView, host: Host<ConnectContract>): Content {
  const problem = problemLine();
  const content = h(
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
    h('p', { class: 'quiet' }, ...prose(view.whereValuesAre)),
    button({
      text: say('Add Database URL…'),
      look: 'primary',
      onClick: () =>
        void host.request('addCredential', { field: 'databaseUrl' }).catch(problem.show),
    }),
    problem.element,
  );
  return { content: [content], start: () => {} };
}

function strings(view: ConnectView, host: Host<ConnectContract>): Content {
  const problem = problemLine();
  const choices = stringChoices(view, host, () => void refresh(), problem.show);
  const { chosen } = choices;
  const actions = stringActions(host, chosen);
  const parts = partsList(host, chosen, problem.show);
  const cautions = h('ul', { class: 'cautions' });
  const code = h('code', {}, h('span', { class: 'quiet late' }, say('Loading connection info…')));
  const retry = button({ text: say('Retry'), look: 'secondary', onClick: () => void refresh() });
  retry.hidden = true;
  let hiddenText = '';
  let revealed = false;
  let newest = 0;

  const preview = (password: 'hidden' | 'shown') =>
    host.request('preview', { choice: chosen(), password });
  const reveal = revealButton({
    revealLabel: say('Reveal password'),
    hideLabel: say('Hide password'),
    fetch: async () => (await preview('shown')).text,
    show: (text) => {
      revealed = text !== undefined;
      // Before the first string is there, the words that say so stay.
      if (revealed || hiddenText !== '') code.textContent = text ?? hiddenText;
    },
    onError: problem.show,
  });

  async function refresh() {
    newest += 1;
    const mine = newest;
    maskAll();
    problem.clear();
    actions.clear();
    retry.hidden = true;
    try {
      const found = await preview('hidden');
      if (mine === newest) show(found);
    } catch (error) {
      if (mine !== newest) return;
      code.textContent = '';
      retry.hidden = false;
      problem.show(error);
    }
  }

  function show(found: ConnectPreview) {
    hiddenText = found.text;
    if (!revealed) code.textContent = hiddenText;
    reveal.hidden = chosen().password !== 'included';
    choices.fill(found);
    parts.fill(found.parts);
    cautions.replaceChildren(
      ...found.cautions.map((caution) => h('li', {}, icon('info'), h('span', {}, caution))),
    );
  }

  return {
    content: [
      warning(),
      choices.element,
      h(
        'div',
        { class: 'codeBox' },
        h(
          'pre',
          { class: 'code', tabindex: 0, role: 'region', 'aria-label': say('Connection string') },
          code,
        ),
        h(
          'div',
          { class: 'codeTools' },
          reveal,
          copyButton(
            say('Copy'),
            () => host.request('copy', { kind: 'string', choice: chosen() }),
            problem.show,
          ),
        ),
      ),
      cautions,
      problem.element,
      retry,
      actions.element,
      parts.element,
      h('p', { class: 'quiet' }, ...prose(view.rotation.advice), ' ', link(view.rotation.page)),
    ],
    start: () => void refresh(),
  };
}

function warning(): HTMLElement {
  return h(
    'p',
    { class: 'warning' },
    icon('warning'),
    h(
      'span',
      {},
      say(
        'A connection string opens the whole database. Use it on servers and other trusted machines only.',
      ),
    ),
  );
}
