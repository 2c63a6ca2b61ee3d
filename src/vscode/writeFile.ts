import * as vscode from 'vscode';
import { cancelled } from '../core/errors';
import type { FileWriter } from '../core/ports';
import type { World } from './services';
import { showInformationMessage, withProgress } from './window';

/** Asks where to write; throws `cancelled` when the person says nowhere. */
export async function askFile(name: string, label: string, extension: string): Promise<vscode.Uri> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export as {0}', label),
    filters: { [label]: [extension] },
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder.uri, `${name}.${extension}`) } : {}),
  });
  if (!uri) throw cancelled();
  return uri;
}

/** Says how far it is, in whatever it counts. */
export type Tell = (text: string) => void;

/** Writes a file under a progress that can be cancelled: all of it, or nothing is left. */
export async function writeFile(
  world: Pick<World, 'createFile'>,
  uri: vscode.Uri,
  work: (file: FileWriter, tell: Tell, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const file = await world.createFile(uri.fsPath);
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Writing {0}', uri.path.split('/').at(-1) ?? '');
  try {
    await withProgress({ location, title, cancellable: true }, (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return work(file, (text) => progress.report({ message: text }), abort.signal);
    });
    await file.finish();
  } catch (error) {
    await file.discard();
    throw error;
  }
  void offerToOpen(uri);
}

async function offerToOpen(uri: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const written = vscode.l10n.t('Written to {0}.', uri.fsPath);
  const answer = await showInformationMessage(written, {}, open);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', uri);
}
