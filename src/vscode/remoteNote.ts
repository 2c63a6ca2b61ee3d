import * as vscode from 'vscode';
import { showInformationMessage } from './window';

const notedKey = 'powabase.toldWhereSecretsAre';

/**
 * Says once where a secret is kept, when the window works on a machine that may be somebody else's as well. Ends when
 * that is remembered, whether it was read or not.
 */
export async function tellWhereSecretsAre(globalState: vscode.Memento): Promise<void> {
  const isWeb = vscode.env.uiKind === vscode.UIKind.Web;
  const { remoteName } = vscode.env;
  // The Linux beside Windows is the person's own machine.
  if (!isWeb && (remoteName === undefined || remoteName === 'wsl')) return;
  if (globalState.get(notedKey)) return;
  await globalState.update(notedKey, true);
  const where = isWeb
    ? vscode.l10n.t(
        'The secret is kept encrypted in this browser, and is used on the server behind it.',
      )
    : vscode.l10n.t(
        'The secret is kept on the machine that shows this window, and is used on the remote one.',
      );
  void showInformationMessage(
    `${where} ${vscode.l10n.t('Keep secret keys off machines that others use: Powabase: Set Credential takes one from an environment variable or a file of yours, or asks in each window.')}`,
  );
}
