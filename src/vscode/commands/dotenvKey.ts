import * as vscode from 'vscode';
import { readDotenvFile } from '../dotenvFile';
import type { Services } from '../services';
import { showQuickPick } from '../window';

export const dotenvFile = '.env';

/** Whether the workspace has a file that values may be taken from. */
export async function hasDotenv({ world }: Services): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder || !vscode.workspace.isTrusted) return false;
  return readDotenvFile(world, folder, dotenvFile).then(
    () => true,
    () => false,
  );
}

/** One key of the file, or undefined when the person leaves the list. */
export async function pickDotenvKey(
  { world }: Services,
  label: string,
): Promise<string | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const values = await readDotenvFile(world, folder, dotenvFile);
  const picked = await showQuickPick(
    Object.keys(values).map((key) => ({ label: key, key })),
    {
      title: vscode.l10n.t('Which key of {0} holds the {1}?', dotenvFile, label),
      ignoreFocusOut: true,
    },
  );
  return picked?.key;
}
