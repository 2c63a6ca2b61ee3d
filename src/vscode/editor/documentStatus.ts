import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { Services } from '../services';
import { directiveLines, ownLanguages } from './attachments';

/**
 * Tells the editor which kind of document is in use, so that the one keybinding is taken only where a project is
 * attached, and shows that project in the language status and, with the way to its Connect panel, in the status bar.
 */
export function registerDocumentStatus({ attachments }: Services): vscode.Disposable {
  const selector = ownLanguages.map((language) => ({ language }));
  const status = vscode.languages.createLanguageStatusItem('powabase.project', selector);
  status.name = vscode.l10n.t('Powabase Project');
  status.command = { command: 'powabase.chooseProject', title: vscode.l10n.t('Choose Project') };
  const connect = vscode.window.createStatusBarItem(
    'powabase.connect',
    vscode.StatusBarAlignment.Right,
  );
  connect.name = vscode.l10n.t('Powabase Connect');

  function update() {
    const document = vscode.window.activeTextEditor?.document;
    const project = document && attachments.projectOf(document);
    const kind = document && attachments.kindOf(document);
    void vscode.commands.executeCommand('setContext', 'powabase.document', kind);
    status.text = project?.name ?? vscode.l10n.t('No project');
    status.detail = project?.url ?? '';
    if (project) showConnect(project);
    else connect.hide();
  }

  function showConnect(project: Project) {
    const title = vscode.l10n.t('Connect: {0}', project.name);
    connect.text = `$(plug) ${project.name.replaceAll('$(', '$\u200b(')}`;
    connect.tooltip = title;
    connect.accessibilityInformation = { label: title, role: 'button' };
    connect.command = {
      command: 'powabase.openConnect',
      title,
      arguments: [{ kind: 'project', project }],
    };
    connect.show();
  }

  update();
  return vscode.Disposable.from(
    status,
    connect,
    attachments.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const near = contentChanges.some(({ range }) => range.start.line < directiveLines);
      if (near && document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}
