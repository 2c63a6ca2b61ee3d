import * as vscode from 'vscode';
import { readDotenvFile } from '../dotenvFile';

export const dotenvFile = '.env';

/** Whether the workspace has a file that values may be taken from. */
export async function hasDotenv(): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder || !vscode.workspace.isTrusted) return false;
  return readDotenvFile(folder, dotenvFile).then(
    () => true,
    () => false,
  );
}

/** One key of the file, or undefined when the person leaves the list. */
export async function pickDotenvKey(label: string): Promise<string | undefined> {
  const values = await readDotenvFile(vscode.workspace.workspaceFolders?.[0], dotenvFile);
  return vscode.window.showQuickPick(Object.keys(values), {
    title: vscode.l10n.t('Which key of {0} holds the {1}?', dotenvFile, label),
    ignoreFocusOut: true,
  });
}
