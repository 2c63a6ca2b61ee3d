import * as vscode from 'vscode';
import type { Statement } from '../../core/sql/statementIndex';
import type { Services } from '../services';

/**
 * Formats SQL, statement by statement. It is there only while a document with a project is in use: beside another
 * formatter the editor asks which one to take, and that is nobody's question who has no project.
 */
export function registerSqlFormatting({
  attachments,
  sqlTexts,
  world,
}: Services): vscode.Disposable {
  let registration: vscode.Disposable | undefined;

  async function edits(
    document: vscode.TextDocument,
    { tabSize, insertSpaces }: vscode.FormattingOptions,
    isWanted: (range: vscode.Range) => boolean,
  ): Promise<vscode.TextEdit[]> {
    const indent = insertSpaces ? ' '.repeat(tabSize) : '\t';
    const statements = sqlTexts.of(document).statements();
    const rangeOf = ({ start, end }: Statement) =>
      new vscode.Range(document.positionAt(start), document.positionAt(end));
    const made: vscode.TextEdit[] = [];
    for (const statement of statements) {
      const range = rangeOf(statement);
      if (!isWanted(range)) continue;
      const text = await world.formatStatement(statement.text, indent);
      if (text !== statement.text) made.push(vscode.TextEdit.replace(range, text));
    }
    return made;
  }

  function update() {
    const document = vscode.window.activeTextEditor?.document;
    const isOurs = document?.languageId === 'sql' && attachments.projectOf(document) !== undefined;
    if (isOurs) {
      registration ??= vscode.languages.registerDocumentRangeFormattingEditProvider('sql', {
        provideDocumentRangeFormattingEdits: (of, range, options) =>
          edits(of, options, (statement) => statement.intersection(range) !== undefined),
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
