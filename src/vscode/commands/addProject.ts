import * as vscode from 'vscode';
import { parseUri } from '../../core/connectionStrings/parts';
import { cancelled } from '../../core/errors';
import type { CredentialKind, CredentialSource, Project } from '../../core/model';
import { checkProjectUrl } from '../../core/projectUrl';

import { providers } from '../../providers';
import type { Provider } from '../../providers/provider';
import { problemOfKey } from '../askForValue';
import type { Services } from '../services';
import { treeViewId } from '../tree/explorer';
import { dotenvFile, hasDotenv, pickDotenvKey } from './dotenvKey';
import { problemOfName } from './editProject';
import { askInput, askPick, back, type Step } from './multiStep';
import { problemOfUrl } from './setCredential';

/** What the steps have gathered so far. */
interface Draft {
  readonly provider?: Provider;
  readonly url?: string;
  readonly credentials: { readonly [Kind in CredentialKind]?: Given };
  readonly name?: string;
}

/** What a link may bring along; each step shows it and can change it. */
export type Known = Pick<Draft, 'url' | 'name'>;

/** A value typed in, or a key of the workspace's `.env`. */
type Given =
  | { readonly from: 'typed'; readonly value: string }
  | { readonly from: 'dotenv'; readonly file: string; readonly key: string };

/** Asks for provider, URL, keys, Database URL and name; one may go back, and skip what is not at hand. */
export async function addProject(services: Services, known: Known = {}): Promise<void> {
  const draft = await askAll(services, { ...known, credentials: {} });
  await save(services, draft);
  await vscode.commands.executeCommand(`${treeViewId}.focus`);
}

async function askAll(services: Services, begun: Draft): Promise<Draft> {
  let drafts: readonly Draft[] = [begun];
  while (true) {
    const draft = drafts.at(-1) ?? begun;
    const steps = stepsOf(services, draft.provider);
    const ask = steps[drafts.length - 1];
    if (!ask) return draft;
    const answer = await ask(draft, { step: drafts.length, total: steps.length });
    drafts = answer === back ? drafts.slice(0, -1) : [...drafts, answer];
    if (drafts.length === 0) throw cancelled();
  }
}

type Ask = (draft: Draft, step: Step) => Promise<Draft | typeof back>;

function stepsOf(services: Services, provider: Provider | undefined): readonly Ask[] {
  const keys = (provider ?? providers[0])?.credentials.map(({ kind }) => kind) ?? [];
  const credentials = keys.map(
    (kind): Ask =>
      (draft, step) =>
        askCredential(draft, kind, step),
  );
  return [askProvider, askUrl, ...credentials, (draft, step) => askName(services, draft, step)];
}

async function askProvider(draft: Draft, step: Step): Promise<Draft | typeof back> {
  const picked = await askPick(
    vscode.l10n.t('Which system does the project run on?'),
    providers.map((provider) => ({
      label: provider.label,
      detail: vscode.l10n.t(provider.description),
      provider,
    })),
    step,
  );
  return picked === back ? back : { ...draft, provider: picked.provider };
}

async function askUrl(draft: Draft, step: Step): Promise<Draft | typeof back> {
  const answer = await askInput({
    ...step,
    prompt: vscode.l10n.t('Project URL. Leave it empty if you have a Database URL alone.'),
    placeholder: draft.provider?.exampleUrl ?? '',
    value: draft.url ?? '',
    problem: (text) => (text.trim() === '' ? undefined : problemOfUrl(text)),
  });
  if (answer.kind !== 'value') return back;
  const { url: _, ...rest } = draft;
  const text = answer.value.trim();
  return text === '' ? rest : { ...rest, url: checkProjectUrl(text) };
}

async function askCredential(
  draft: Draft,
  kind: CredentialKind,
  step: Step,
): Promise<Draft | typeof back> {
  const field = draft.provider?.credentials.find((known) => known.kind === kind);
  const label = vscode.l10n.t(field?.label ?? kind);
  const needed = kind === 'databaseUrl' && draft.url === undefined;
  const answer = await askInput({
    ...step,
    prompt: needed
      ? vscode.l10n.t('{0}. Needed, because there is no project URL.', label)
      : vscode.l10n.t('{0}. Leave it empty to add it later.', label),
    placeholder: kind === 'databaseUrl' ? 'postgresql://user:password@host:5432/database' : '',
    secret: field?.safety === 'secret',
    value: '',
    problem: (text) => {
      if (text.trim() !== '') return problemOfKey(kind, text);
      return needed
        ? vscode.l10n.t('Paste the Database URL, or go back and give the project URL.')
        : undefined;
    },
    ...((await hasDotenv())
      ? {
          button: {
            iconPath: new vscode.ThemeIcon('file-symlink-file'),
            tooltip: vscode.l10n.t('Take it from a key of {0}', dotenvFile),
          },
        }
      : {}),
  });
  const { [kind]: _, ...others } = draft.credentials;
  switch (answer.kind) {
    case 'back':
      return back;
    case 'button': {
      const key = await pickDotenvKey(label);
      if (key === undefined) return askCredential(draft, kind, step);
      return {
        ...draft,
        credentials: { ...others, [kind]: { from: 'dotenv', file: dotenvFile, key } },
      };
    }
    case 'value': {
      const value = answer.value.trim();
      if (value === '') return { ...draft, credentials: others };
      return { ...draft, credentials: { ...others, [kind]: { from: 'typed', value } } };
    }
  }
}

async function askName(
  { projects }: Services,
  draft: Draft,
  step: Step,
): Promise<Draft | typeof back> {
  const taken = new Set(projects.list().map(({ name }) => name));
  const answer = await askInput({
    ...step,
    prompt: vscode.l10n.t('A name for the list'),
    placeholder: '',
    value: draft.name ?? suggestedName(draft),
    problem: (text) => problemOfName(text, taken),
  });
  return answer.kind === 'value' ? { ...draft, name: answer.value.trim() } : back;
}

/** The first label of the host, which holds the reference or the slug; else the database's name. */
function suggestedName({ url, credentials }: Draft): string {
  if (url !== undefined) {
    const { hostname, host } = new URL(url);
    return /^[\d.]+$|^localhost$|^\[/.test(hostname) ? host : (hostname.split('.')[0] ?? host);
  }
  const given = credentials.databaseUrl;
  return given?.from === 'typed' ? parseUri(given.value).database : '';
}

/** A project that refers to the workspace's `.env` belongs to the workspace; any other to the person. */
async function save({ credentials, projects }: Services, draft: Draft): Promise<void> {
  const { provider, name, url } = draft;
  if (!provider || name === undefined) throw cancelled();
  const given = Object.entries(draft.credentials) as [CredentialKind, Given][];
  const place = given.some(([, { from }]) => from === 'dotenv') ? 'workspace' : 'user';
  const project: Project = {
    id: `${place}:${crypto.randomUUID()}`,
    name,
    provider: provider.id,
    ...(url === undefined ? {} : { url }),
    place,
    credentials: Object.fromEntries(given.map(([kind, value]) => [kind, sourceOf(value)])),
  };
  for (const [kind, value] of given) {
    if (value.from === 'typed') await credentials.store(project, kind, value.value);
  }
  await projects.save(project);
}

function sourceOf(given: Given): CredentialSource {
  return given.from === 'typed' ? { from: 'stored' } : given;
}
