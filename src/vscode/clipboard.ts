import * as vscode from 'vscode';
import { showWarningMessage } from './window';

const secondsSetting = 'clipboard.clearSeconds';
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
  void offerClearing(
    vscode.l10n.t(
      'What you copied is a secret. Paste it where only servers read it, never into a chat, a mail or a file that is committed.',
    ),
  );
}

async function offerClearing(caution: string): Promise<void> {
  const setTime = vscode.l10n.t('Clear the Clipboard by Itself…');
  if ((await showWarningMessage(caution, {}, setTime)) !== setTime) return;
  await vscode.commands.executeCommand(
    'workbench.action.openSettings',
    `powabase.${secondsSetting}`,
  );
}

function clearLater(value: string): void {
  const seconds = vscode.workspace.getConfiguration('powabase').get<number>(secondsSetting, 0);
  if (seconds <= 0) return;
  setTimeout(async () => {
    const { clipboard } = vscode.env;
    if ((await clipboard.readText()) === value) await clipboard.writeText('');
  }, seconds * 1_000);
}
