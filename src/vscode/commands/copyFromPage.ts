import * as vscode from 'vscode';
import type { PageCopy } from '../editor/pages';

/** What a lens of a page offers to copy. */
export async function copyFromPage(argument: unknown): Promise<void> {
  const { copied } = argument as PageCopy;
  await vscode.env.clipboard.writeText(copied);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), 3_000);
}
