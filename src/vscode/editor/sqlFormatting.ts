import * as vscode from 'vscode';
import type { LoadOnDemand } from '../onDemand';
import type { Services } from '../services';

/**
 * Formats SQL, statement by statement. It is there only while a document with a project is in use: beside another
 * formatter the editor asks which one to take, and that is nobody's question who has no project.
 */
export function registerSqlFormatting(services: Services, load: LoadOnDemand): vscode.Disposable {
  const { attachments } = services;
  let registration: vscode.Disposable | undefined;

  function update() {
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = document?.languageId === 'sql' && attachments.projectOf(document) !== undefined;
    if (isOurs) {
      registration ??= vscode.languages.registerDocumentRangeFormattingEditProvider('sql', {
        provideDocumentRangeFormattingEdits: async (...wanted) => [
          ...(await (await load()).formatStatements(services, ...wanted)),
        ],
      });
    } else {
      registration?.dispose();
      registration = undefined;
    }
  }

  update();
  return vscode.Disposable.from(
    attachments.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(update),
    { dispose: () => registration?.dispose() },
  );
}
