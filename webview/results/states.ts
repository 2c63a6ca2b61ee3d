import type { ResultHeading, ResultsView } from '../../src/protocol/results';
import { commandKey, h, icon } from '../dom';
import { say } from '../say';
import { button, progressRing } from '../ui';

type View<Kind extends ResultsView['kind']> = Extract<ResultsView, { kind: Kind }>;

export function heading({ project, role, text, warning }: ResultHeading): HTMLElement {
  return h(
    'header',
    {},
    h('span', { class: 'project', title: project }, project),
    h('span', { class: 'role' }, role),
    ...(warning === undefined
      ? []
      : [h('span', { class: 'roleWarning', role: 'note', title: warning }, warning)]),
    h('code', { class: 'statement', title: text }, text),
  );
}

export function emptyState(): HTMLElement {
  return h(
    'div',
    { class: 'state' },
    h('h2', {}, say('Nothing to show yet')),
    h(
      'p',
      { class: 'quiet' },
      say(
        'Run a statement with {0}, or send a PostgREST request. Its rows appear here.',
        `${commandKey}+Enter`,
      ),
    ),
  );
}

/** Appears after a moment (results.css), so that a quick statement does not flicker. */
export function runningState(onCancel: () => void): {
  readonly element: HTMLElement;
  readonly close: () => void;
} {
  const start = performance.now();
  const elapsed = h('span', { class: 'quiet elapsed', 'aria-hidden': 'true' });
  const tick = () => {
    elapsed.textContent = say('{0} s', ((performance.now() - start) / 1000).toFixed(1));
  };
  tick();
  const timer = setInterval(tick, 100);
  return {
    element: h(
      'div',
      { class: 'state late' },
      progressRing(),
      h('p', { role: 'status' }, say('Running…'), ' ', elapsed),
      button({ text: say('Cancel'), look: 'secondary', onClick: onCancel }),
    ),
    close: () => clearInterval(timer),
  };
}

export function doneState(view: View<'done'>, act: (action: number) => void): HTMLElement {
  const offers = (view.offers ?? []).map(({ label, action }) =>
    button({ text: label, look: 'secondary', onClick: () => act(action) }),
  );
  return h(
    'div',
    { class: 'state done' },
    h('p', { role: 'status' }, view.status),
    ...(offers.length === 0 ? [] : [h('div', { class: 'actions' }, ...offers)]),
    ...(view.body === undefined ? [] : [h('pre', { tabindex: 0 }, view.body)]),
  );
}

/** What the server said and what each statement of the run came to, in the order of time. */
export function messagesState({ lines }: View<'messages'>): HTMLElement {
  return h(
    'ol',
    { class: 'messages', role: 'log', tabindex: 0, 'aria-label': say('Messages') },
    ...lines.map(({ kind, label, text }) =>
      h(
        'li',
        { class: kind },
        icon(messageIcons[kind]),
        h('span', { class: 'messageLabel', title: label }, label),
        ' ',
        h('span', { class: 'messageText' }, text),
      ),
    ),
  );
}

const messageIcons = { notice: 'info', done: 'pass', failed: 'error' } as const;

export function failedState(
  view: View<'failed'>,
  on: { readonly retry: () => void; readonly act: (action: number) => void },
): HTMLElement {
  const buttons = [
    ...(view.canRetry ? [button({ text: say('Retry'), look: 'primary', onClick: on.retry })] : []),
    ...actionButtons(view.actions, on.act),
  ];
  return h(
    'div',
    { class: 'failedCard', role: 'alert' },
    ...(view.layer === '' ? [] : [h('p', { class: 'layerName' }, view.layer)]),
    h('h2', {}, view.sentence),
    ...(view.advice === '' ? [] : [h('p', { class: 'advice' }, view.advice)]),
    ...(buttons.length === 0 ? [] : [h('div', { class: 'actions' }, ...buttons)]),
    ...(view.detail.length === 0 ? [] : [details(view.detail)]),
  );
}

/** What stands in a grid without rows. */
export function noRows(
  { arranged, note }: View<'rows'>,
  act: (action: number) => void,
): readonly HTMLElement[] {
  if (arranged && arranged.fetched > 0) {
    return [h('p', {}, say('No fetched row passes the filters.'))];
  }
  const said = h('p', {}, say('No rows came back.'));
  if (!note) return [said];
  const offered = h('div', { class: 'actions' }, ...actionButtons(note.actions, act));
  return [said, h('p', {}, note.text), offered];
}

/** What the host offers, as quiet buttons. */
export function actionButtons(
  actions: readonly string[],
  act: (action: number) => void,
): readonly HTMLElement[] {
  return actions.map((text, at) => button({ text, look: 'secondary', onClick: () => act(at) }));
}

function details(rows: View<'failed'>['detail']): HTMLElement {
  return h('dl', {}, ...rows.flatMap(({ label, text }) => [h('dt', {}, label), h('dd', {}, text)]));
}
