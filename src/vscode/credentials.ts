import * as vscode from 'vscode';
import { checkAccountBase } from '../core/accounts/account';
import { idsIn } from '../core/credentialIds';
import { cancelled, Failure, message } from '../core/errors';
import {
  type CredentialId,
  type CredentialSource,
  credentialKinds,
  type Project,
} from '../core/model';
import { decodeStoredSecret, encodeStoredSecret } from '../core/savedProject';
import { labelOf, providerOf } from '../providers';
import { accountBase } from './accountBase';
import { askForValue } from './askForValue';
import { readDotenvFile } from './dotenvFile';
import type { Projects } from './projects';
import { tellWhereSecretsAre } from './remoteNote';
import type { World } from './services';
import { requireTrust } from './trust';
import { showWarningMessage } from './window';

const allowedKey = 'powabase.allowedVariables';
const knownOriginsKey = 'powabase.originsOfFileKeys';

/** The values of credentials, wherever they are kept. */
export interface Credentials extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** Undefined when the project has none of this kind. Throws when it should have one that cannot be had. */
  read(project: Project, id: CredentialId): Promise<string | undefined>;
  /** The value where it was used for this address before and nobody is asked, nothing started; undefined elsewhere. */
  peek(project: Project, id: CredentialId): Promise<string | undefined>;
  /** A variable of the environment for a request to the project; the person allows it once for each address. */
  variable(project: Project, name: string): Promise<string>;
  /** Keeps a secret, bound to the project's origin. */
  store(project: Project, id: CredentialId, value: string): Promise<void>;
  /** Removes one stored secret. */
  remove(project: Project, id: CredentialId): Promise<void>;
  /** Removes every stored secret of a project. */
  forget(project: Project): Promise<void>;
}

interface Wanted {
  readonly project: Project;
  readonly id: CredentialId;
}

type FileSource = Extract<CredentialSource, { from: 'dotenv' }>;

export function createCredentials(
  secrets: vscode.SecretStorage,
  globalState: vscode.Memento,
  projects: Projects,
  world: Pick<
    World,
    'readReference' | 'checkAccessToken' | 'variable' | 'liesWithin' | 'parseDotenv'
  >,
  known: Set<string>,
): Credentials {
  const changed = new vscode.EventEmitter<void>();
  const subscription = secrets.onDidChange(({ key }) => {
    if (key.startsWith('powabase/')) changed.fire();
  });
  /** What was asked for in this window. */
  const asked = new Map<string, string>();
  /** Questions that are open, so that nobody is asked the same twice. */
  const open = new Map<string, Promise<string>>();

  /** Where a credential may go. A Database URL is bound to nothing else: it holds its own address. */
  function originOf({ project, id }: Wanted): string {
    if (id === 'databaseUrl') return '';
    const { account } = providerOf(project.provider);
    const address =
      id === 'accessToken' ? account && checkAccountBase(accountBase(account, world)) : project.url;
    return address === undefined ? '' : new URL(address).origin;
  }

  async function store({ project, id }: Wanted, value: string): Promise<void> {
    remember(known, value);
    const origin = originOf({ project, id });
    await secrets.store(secretKey({ project, id }), encodeStoredSecret({ origin, value }));
    // The editor loses one of two changes to its state that are made at once.
    await tellWhereSecretsAre(globalState);
  }

  async function remove(wanted: Wanted): Promise<void> {
    const key = secretKey(wanted);
    asked.delete(key);
    await secrets.delete(key);
  }

  async function valueFrom(source: CredentialSource, wanted: Wanted): Promise<string> {
    switch (source.from) {
      case 'stored':
        return readStored(wanted);
      case 'ask':
        return readAsked(wanted);
      case 'dotenv':
        return readFromFile(source, wanted);
      case 'environment':
        await allowVariable(source.variable, wanted);
        return world.readReference(source);
      case 'pgpass':
      case 'service':
      case 'command':
        return world.readReference(source);
    }
  }

  async function readStored(wanted: Wanted): Promise<string> {
    const encoded = await secrets.get(secretKey(wanted));
    const secret = encoded === undefined ? undefined : decodeStoredSecret(encoded);
    if (!secret) {
      const value = await ask(wanted, vscode.l10n.t('It is not on this machine yet.'));
      await store(wanted, value);
      return value;
    }
    const origin = originOf(wanted);
    if (secret.origin !== origin) {
      await confirmOrigin(wanted, secret.origin, origin);
      await store(wanted, secret.value);
    }
    return secret.value;
  }

  /** A key of a file stays with the address it was first used for: settings that come with a pull may name another. */
  async function readFromFile(source: FileSource, wanted: Wanted): Promise<string> {
    const value = await readDotenv(world, projects.folderOf(wanted.project), source);
    const origin = originOf(wanted);
    if (origin === '') return value;
    const first = firstOriginOf(source, wanted);
    if (first === origin) return value;
    if (first !== undefined) await confirmOrigin(wanted, first, origin);
    await globalState.update(knownOriginsKey, {
      ...firstOrigins(),
      [fileKey(source, wanted)]: origin,
    });
    return value;
  }

  function firstOrigins(): Readonly<Record<string, string>> {
    return globalState.get(knownOriginsKey, {});
  }

  function firstOriginOf(source: FileSource, wanted: Wanted): string | undefined {
    return firstOrigins()[fileKey(source, wanted)];
  }

  function fileKey({ file, key }: FileSource, { project }: Wanted): string {
    return JSON.stringify([projects.folderOf(project)?.uri.toString(), file, key]);
  }

  async function readAsked(wanted: Wanted): Promise<string> {
    const key = secretKey(wanted);
    const before = asked.get(key);
    if (before !== undefined) return before;
    const value = await ask(wanted, vscode.l10n.t('It is forgotten with this window.'));
    asked.set(key, value);
    return value;
  }

  async function ask({ project, id }: Wanted, prompt: string): Promise<string> {
    const value = await askForValue(world, project, id, prompt);
    if (value !== undefined) return value;
    throw new Failure(
      'missingCredential',
      message('A secret of "{0}" is not on this machine.', project.name),
      { hint: message('Add it with Powabase: Set Credential.') },
    );
  }

  /** A repository that one opens could send any variable anywhere: the person decides, once for each. */
  async function allowVariable(variable: string, { project, id }: Wanted): Promise<void> {
    const origin = originOf({ project, id });
    if (project.place !== 'workspace' || origin === '') return;
    const why = vscode.l10n.t(
      'The settings of this workspace ask for it, for the project "{0}".',
      project.name,
    );
    await allowOnce(variable, origin, why);
  }

  async function allowOnce(variable: string, origin: string, why: string): Promise<void> {
    const allowed = globalState.get<readonly string[]>(allowedKey, []);
    const entry = `${variable} ${origin}`;
    if (allowed.includes(entry)) return;
    await confirmSending(vscode.l10n.t('Send the value of {0} to {1}?', variable, origin), why);
    await globalState.update(allowedKey, [...allowed, entry]);
  }

  return {
    onDidChange: changed.event,

    async read(project, id) {
      const source = project.credentials[id];
      if (!source) return undefined;
      const key = secretKey({ project, id });
      const asking = open.get(key);
      if (asking) return asking;
      const reading = valueFrom(source, { project, id })
        .then((value) => remember(known, value))
        .finally(() => open.delete(key));
      open.set(key, reading);
      return reading;
    },

    async peek(project, id) {
      const source = project.credentials[id];
      const key = secretKey({ project, id });
      switch (source?.from) {
        case 'stored': {
          const secret = decodeStoredSecret((await secrets.get(key)) ?? '');
          return secret?.origin === originOf({ project, id }) ? secret.value : undefined;
        }
        case 'ask':
          return asked.get(key);
        case 'dotenv': {
          const origin = originOf({ project, id });
          if (origin !== '' && firstOriginOf(source, { project, id }) !== origin) return undefined;
          return readDotenv(world, projects.folderOf(project), source).catch(() => undefined);
        }
        default:
          return undefined;
      }
    },

    async variable({ url }, name) {
      requireTrust();
      const why = vscode.l10n.t('The request in this document asks for it.');
      await allowOnce(name, url === undefined ? '' : new URL(url).origin, why);
      return world.readReference({ from: 'environment', variable: name });
    },

    async store(project, id, value) {
      await store({ project, id }, value);
      changed.fire();
    },

    remove: (project, id) => remove({ project, id }),

    async forget(project) {
      for (const id of new Set([...credentialKinds, ...idsIn(project.credentials)])) {
        await remove({ project, id });
      }
    },

    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}

/** The value, which no log line may repeat from now on; of a URL neither its password. */
function remember(known: Set<string>, value: string): string {
  known.add(value);
  const [, password] = /^[\w+]+:\/\/[^:/?#]*:(.*)@/s.exec(value) ?? [];
  if (password === undefined) return value;
  known.add(password);
  try {
    known.add(decodeURIComponent(password));
  } catch {
    // A stray % stands for itself.
  }
  return value;
}

function secretKey({ project, id }: Wanted): string {
  return `powabase/${project.id}/${id}`;
}

/** A secret goes where it was given for; somebody else's settings cannot move it. */
async function confirmOrigin({ project, id }: Wanted, from: string, to: string): Promise<void> {
  try {
    await confirmSending(
      vscode.l10n.t(
        'Send the {0} of "{1}" to {2}?',
        labelOf(providerOf(project.provider), id, vscode.l10n.t),
        project.name,
        to,
      ),
      vscode.l10n.t('It was used for {0}. Say yes only if you moved the project yourself.', from),
    );
  } catch {
    throw new Failure(
      'wrongOrigin',
      message(
        'A secret of "{0}" was given for {1} and is not sent to {2}.',
        project.name,
        from,
        to,
      ),
    );
  }
}

/** Enter presses the first button of a question, so a person who was typing sends nothing. */
async function confirmSending(question: string, detail: string): Promise<void> {
  const [no, yes] = [vscode.l10n.t('Do Not Send'), vscode.l10n.t('Send It There')];
  const answer = await showWarningMessage(question, { modal: true, detail }, no, yes);
  if (answer !== yes) throw cancelled();
}

async function readDotenv(
  world: Pick<World, 'liesWithin' | 'parseDotenv'>,
  folder: vscode.WorkspaceFolder | undefined,
  { file, key }: FileSource,
): Promise<string> {
  const value = (await readDotenvFile(world, folder, file))[key];
  if (value) return value;
  throw new Failure('missingCredential', message('"{0}" has no value for {1}.', file, key), {
    hint: message('Add it there, or change the reference in powabase.projects.'),
  });
}
