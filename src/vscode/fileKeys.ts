import type * as vscode from 'vscode';
import { parseUri } from '../core/connectionStrings/parts';
import { Failure, message } from '../core/errors';
import type { CredentialSource, Project } from '../core/model';
import { readDotenvFile } from './dotenvFile';
import type { Projects } from './projects';
import type { World } from './services';

const knownOriginsKey = 'powabase.originsOfFileKeys';

export type FileSource = Extract<CredentialSource, { from: 'dotenv' }>;

/** Keys of `.env` files. `origin` is where the value may go; empty for a Database URL, which holds its own address. */
export interface FileKeys {
  /** The value; `confirm` is asked before it goes elsewhere than where it was used first. Throws a `Failure`. */
  read(
    project: Project,
    source: FileSource,
    origin: string,
    confirm: (first: string) => Promise<void>,
  ): Promise<string>;
  /** The value where it was used for this very address before. */
  peek(project: Project, source: FileSource, origin: string): Promise<string | undefined>;
}

export function createFileKeys(
  globalState: vscode.Memento,
  projects: Projects,
  world: Pick<World, 'liesWithin' | 'parseDotenv'>,
): FileKeys {
  const addresses = () => globalState.get<Readonly<Record<string, string>>>(knownOriginsKey, {});

  function keyOf(project: Project, { file, key }: FileSource): string {
    return JSON.stringify([projects.folderOf(project)?.uri.toString(), file, key]);
  }

  async function textOf(project: Project, { file, key }: FileSource): Promise<string> {
    const value = (await readDotenvFile(world, projects.folderOf(project), file))[key];
    if (value) return value;
    throw new Failure('missingCredential', message('"{0}" has no value for {1}.', file, key), {
      hint: message('Add it there, or change the reference in powabase.projects.'),
    });
  }

  return {
    // Settings that come with a pull may name another address.
    async read(project, source, origin, confirm) {
      const value = await textOf(project, source);
      const address = origin || serverOf(value);
      const key = keyOf(project, source);
      const first = addresses()[key];
      if (address === undefined || first === address) return value;
      if (first !== undefined && origin !== '') await confirm(first);
      await globalState.update(knownOriginsKey, { ...addresses(), [key]: address });
      return value;
    },

    async peek(project, source, origin) {
      const first = addresses()[keyOf(project, source)];
      if (first === undefined || (origin !== '' && origin !== first)) return undefined;
      const value = await textOf(project, source).catch(() => undefined);
      if (value === undefined || origin !== '') return value;
      return serverOf(value) === first ? value : undefined;
    },
  };
}

/** The server that a Database URL leads to, for comparing; undefined when the text is none. */
function serverOf(url: string): string | undefined {
  try {
    const { host, port } = parseUri(url);
    return `${host}:${port}`;
  } catch {
    return undefined;
  }
}
