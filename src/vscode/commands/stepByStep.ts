import * as vscode from 'vscode';
import { kindOfKey } from '../../core/keys';
import type { CredentialKind } from '../../core/model';
import { checkProjectUrl } from '../../core/projectUrl';
import type { Provider } from '../../providers/provider';
import { problemOfKey } from '../askForValue';
import type { Services } from '../services';
import { dotenvFile, hasDotenv, pickDotenvKey } from './dotenvKey';
import { problemOfName } from './editProject';
import { askInput, back, type Step } from './multiStep';
import { type ProjectDraft, suggestedName } from './projectDraft';
import { problemOfUrl } from './setCredential';

/** Asks for URL, keys, Database URL and name; one may go back, also to the step before these, and skip. */
export async function askSteps(
  services: Services,
  begun: ProjectDraft,
): Promise<ProjectDraft | typeof back> {
  const steps = stepsOf(services, begun.provider);
  let draft = begun;
  for (let at = 0; ; ) {
    const ask = steps[at];
    if (!ask) return draft;
    const answer = await ask(draft, { step: at + 2, total: steps.length + 1 });
    if (answer !== back) {
      draft = answer;
      at++;
    } else if (at > 0) at--;
    else return back;
  }
}

type Ask = (draft: ProjectDraft, step: Step) => Promise<ProjectDraft | typeof back>;

function stepsOf(services: Services, provider: Provider | undefined): readonly Ask[] {
  const fields = provider?.credentials.filter(({ optional }) => !optional) ?? [];
  const credentials = fields.map(
    ({ kind }): Ask =>
      (draft, step) =>
        askCredential(services, draft, kind, step),
  );
  const schema = provider?.asksRestSchema ? [askSchemaStep] : [];
  return [askUrl, ...schema, ...credentials, (draft, step) => askName(services, draft, step)];
}

async function askUrl(draft: ProjectDraft, step: Step): Promise<ProjectDraft | typeof back> {
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

async function askSchemaStep(draft: ProjectDraft, step: Step): Promise<ProjectDraft | typeof back> {
  const answer = await askInput({
    ...step,
    prompt: vscode.l10n.t('Schema. Leave it empty for the first that the server exposes.'),
    placeholder: 'public',
    value: draft.restSchema ?? '',
    problem: () => undefined,
  });
  if (answer.kind !== 'value') return back;
  const { restSchema: _, ...rest } = draft;
  const schema = answer.value.trim();
  return schema === '' ? rest : { ...rest, restSchema: schema };
}

/** In the place of today's key the older JWT is taken too. */
function problemIn({ provider, url }: ProjectDraft, kind: CredentialKind, text: string) {
  return provider && problemOfKey(provider, kindOfKey(kind, text.trim()), text, url);
}

/** The older key that is taken in the same place is named too. */
function labelWithOlder({ provider }: ProjectDraft, kind: CredentialKind, label: string): string {
  const older = provider?.credentials.find(({ replacedBy }) => replacedBy === kind);
  return older ? vscode.l10n.t('{0} or {1}', label, vscode.l10n.t(older.label)) : label;
}

async function askCredential(
  services: Services,
  draft: ProjectDraft,
  kind: CredentialKind,
  step: Step,
): Promise<ProjectDraft | typeof back> {
  const field = draft.provider?.credentials.find((known) => known.kind === kind);
  const label = vscode.l10n.t(field?.label ?? kind);
  const typed = draft.credentials[kind];
  const needed = kind === 'databaseUrl' && draft.url === undefined;
  const answer = await askInput({
    ...step,
    prompt: needed
      ? vscode.l10n.t('{0}. Needed, because there is no project URL.', label)
      : vscode.l10n.t('{0}. Leave it empty to add it later.', labelWithOlder(draft, kind, label)),
    placeholder: kind === 'databaseUrl' ? 'postgresql://user:password@host:5432/database' : '',
    secret: field?.safety === 'secret',
    // Going back shows what was typed, but a secret only as dots.
    value: typed?.from === 'typed' ? typed.value : '',
    problem: (text) => {
      if (text.trim() !== '') return problemIn(draft, kind, text);
      return needed
        ? vscode.l10n.t('Paste the Database URL, or go back and give the project URL.')
        : undefined;
    },
    ...((await hasDotenv(services))
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
      const key = await pickDotenvKey(services, label);
      if (key === undefined) return askCredential(services, draft, kind, step);
      return {
        ...draft,
        credentials: { ...others, [kind]: { from: 'dotenv', file: dotenvFile, key } },
      };
    }
    case 'value': {
      const value = answer.value.trim();
      if (value === '') return typed?.from === 'dotenv' ? draft : { ...draft, credentials: others };
      const id = kindOfKey(kind, value);
      return { ...draft, credentials: { ...others, [id]: { from: 'typed', value } } };
    }
  }
}

async function askName(
  { projects }: Services,
  draft: ProjectDraft,
  step: Step,
): Promise<ProjectDraft | typeof back> {
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
