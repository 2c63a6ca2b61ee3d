import type { ConnectContract, ConnectField, ConnectView } from '../../src/protocol/connect';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { button } from '../ui';
import { copyButton } from './copyButton';
import { problemLine } from './problemLine';
import { prose } from './prose';
import { revealButton } from './revealButton';

/** A fixed run: the length of a secret is nobody's business. */
const mask = '•'.repeat(24);

export function apiKeys(
  view: ConnectView,
  host: Host<ConnectContract>,
  showStrings: () => void,
): HTMLElement {
  const fields = view.fields.map((field) =>
    fieldRow(field, host, belowOf(field, view, host, showStrings)),
  );
  return h(
    'div',
    { class: 'tab' },
    ...fields,
    ...(view.note ? [h('p', { class: 'quiet' }, ...prose(view.note))] : []),
  );
}

/** What belongs to a row and is more than its value. */
function belowOf(
  { id, state }: ConnectField,
  view: ConnectView,
  host: Host<ConnectContract>,
  showStrings: () => void,
): HTMLElement[] {
  if (state.kind === 'missing') return [];
  if (id === 'url' && view.services.length > 0) return [services(view, host)];
  if (id === 'databaseUrl') {
    return [
      button({ text: say('Show it in nine formats'), look: 'secondary', onClick: showStrings }),
    ];
  }
  return [];
}

function services(view: ConnectView, host: Host<ConnectContract>): HTMLElement {
  const problem = problemLine();
  const rows = view.services.map(({ label, url }) =>
    h(
      'div',
      { class: 'pair' },
      h('dt', {}, label),
      h(
        'dd',
        {},
        h('code', {}, url),
        copyButton(
          say('Copy {0}', label),
          () => host.request('copy', { kind: 'service', url }),
          problem.show,
        ),
      ),
    ),
  );
  return h(
    'details',
    { class: 'services' },
    h('summary', {}, say('Addresses of its services')),
    h('dl', { class: 'pairs' }, ...rows),
    problem.element,
  );
}

function fieldRow(
  field: ConnectField,
  host: Host<ConnectContract>,
  below: readonly HTMLElement[],
): HTMLElement {
  const labelId = `label-${field.id}`;
  const problem = problemLine();
  return h(
    'section',
    { class: 'field', 'aria-labelledby': labelId, 'data-place': field.id },
    h('h2', { id: labelId }, field.label),
    h('div', { class: 'badges' }, ...badges(field)),
    h('p', { class: 'quiet wide' }, ...prose(field.use)),
    h('div', { class: 'valueRow wide' }, ...valueRow(field, host, problem.show)),
    h('div', { class: 'wide below' }, ...below, problem.element),
  );
}

function badges({ safety, replacedBy }: ConnectField): HTMLElement[] {
  return [
    safety === 'public'
      ? h('span', { class: 'badge public' }, say('safe to ship'))
      : h('span', { class: 'badge secret' }, say('server only')),
    ...(replacedBy === undefined
      ? []
      : [h('span', { class: 'badge' }, say('replaced by {0}', replacedBy))]),
  ];
}

function valueRow(
  field: ConnectField,
  host: Host<ConnectContract>,
  onError: (error: unknown) => void,
): HTMLElement[] {
  if (field.state.kind === 'missing') {
    return [
      h(
        'span',
        { class: 'missing quiet' },
        `${say('{0} is not known yet.', field.label)} `,
        ...prose(field.state.where),
      ),
      button({
        text: say('Add…'),
        label: say('Add {0}…', field.label),
        look: 'secondary',
        onClick: () => void host.request('addCredential', { field: field.id }).catch(onError),
      }),
    ];
  }
  const box = h('code', { class: 'value' });
  const copy = copyButton(
    say('Copy {0}', field.label),
    () => host.request('copy', { kind: 'field', field: field.id }),
    onError,
  );
  // The project's URL is never masked, so there is nothing to reveal.
  if (field.state.kind === 'plain' || field.id === 'url') {
    box.textContent = field.state.kind === 'plain' ? field.state.value : '';
    return [box, copy];
  }
  const { id, label } = field;
  const reveal = revealButton({
    revealLabel: say('Reveal {0}', label),
    hideLabel: say('Hide {0}', label),
    fetch: () => host.request('reveal', { field: id }),
    show: (secret) => box.replaceChildren(...(secret === undefined ? masked() : [secret])),
    onError,
  });
  return [box, reveal, copy];
}

function masked(): HTMLElement[] {
  return [
    h('span', { class: 'mask', 'aria-hidden': 'true' }, mask),
    h('span', { class: 'visuallyHidden' }, say('Hidden')),
  ];
}
