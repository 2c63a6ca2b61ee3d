import * as vscode from 'vscode';
import type { Project, SafetyMode } from '../../core/model';
import { oneLine, withoutIcons } from '../../core/plainText';
import { safetyOf } from '../safety';
import type { Services } from '../services';
import { directiveLines, ownLanguages, sqlLanguage } from './attachments';

/**
 * Tells the editor which kind of document is in use, so that the one keybinding is taken only where a project is
 * attached, and shows that project in the language status and, with the way to its Connect panel, in the status bar.
 */
export function registerDocumentStatus({
  attachments,
  actors,
  sessions,
}: Services): vscode.Disposable {
  const selector = ownLanguages.map((language) => ({ language }));
  const status = vscode.languages.createLanguageStatusItem('powabase.project', selector);
  status.name = vscode.l10n.t('Powabase Project');
  status.command = { command: 'powabase.chooseProject', title: vscode.l10n.t('Choose Project') };
  const connect = vscode.window.createStatusBarItem(
    'powabase.connect',
    vscode.StatusBarAlignment.Right,
  );
  connect.name = vscode.l10n.t('Powabase Connect');

  const role = vscode.languages.createLanguageStatusItem('powabase.role', {
    language: sqlLanguage,
  });
  role.name = vscode.l10n.t('Powabase Role');
  role.command = { command: 'powabase.chooseRole', title: vscode.l10n.t('Choose Role') };

  const transaction = vscode.window.createStatusBarItem(
    'powabase.transaction',
    vscode.StatusBarAlignment.Left,
  );
  transaction.name = vscode.l10n.t('Powabase Transaction');
  transaction.command = 'powabase.commit';

  function showTransaction(document: vscode.TextDocument | undefined) {
    const state = document ? sessions.transactionOf(document.uri) : 'none';
    void vscode.commands.executeCommand('setContext', 'powabase.transaction', state);
    if (state === 'none') {
      transaction.hide();
      return;
    }
    const failed = state === 'failed';
    transaction.text = failed
      ? `$(warning) ${vscode.l10n.t('Transaction failed')}`
      : `$(git-commit) ${vscode.l10n.t('Transaction open')}`;
    transaction.tooltip = failed
      ? vscode.l10n.t('A statement failed: roll the transaction back to go on.')
      : vscode.l10n.t('What this document writes is kept once it is committed. Select to commit.');
    transaction.command = failed ? 'powabase.rollback' : 'powabase.commit';
    transaction.show();
  }

  function update() {
    const document = vscode.window.activeTextEditor?.document;
    const project = document && attachments.projectOf(document);
    showTransaction(document);
    const kind = document && attachments.kindOf(document);
    void vscode.commands.executeCommand('setContext', 'powabase.document', kind);
    status.text = project ? plain(project.name) : vscode.l10n.t('No project');
    status.detail = project ? [wordsOf(safetyOf(project)), project.url ?? ''].join(' · ') : '';
    showRole(document);
    const named = document && ownLanguages.includes(document.languageId);
    if (project) showConnect(project);
    else showMissing(named ? attachments.namedIn(document) : undefined);
  }

  function showConnect(project: Project) {
    const title = vscode.l10n.t('Connect: {0}', project.name);
    const node = { kind: 'project', project };
    showItem('plug', project.name, title, 'powabase.openConnect', [node]);
  }

  /** Without it nothing would be seen of a name that is misspelt: no key is taken and no lens shown. */
  function showMissing(name: string | undefined) {
    if (name === undefined) connect.hide();
    else {
      const title = vscode.l10n.t(
        'There is no project "{0}". Select to choose another.',
        oneLine(name),
      );
      showItem('warning', name, title, 'powabase.chooseProject');
    }
  }

  function showItem(icon: string, name: string, title: string, command: string, given?: unknown[]) {
    connect.text = `$(${icon}) ${plain(name)}`;
    connect.tooltip = title;
    connect.accessibilityInformation = { label: title, role: 'button' };
    connect.command = { command, title, ...(given && { arguments: given }) };
    connect.show();
  }

  function showRole(document: vscode.TextDocument | undefined) {
    const actor = document && actors.actorOf(document);
    role.text = actor ? plain(actor.role) : vscode.l10n.t('The connection’s own role');
    const sub = actor?.claims.sub;
    role.detail = typeof sub === 'string' ? plain(sub) : '';
  }

  update();
  return vscode.Disposable.from(
    status,
    connect,
    role,
    attachments.onDidChange(update),
    actors.onDidChange(update),
    transaction,
    sessions.onDidRun.event(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidOpenTextDocument(update),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const near = contentChanges.some(({ range }) => range.start.line < directiveLines);
      if (near && document === vscode.window.activeTextEditor?.document) update();
    }),
  );
}

/** The name of a project or a role may stand in a document that somebody else wrote. */
function plain(name: string): string {
  return withoutIcons(oneLine(name));
}

function wordsOf(mode: SafetyMode): string {
  switch (mode) {
    case 'read-only':
      return vscode.l10n.t('read-only');
    case 'confirm':
      return vscode.l10n.t('changes are confirmed');
    case 'free':
      return vscode.l10n.t('changes run at once');
  }
}
