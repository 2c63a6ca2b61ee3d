import * as vscode from 'vscode';
import type { Services } from '../services';
import { requestLanguage } from './attachments';

const selector: vscode.DocumentSelector = [{ language: 'sql' }, { language: requestLanguage }];

/**
 * Tells the editor which kind of document is in use, so that the one keybinding is taken only where a project is
 * attached, and shows that project in the language status.
 */
export function registerDocumentStatus({ attachments }: Services): vscode.Disposable {
  const status = vscode.languages.createLanguageStatusItem('powabase.project', selector);
  status.name = vscode.l10n.t('Powabase Project');
  status.command = { command: 'powabase.chooseProject', title: vscode.l10n.t('Choose Project') };

  function update() {
    const document = vscode.window.activeTextEditor?.document;
    const project = document && attachments.projectOf(document);
    const kind = document?.languageId === requestLanguage ? 'request' : 'sql';
    void vscode.commands.executeCommand(
      'setContext',
      'powabase.document',
      project ? kind : undefined,
    );
    status.text = project?.name ?? vscode.l10n.t('No project');
    status.detail = project?.url ?? '';
  }

  update();
  return vscode.Disposable.from(
    status,
    attachments.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
