import * as vscode from 'vscode';
import { checkAccountBase } from '../core/accounts/account';
import { idsIn } from '../core/credentialIds';
import { Failure, message } from '../core/errors';
import {
  type CredentialId,
  type CredentialSource,
  credentialKinds,
  type Project,
} from '../core/model';
import { decodeStoredSecret, encodeStoredSecret, type StoredSecret } from '../core/savedProject';
import { providerOf } from '../providers';
import { accountBase } from './accountBase';
import { askForValue } from './askForValue';
import { confirmOrigin, confirmSending, type Wanted } from './confirmSending';
import { createFileKeys } from './fileKeys';
import type { Projects } from './projects';
import { tellWhereSecretsAre } from './remoteNote';
import type { World } from './services';
import { requireTrust } from './trust';

const allowedKey = 'powabase.allowedVariables';

/**
 * Why a credential is wanted: a person does something, or the extension looks something up by itself. By itself it
 * uses what a person's act has used for this address before and nothing else: it asks no question, starts no program
 * and reaches no other address.
 */
export type Cause = 'person' | 'itself';

/** The values of credentials, wherever they are kept. */
export interface Credentials extends vscode.Disposable {
  /** Tells the id of the project. */
  readonly onDidChange: vscode.Event<string>;
  /** Tells that a person's act has used a credential for an address for the first time in this window. */
  readonly onDidUse: vscode.Event<void>;
  /** Undefined when the project has none of this kind. Throws when it should have one that cannot be had. */
  read(project: Project, id: CredentialId, cause?: Cause): Promise<string | undefined>;
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
  const changed = new vscode.EventEmitter<string>();
  const used = new vscode.EventEmitter<void>();
  const subscription = secrets.onDidChange(({ key }) => {
    const [, projectId] = /^powabase\/(.*)\//s.exec(key) ?? [];
    if (projectId !== undefined) changed.fire(projectId);
  });
  const files = createFileKeys(globalState, projects, world);
  /** What was asked for in this window, and for which address. */
  const asked = new Map<string, StoredSecret>();
  /** What was read in this window, by what it is read from and where it may go. */
  const had = new Map<string, string>();
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
        return files.read(wanted.project, source, originOf(wanted), (first) =>
          confirmOrigin(wanted, first, originOf(wanted)),
        );
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

  async function readAsked(wanted: Wanted): Promise<string> {
    const [key, origin] = [secretKey(wanted), originOf(wanted)];
    const before = asked.get(key);
    if (before?.origin === origin) return before.value;
    if (before) await confirmOrigin(wanted, before.origin, origin);
    const value =
      before?.value ?? (await ask(wanted, vscode.l10n.t('It is forgotten with this window.')));
    asked.set(key, { origin, value });
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

  /** The same source may serve another address: that is another use of it. */
  function useOf(wanted: Wanted): string {
    return JSON.stringify([
      secretKey(wanted),
      wanted.project.credentials[wanted.id],
      originOf(wanted),
    ]);
  }

  async function peek(project: Project, id: CredentialId): Promise<string | undefined> {
    const wanted = { project, id };
    const source = project.credentials[id];
    const origin = originOf(wanted);
    switch (source?.from) {
      case 'stored':
      case 'ask': {
        const key = secretKey(wanted);
        const kept =
          source.from === 'ask'
            ? asked.get(key)
            : decodeStoredSecret((await secrets.get(key)) ?? '');
        return kept?.origin === origin ? kept.value : undefined;
      }
      case 'dotenv':
        return files.peek(project, source, origin);
      default:
        return had.get(useOf(wanted));
    }
  }

  return {
    onDidChange: changed.event,
    onDidUse: used.event,

    async read(project, id, cause) {
      const source = project.credentials[id];
      if (!source) return undefined;
      if (cause === 'itself') {
        const value = await peek(project, id);
        if (value === undefined) throw notUsedYet(project);
        return remember(known, value);
      }
      const use = useOf({ project, id });
      const asking = open.get(use);
      if (asking) return asking;
      const reading = valueFrom(source, { project, id })
        .then((value) => {
          const isFirst = !had.has(use);
          had.set(use, value);
          if (isFirst) used.fire();
          return remember(known, value);
        })
        .finally(() => open.delete(use));
      open.set(use, reading);
      return reading;
    },

    peek,

    async variable({ url }, name) {
      requireTrust();
      const why = vscode.l10n.t('The request in this document asks for it.');
      await allowOnce(name, url === undefined ? '' : new URL(url).origin, why);
      return world.readReference({ from: 'environment', variable: name });
    },

    async store(project, id, value) {
      await store({ project, id }, value);
      changed.fire(project.id);
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
      used.dispose();
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

/** Why something is not done by itself. */
export function notUsedYet({ name }: Project): Failure {
  return new Failure(
    'missingCredential',
    message('Waits for Retry: the address or a credential of "{0}" was not used here yet.', name),
  );
}

function secretKey({ project, id }: Wanted): string {
  return `powabase/${project.id}/${id}`;
}
