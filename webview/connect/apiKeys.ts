import type { ConnectContract, ConnectField, ConnectView } from '../../src/protocol/connect';
import { h } from '../dom';
import type { Host } from '../host';
import { say } from '../say';
import { button } from '../ui';
import { copyButton } from './copyButton';
import { problemLine } from './problemLine';
import { revealButton } from './revealButton';

/** A fixed run: the length of a secret is nobody's business. */
const mask = '•'.repeat(24);

export function apiKeys(view: ConnectView, host: Host<ConnectContract>): HTMLElement {
  const fields = view.fields.map((field) => fieldRow(field, host));
  return h(
    'div',
    { class: 'tab' },
    ...fields,
    ...(view.note ? [h('p', { class: 'quiet' }, view.note)] : []),
  );
}

function fieldRow(field: ConnectField, host: Host<ConnectContract>): HTMLElement {
  const labelId = `label-${field.id}`;
  const problem = problemLine();
  return h(
    'section',
    { class: 'field', 'aria-labelledby': labelId, 'data-place': field.id },
    h('h2', { id: labelId }, field.label),
    safetyBadge(field.safety),
    h('p', { class: 'quiet wide' }, field.use),
    h('div', { class: 'valueRow wide' }, ...valueRow(field, host, problem.show)),
    h('div', { class: 'wide' }, problem.element),
  );
}

function safetyBadge(safety: ConnectField['safety']): HTMLElement {
  return safety === 'public'
    ? h('span', { class: 'badge public' }, say('safe to ship'))
    : h('span', { class: 'badge secret' }, say('server only'));
}

function valueRow(
  field: ConnectField,
  host: Host<ConnectContract>,
  onError: (error: unknown) => void,
): HTMLElement[] {
  if (field.state.kind === 'missing') {
    return [
      h('span', { class: 'missing quiet' }, say('{0} is not known yet.', field.label)),
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
    () => host.request('copyField', { field: field.id }),
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
    h('span', { 'aria-hidden': 'true' }, mask),
    h('span', { class: 'visuallyHidden' }, say('Hidden')),
  ];
}
