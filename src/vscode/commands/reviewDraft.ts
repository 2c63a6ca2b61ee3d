import * as vscode from 'vscode';
import { parseUri } from '../../core/connectionStrings/parts';
import { lacksPassword, withPassword } from '../../core/connectionStrings/uri';
import { idsIn, kindOf } from '../../core/credentialIds';
import type { Message } from '../../core/errors';
import type { CredentialId } from '../../core/model';
import { plainProjectName } from '../../core/projectName';
import { checkProjectUrl } from '../../core/projectUrl';
import { fieldOf, labelOf, providers } from '../../providers';
import type { Provider } from '../../providers/provider';
import { problemOfKey } from '../askForValue';
import type { Services } from '../services';
import { showInputBox, showQuickPick } from '../window';
import { translate } from '../words';
import { problemOfName } from './editProject';
import { askPick, back } from './multiStep';
import { type ProjectDraft, suggestedName, verifyDraft } from './projectDraft';
import { askSchema, problemOfUrl } from './setCredential';

/** A draft that was found, and what the person should read before it is saved. */
export interface FoundDraft extends ProjectDraft {
  readonly notes?: readonly Message[];
}

interface Line extends vscode.QuickPickItem {
  /** The draft after the change; `save` ends the review. */
  choose?(): Promise<FoundDraft | 'save' | undefined>;
}

/** Shows what was found and what is missing; each line can be changed before the project is saved. */
export async function reviewDraft(
  services: Services,
  found: FoundDraft,
): Promise<ProjectDraft | typeof back> {
  let draft: FoundDraft = { ...found, name: freeName(services, found) };
  while (true) {
    const picked = await askPick(
      vscode.l10n.t('This was found. Choose a line to change it.'),
      linesOf(services, draft),
      { canGoBack: true },
    );
    if (picked === back) return back;
    const answer = await picked.choose?.();
    if (answer === 'save') return draft;
    draft = answer ?? draft;
  }
}

function freeName({ projects }: Services, draft: FoundDraft): string {
  const taken = new Set(projects.list().map(({ name }) => name));
  const known = plainProjectName(draft.name ?? suggestedName(draft));
  const wanted = known || vscode.l10n.t('Project');
  for (let number = 2, name = wanted; ; number++) {
    if (!taken.has(name)) return name;
    name = `${wanted} ${number}`;
  }
}

function linesOf(services: Services, draft: FoundDraft): readonly Line[] {
  const { provider, url, notes = [] } = draft;
  return [
    ...endsOf(services, draft),
    ...notes.map(noteLine),
    {
      label: vscode.l10n.t('Name'),
      description: draft.name ?? '',
      choose: () => changeName(services, draft),
    },
    {
      label: vscode.l10n.t('System'),
      description: provider?.label ?? vscode.l10n.t('not known yet'),
      choose: () => changeProvider(draft),
    },
    {
      label: vscode.l10n.t('Project URL'),
      description: url ?? vscode.l10n.t('not known yet'),
      choose: () => changeUrl(draft),
    },
    ...(provider?.asksRestSchema
      ? [
          {
            label: vscode.l10n.t('Schema'),
            description: draft.restSchema ?? vscode.l10n.t('the first that the server exposes'),
            choose: () => changeSchema(draft),
          },
        ]
      : []),
    ...(provider ? idsToShow(provider, draft) : []).map((id) => ({
      label: provider ? labelOf(provider, id, vscode.l10n.t) : id,
      description: describe(draft, id),
      choose: () => changeCredential(draft, id),
    })),
  ];
}

/** What ends the review, or why it cannot end yet. */
function endsOf(services: Services, draft: FoundDraft): readonly Line[] {
  const { provider, url, credentials } = draft;
  const hasWay = url !== undefined || credentials.databaseUrl !== undefined;
  if (!provider || !hasWay) {
    return [
      {
        label: vscode.l10n.t('$(circle-slash) Not ready to be saved'),
        detail: provider
          ? vscode.l10n.t('Add the project URL or the Database URL.')
          : vscode.l10n.t('Choose the system that the project runs on.'),
      },
    ];
  }
  return [
    { label: vscode.l10n.t('$(check) Save and verify'), choose: async () => 'save' },
    {
      label: vscode.l10n.t('$(pulse) Verify first'),
      description: vscode.l10n.t('nothing is saved yet'),
      async choose() {
        await verifyDraft(services, draft);
        return undefined;
      },
    },
  ];
}

/** A line is cut off at the width of the list, so the first sentence has one of its own. */
function noteLine(note: Message): Line {
  const [first = '', ...rest] = translate(note).split(/(?<=[.:]) (?=\p{Lu})/u);
  return { label: `$(info) ${first}`, detail: rest.join(' ') };
}

/** What was found, and each kind that a project should have. */
function idsToShow(provider: Provider, { credentials }: FoundDraft): readonly CredentialId[] {
  const found = idsIn(credentials).filter((id) => fieldOf(provider, id));
  const wanted = provider.credentials.filter(
    ({ kind, optional }) => !optional && !found.some((id) => kindOf(id) === kind),
  );
  return idsIn(
    Object.fromEntries([...found, ...wanted.map(({ kind }) => kind)].map((id) => [id, id])),
  );
}

function describe({ credentials }: FoundDraft, id: CredentialId): string {
  const given = credentials[id];
  if (!given) return vscode.l10n.t('not known yet');
  if (given.from === 'dotenv') {
    return vscode.l10n.t('stays in {0}, as {1}', plainProjectName(given.file), given.key);
  }
  return id === 'databaseUrl' && lacksPassword(given.value)
    ? vscode.l10n.t('found without its password: choose this line to add it')
    : vscode.l10n.t('found; goes to the secret storage of the editor');
}

async function changeName({ projects }: Services, draft: FoundDraft) {
  const taken = new Set(projects.list().map(({ name }) => name));
  const name = await showInputBox({
    title: vscode.l10n.t('A name for the list'),
    value: draft.name ?? '',
    ignoreFocusOut: true,
    validateInput: (text) => problemOfName(text, taken),
  });
  return name === undefined ? undefined : { ...draft, name: name.trim() };
}

async function changeProvider(draft: FoundDraft) {
  const picked = await showQuickPick(
    providers.map((provider) => ({
      label: provider.label,
      detail: vscode.l10n.t(provider.description),
      provider,
    })),
    { title: vscode.l10n.t('System'), ignoreFocusOut: true },
  );
  return picked && { ...draft, provider: picked.provider };
}

async function changeUrl(draft: FoundDraft) {
  const url = await showInputBox({
    title: vscode.l10n.t('Project URL'),
    value: draft.url ?? '',
    placeHolder: draft.provider?.exampleUrl ?? '',
    ignoreFocusOut: true,
    validateInput: problemOfUrl,
  });
  return url === undefined ? undefined : { ...draft, url: checkProjectUrl(url) };
}

async function changeSchema(draft: FoundDraft) {
  const schema = await askSchema(draft.restSchema);
  if (schema === undefined) return undefined;
  const { restSchema: _, ...rest } = draft;
  return schema === '' ? rest : { ...rest, restSchema: schema };
}

async function changeCredential(draft: FoundDraft, id: CredentialId) {
  const { provider, url } = draft;
  if (!provider) return undefined;
  const known = draft.credentials[id];
  if (id === 'databaseUrl' && known?.from === 'typed' && lacksPassword(known.value)) {
    return changePassword(draft, provider, known.value);
  }
  const value = await showInputBox({
    title: labelOf(provider, id, vscode.l10n.t),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => problemOfKey(provider, id, text, url),
  });
  return withTyped(draft, id, value?.trim());
}

async function changePassword(draft: FoundDraft, provider: Provider, databaseUrl: string) {
  const { user, host } = parseUri(databaseUrl);
  const text = await showInputBox({
    title: vscode.l10n.t('Database Password'),
    prompt: vscode.l10n.t(
      'Of {0} on {1}, as it is: nothing has to be percent-encoded.',
      user,
      host,
    ),
    password: true,
    ignoreFocusOut: true,
    validateInput: (password) =>
      problemOfKey(provider, 'databaseUrl', withPassword(databaseUrl, password.trim())),
  });
  const password = text?.trim();
  return withTyped(draft, 'databaseUrl', password && withPassword(databaseUrl, password));
}

function withTyped(draft: FoundDraft, id: CredentialId, value: string | undefined) {
  if (!value) return undefined;
  const given = { from: 'typed', value } as const;
  return { ...draft, credentials: { ...draft.credentials, [id]: given } };
}
