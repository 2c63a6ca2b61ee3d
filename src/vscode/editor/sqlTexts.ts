import * as vscode from 'vscode';
import { fencedSql } from '../../core/sql/fences';
import {
  createStatementIndex,
  type SqlText,
  type StatementIndex,
} from '../../core/sql/statementIndex';

/** The SQL of the open documents: one index for each that was asked for, kept by its edits. */
export interface SqlTexts extends vscode.Disposable {
  of(document: vscode.TextDocument): SqlText;
}

export function createSqlTexts(): SqlTexts {
  const indexes = new Map<string, StatementIndex>();
  const subscription = vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const index = indexes.get(document.uri.toString());
      for (const { rangeOffset, rangeLength, text } of index ? contentChanges : []) {
        index?.edit({ offset: rangeOffset, length: rangeLength, text });
      }
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => indexes.delete(uri.toString())),
  );

  function indexOf(document: vscode.TextDocument): StatementIndex {
    const key = document.uri.toString();
    const known = indexes.get(key);
    // Other line ends come without a change.
    if (known?.text.length === lengthOf(document)) return known;
    const index = createStatementIndex(document.getText());
    indexes.set(key, index);
    return index;
  }

  return {
    of: (document) =>
      document.languageId === 'markdown' ? fencedSql(document.getText()) : indexOf(document),
    dispose: () => subscription.dispose(),
  };
}

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}
