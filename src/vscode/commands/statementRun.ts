import type * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { Actor } from '../../core/roles';
import type { Statement } from '../../core/sql/statementIndex';
import type { ResultHeading } from '../../protocol/results';

export interface StatementRun {
  readonly project: Project;
  readonly statement: Statement;
  /** Whose connection it runs on. */
  readonly session: vscode.Uri;
  /** Whom it runs as; absent: the connection's own role. */
  readonly actor?: Actor;
  /** Where an error is shown, unless the document is another version by then; absent when nobody wrote the statement. */
  readonly source?: { readonly document: vscode.TextDocument; readonly version: number };
  /** Keeps the results that are shown: it is not the first statement of its run. */
  readonly beside?: boolean;
  /** Fetches all rows, also beyond the limit, in a transaction that only reads. */
  readonly whole?: boolean;
  /** The person has ended it, with what was to run after it. */
  readonly onCancel?: () => void;
  /** Asks for the values of parameters that are known already. */
  readonly asksAgain?: boolean;
}

/** What stands above its result; the role is known once it runs. */
export function headingOf({ project, statement }: StatementRun): ResultHeading {
  const text = statement.text.replace(/\s+/g, ' ').slice(0, 200);
  return { project: project.name, role: '', text };
}
