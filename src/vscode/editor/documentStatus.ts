import * as vscode from 'vscode';
import type { Services } from '../services';
import { directiveLines, ownLanguages } from './attachments';

/**
 * Tells the editor which kind of document is in use, so that the one keybinding is taken only where a project is
 * attached, and shows that project in the language status.
 */
export function registerDocumentStatus({ attachments }: Services): vscode.Disposable {
  const selector = ownLanguages.map((language) => ({ language }));
  const status = vscode.languages.createLanguageStatusItem('powabase.project', selector);
  status.name = vscode.l10n.t('Powabase Project');
  status.command = { command: 'powabase.chooseProject', title: vscode.l10n.t('Choose Project') };

  function update() {
    const document = vscode.window.activeTextEditor?.document;
    const project = document && attachments.projectOf(document);
    const kind = document && attachments.kindOf(document);
    void vscode.commands.executeCommand('setContext', 'powabase.document', kind);
    status.text = project?.name ?? vscode.l10n.t('No project');
    status.detail = project?.url ?? '';
  }

  update();
  return vscode.Disposable.from(
    status,
    attachments.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const near = contentChanges.some(({ range }) => range.start.line < directiveLines);
      if (near && document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
