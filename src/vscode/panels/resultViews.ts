import * as vscode from 'vscode';
import type { Row } from '../../core/ports';
import type { Offer, ResultsView } from '../../protocol/results';

/** Characters of a cell that the page gets; the whole of it is one Copy away. */
const shownCell = 1_000;

/** Something that a result offers, as a button. What it throws is its own affair. */
export interface Action {
  readonly label: string;
  run(): void;
}

export function rowsText(count: number): string {
  if (count === 1) return vscode.l10n.t('{0} row', '1');
  return vscode.l10n.t('{0} rows', count.toLocaleString(vscode.env.language));
}

export function offersOf(actions: readonly Action[], first: number): readonly Offer[] {
  return actions.map(({ label }, index) => ({ label, action: first + index }));
}

export function labelsOf(actions: readonly Action[]): readonly string[] {
  return actions.map(({ label }) => label);
}

export function isRunning(view: ResultsView): boolean {
  return view.kind === 'running' || (view.kind === 'rows' && view.progress === 'reading');
}

/** Rows with long cells shortened for the page. */
export function shownRows(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) =>
    row.map((cell) =>
      cell !== null && cell.length > shownCell ? `${cell.slice(0, shownCell)}…` : cell,
    ),
  );
}
