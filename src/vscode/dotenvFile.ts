import * as vscode from 'vscode';
import { Failure, message } from '../core/errors';
import type { World } from './services';
import { requireTrust } from './trust';

/** Every key of a `.env` file in a folder. Throws when the file lies outside of it or cannot be read. */
export async function readDotenvFile(
  world: Pick<World, 'liesWithin' | 'parseDotenv'>,
  folder: vscode.WorkspaceFolder | undefined,
  file: string,
): Promise<Readonly<Record<string, string>>> {
  requireTrust();
  if (!folder) {
    throw new Failure(
      'missingCredential',
      message('No folder is open for "{0}" to lie in.', file),
      { hint: message('Open its folder.') },
    );
  }
  const uri = vscode.Uri.joinPath(folder.uri, file);
  const isWithin =
    uri.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`) &&
    // A link that came with a repository may lead to the secrets of another one.
    (uri.scheme !== 'file' || (await world.liesWithin(folder.uri.fsPath, uri.fsPath)));
  if (!isWithin) {
    throw new Failure('badInput', message('"{0}" lies outside of this folder.', file), {
      hint: message('Name a file within it in powabase.projects.'),
    });
  }
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return await world.parseDotenv(text);
  } catch {
    throw new Failure('missingCredential', message('The file "{0}" cannot be read.', file), {
      hint: message('Write it, or name another one in powabase.projects.'),
    });
  }
}
