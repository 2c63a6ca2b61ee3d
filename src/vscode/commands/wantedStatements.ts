import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { createStatementIndex, type SqlText, type Statement } from '../../core/sql/statementIndex';
import type { StatementPlace } from '../editor/statementLenses';
import type { Services } from '../services';

export interface WantedStatements {
  readonly document: vscode.TextDocument;
  readonly statements: readonly Statement[];
}

/** The statement of a lens, the selected ones, else the one under the cursor. Throws `badInput` when there is none. */
export function wantedStatements(services: Services, argument: unknown): WantedStatements {
  const place = placeIn(argument);
  if (place) {
    const { document, offset } = place;
    return { document, statements: [statementAt(services, document, offset)] };
  }
  const { document, selection } = activeEditor();
  const statements = selection.isEmpty
    ? [statementAt(services, document, document.offsetAt(selection.active))]
    : selectedStatements(document, selection);
  if (statements.length > 0) return { document, statements };
  throw new Failure(
    'badInput',
    message('There is no statement in the selection. Select one, or put the cursor into one.'),
  );
}

/** Every statement of the document in the editor. Throws `badInput` when there is none, or one that only psql knows. */
export function allStatements({ sqlTexts }: Services): WantedStatements {
  const { document } = activeEditor();
  const sql = sqlTexts.of(document);
  refuseMetaCommands(sql);
  const statements = sql.statements();
  if (statements.length > 0) return { document, statements };
  throw new Failure('badInput', message('There is no SQL statement in this document.'));
}

function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  if (editor) return editor;
  throw new Failure(
    'badInput',
    message('Open a file first: the statement under its cursor is run.'),
  );
}

function placeIn(argument: unknown): StatementPlace | undefined {
  const isPlace = typeof argument === 'object' && argument !== null && 'offset' in argument;
  return isPlace ? (argument as StatementPlace) : undefined;
}

function statementAt(
  { sqlTexts }: Services,
  document: vscode.TextDocument,
  offset: number,
): Statement {
  const found = sqlTexts.of(document).at(offset);
  switch (found.kind) {
    case 'statement':
      return found.statement;
    case 'meta':
      throw onlyInPsql(found.statement);
    case 'data':
      throw new Failure(
        'badInput',
        message('This line is data of the COPY above it. Put the cursor into a statement.'),
      );
    case 'nothing':
      throw new Failure(
        'badInput',
        message('There is no statement at the cursor. Put it into one, or select what to run.'),
      );
  }
}

function selectedStatements(
  document: vscode.TextDocument,
  selection: vscode.Selection,
): readonly Statement[] {
  const offset = document.offsetAt(selection.start);
  const sql = createStatementIndex(document.getText(selection));
  refuseMetaCommands(sql);
  return sql
    .statements()
    .map(({ text, start, end }) => ({ text, start: start + offset, end: end + offset }));
}

/** A script that goes on without its `\connect` does its work in the wrong place. */
function refuseMetaCommands(sql: SqlText) {
  const [first] = sql.metaCommands();
  if (first) throw onlyInPsql(first);
}

function onlyInPsql({ text }: Statement): Failure {
  return new Failure(
    'badInput',
    message('"{0}" is a command of psql, not SQL. Run it there.', text),
  );
}
