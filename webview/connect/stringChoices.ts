import type { TlsChoice } from '../../src/core/connectionStrings/format';
import type {
  ConnectContract,
  ConnectPreview,
  ConnectView,
  StringChoice,
} from '../../src/protocol/connect';
import { h } from '../dom';
import { type Host, recall, remember } from '../host';
import { say } from '../say';
import { button, type Choice, dropdown } from '../ui';

export interface StringChoices {
  readonly element: HTMLElement;
  chosen(): StringChoice;
  /** Fills in what only the Database URL tells. */
  fill(preview: ConnectPreview): void;
}

/** The dropdowns above a connection string. What they are set to is remembered; none of it is secret. */
export function stringChoices(
  view: ConnectView,
  host: Host<ConnectContract>,
  onChange: () => void,
  onError: (error: unknown) => void,
): StringChoices {
  const caFile = recall('caFile');
  let choice: StringChoice = {
    format: view.formats.find(({ id }) => id === recall('format'))?.id ?? 'uri',
    endpoint: recall('endpoint') ?? '',
    password: passwords().find(({ id }) => id === recall('password'))?.id ?? 'included',
    tls: tlsIds.find((id) => id === recall('tls')) ?? 'given',
    ...(caFile === undefined ? {} : { caFile }),
  };
  const endpoint = h('div', { class: 'choice' });
  const tls = h('div', { class: 'choice' });
  const authority = h('div', { class: 'authority' });
  let filled = '';

  function change(changed: Partial<StringChoice>) {
    choice = { ...choice, ...changed };
    for (const [name, value] of Object.entries(changed)) remember(name, value);
    showAuthority();
    onChange();
  }

  function tlsOfFormat(): readonly TlsChoice[] {
    return view.formats.find(({ id }) => id === choice.format)?.tls ?? [];
  }

  function showAuthority() {
    authority.hidden = choice.tls !== 'verify-full';
    authority.replaceChildren(
      h('span', { class: 'quiet' }, say('Certificate authority:')),
      choice.caFile === undefined
        ? h('span', {}, say('none chosen'))
        : h('code', {}, choice.caFile),
      button({ text: say('Choose File…'), look: 'secondary', onClick: () => void choose() }),
    );
  }

  async function choose() {
    try {
      const file = await host.request('chooseCaFile', {});
      if (file !== null) change({ caFile: file });
    } catch (error) {
      onError(error);
    }
  }

  showAuthority();
  const format = labelled('format', say('Format'), view.formats, choice.format, (id) => {
    const stays = choice.tls === 'given' || offers(view, id, choice.tls);
    change({ format: id, ...(stays ? {} : { tls: 'given' }) });
  });
  const password = labelled('password', say('Password'), passwords(), choice.password, (id) =>
    change({ password: id }),
  );
  return {
    element: h(
      'div',
      { class: 'choices' },
      h('div', { class: 'choice' }, ...format),
      endpoint,
      h('div', { class: 'choice' }, ...password),
      tls,
      authority,
    ),
    chosen: () => choice,
    fill(preview) {
      choice = { ...choice, endpoint: preview.endpoint };
      // An element that has not changed stays: it may have the focus.
      const wanted = JSON.stringify([tlsOfFormat(), preview.givenTls, preview.endpoints]);
      if (wanted === filled) {
        showUse(preview);
        return;
      }
      filled = wanted;
      tls.replaceChildren(
        ...labelled(
          'tls',
          say('TLS'),
          [
            { id: 'given' as const, label: preview.givenTls },
            ...tlsOfFormat().map((id) => ({ id, label: tlsWords(id) })),
          ],
          choice.tls,
          (id) => change({ tls: id }),
        ),
      );
      endpoint.hidden = preview.endpoints.length < 2 && preview.endpoint === 'given';
      endpoint.replaceChildren(
        ...labelled('endpoint', say('Connection'), preview.endpoints, preview.endpoint, (id) =>
          change({ endpoint: id }),
        ),
        h('p', { class: 'quiet', id: 'endpoint-use' }),
      );
      showUse(preview);
    },
  };

  function showUse(preview: ConnectPreview) {
    const use = preview.endpoints.find(({ id }) => id === preview.endpoint)?.use ?? '';
    endpoint.querySelector('#endpoint-use')?.replaceChildren(use);
  }
}

function offers(view: ConnectView, format: StringChoice['format'], tls: TlsChoice): boolean {
  return view.formats.find(({ id }) => id === format)?.tls.includes(tls) ?? false;
}

function labelled<Id extends string>(
  name: string,
  label: string,
  choices: readonly Choice<Id>[],
  chosen: Id,
  onChange: (id: Id) => void,
): HTMLElement[] {
  const id = `${name}-label`;
  return [h('label', { id }, label), dropdown({ labelledBy: id, choices, chosen, onChange })];
}

function passwords(): readonly Choice<StringChoice['password']>[] {
  return [
    { id: 'included', label: say('In the string') },
    { id: 'placeholder', label: say('Left out: a placeholder') },
    { id: 'environment', label: say('Left out: from {0}', 'PGPASSWORD') },
  ];
}

const tlsIds = ['given', 'disable', 'prefer', 'require', 'verify-full'] as const;

function tlsWords(tls: TlsChoice): string {
  switch (tls) {
    case 'disable':
      return say('Off');
    case 'prefer':
      return say('If the server has it');
    case 'require':
      return say('Required');
    case 'verify-full':
      return say('Required and verified');
  }
}
