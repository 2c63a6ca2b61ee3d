import * as vscode from 'vscode';

const toldKey = 'powabase.toldOfCopiedSecret';

/**
 * Puts a secret on the clipboard. The first time it says that it is one; after as many seconds as the setting
 * says, it takes it off again, unless something else is there by then.
 */
export async function copySecret(value: string, globalState: vscode.Memento): Promise<void> {
  await vscode.env.clipboard.writeText(value);
  clearLater(value);
  if (globalState.get(toldKey) === true) return;
  await globalState.update(toldKey, true);
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'What you copied is a secret. Paste it where only servers read it, never into a chat, a mail or a file that is committed.',
    ),
  );
}

function clearLater(value: string): void {
  const seconds = vscode.workspace
    .getConfiguration('powabase.clipboard')
    .get<number>('clearSeconds', 0);
  if (seconds <= 0) return;
  setTimeout(async () => {
    const { clipboard } = vscode.env;
    if ((await clipboard.readText()) === value) await clipboard.writeText('');
  }, seconds * 1_000);
}
