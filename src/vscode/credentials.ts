import * as vscode from 'vscode';
import { parseDotenv } from '../core/dotenv';
import { Failure, message } from '../core/errors';
import {
  type CredentialKind,
  type CredentialSource,
  credentialKinds,
  type Project,
} from '../core/model';
import { decodeStoredSecret, encodeStoredSecret } from '../core/savedProject';
import type { Projects } from './projects';

/** The values of credentials: in SecretStorage, or in a file that the person named. */
export interface Credentials extends vscode.Disposable {
  readonly onDidChange: vscode.Event<void>;
  /** Undefined when the project has none of this kind. Throws when it should have one that cannot be had. */
  read(project: Project, kind: CredentialKind): Promise<string | undefined>;
  /** Keeps a secret, bound to the project's origin. */
  store(project: Project, kind: CredentialKind, value: string): Promise<void>;
  /** Removes every stored secret of a project. */
  forget(project: Project): Promise<void>;
}

export function createCredentials(secrets: vscode.SecretStorage, projects: Projects): Credentials {
  const changed = new vscode.EventEmitter<void>();
  const subscription = secrets.onDidChange(({ key }) => {
    if (key.startsWith('powabase/')) changed.fire();
  });

  return {
    onDidChange: changed.event,

    async read(project, kind) {
      const source = project.credentials[kind];
      if (!source) return undefined;
      return source.from === 'stored'
        ? readStored(secrets, project, kind)
        : readDotenv(projects.folderOf(project), source);
    },

    async store(project, kind, value) {
      await secrets.store(
        secretKey(project, kind),
        encodeStoredSecret({ origin: originOf(project, kind), value }),
      );
      changed.fire();
    },

    async forget(project) {
      for (const kind of credentialKinds) await secrets.delete(secretKey(project, kind));
    },

    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}

function secretKey(project: Project, kind: CredentialKind): string {
  return `powabase/${project.id}/${kind}`;
}

/** Where a credential may go. A Database URL is bound to nothing else: it holds its own address. */
function originOf({ url }: Project, kind: CredentialKind): string {
  return url === undefined || kind === 'databaseUrl' ? '' : new URL(url).origin;
}

async function readStored(secrets: vscode.SecretStorage, project: Project, kind: CredentialKind) {
  const encoded = await secrets.get(secretKey(project, kind));
  const secret = encoded === undefined ? undefined : decodeStoredSecret(encoded);
  if (!secret) {
    throw new Failure(
      'missingCredential',
      message(
        'A secret of "{0}" is not on this machine. Add it with Powabase: Set Credential.',
        project.name,
      ),
    );
  }
  const origin = originOf(project, kind);
  if (secret.origin !== origin) {
    throw new Failure(
      'wrongOrigin',
      message(
        'A secret of "{0}" was given for {1} and is not sent to {2}. If the project has moved, add it again with Powabase: Set Credential.',
        project.name,
        secret.origin,
        origin,
      ),
    );
  }
  return secret.value;
}

/** Every key of a `.env` file in a folder. Throws when the file lies outside of it or cannot be read. */
export async function readDotenvFile(
  folder: vscode.WorkspaceFolder | undefined,
  file: string,
): Promise<Readonly<Record<string, string>>> {
  if (!folder) {
    throw new Failure(
      'missingCredential',
      message('Open the folder that "{0}" lies in first.', file),
    );
  }
  const uri = vscode.Uri.joinPath(folder.uri, file);
  if (!uri.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`)) {
    throw new Failure(
      'badInput',
      message(
        '"{0}" lies outside of this folder: name a file within it in powabase.projects.',
        file,
      ),
    );
  }
  try {
    return parseDotenv(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
  } catch {
    throw new Failure(
      'missingCredential',
      message('The file "{0}" that powabase.projects names cannot be read.', file),
    );
  }
}

async function readDotenv(
  folder: vscode.WorkspaceFolder | undefined,
  { file, key }: Extract<CredentialSource, { from: 'dotenv' }>,
): Promise<string> {
  const value = (await readDotenvFile(folder, file))[key];
  if (!value) {
    throw new Failure(
      'missingCredential',
      message(
        '"{0}" has no value for {1}. Add it there, or change the reference in powabase.projects.',
        file,
        key,
      ),
    );
  }
  return value;
}
