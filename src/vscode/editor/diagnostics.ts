import * as vscode from 'vscode';
import type { Failure } from '../../core/errors';
import type { Statement } from '../../core/sql/statementIndex';
import { translate } from '../words';

/** Errors of statements at their place in the editor; gone with the next run or the next change. */
export interface StatementErrors extends vscode.Disposable {
  clear(document: vscode.TextDocument): void;
  show(document: vscode.TextDocument, statement: Statement, failure: Failure): void;
}

export function createStatementErrors(): StatementErrors {
  const collection = vscode.languages.createDiagnosticCollection('powabase');
  const subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) collection.delete(document.uri);
  });

  return {
    clear: ({ uri }) => collection.delete(uri),

    show(document, statement, failure) {
      const { sentence, detail } = failure;
      const words = [sentence, detail.detail, detail.hint].flatMap((part) => part ?? []);
      const diagnostic = new vscode.Diagnostic(
        placeOf(document, statement, detail.position),
        words.map(translate).join('\n'),
      );
      diagnostic.source = 'Postgres';
      if (detail.sqlstate !== undefined) diagnostic.code = detail.sqlstate;
      collection.set(document.uri, [diagnostic]);
    },

    dispose: () => vscode.Disposable.from(collection, subscription).dispose(),
  };
}

/** The word at the position, or the first line of the statement where the server names none. */
function placeOf(
  document: vscode.TextDocument,
  { start, end }: Statement,
  position: number | undefined,
): vscode.Range {
  if (position === undefined) {
    const first = document.positionAt(start);
    const line = document.lineAt(first.line).range.end;
    const last = document.positionAt(end);
    return new vscode.Range(first, line.isBefore(last) ? line : last);
  }
  const at = document.positionAt(Math.min(start + position, end));
  return document.getWordRangeAtPosition(at) ?? new vscode.Range(at, at.translate(0, 1));
}
