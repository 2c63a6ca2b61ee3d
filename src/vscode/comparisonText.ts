import * as vscode from 'vscode';
import { aligned } from '../core/alignedText';
import { compareRows } from '../core/compareRows';
import type { ResultColumn, Row } from '../core/ports';

/** What one role got. */
export type RoleResult = { readonly role: string } & (
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly isCapped: boolean }
  | { readonly kind: 'refused'; readonly reason: string }
);

export interface Comparison {
  readonly project: string;
  readonly of: 'statement' | 'request';
  readonly text: string;
  readonly columns: readonly ResultColumn[];
  readonly results: readonly RoleResult[];
}

export interface ComparisonText {
  readonly text: string;
  /** The lines of the rows that differ, in UTF-16 units. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** Characters of a cell that are shown. */
const shownCell = 40;

/** The rows of two or more roles side by side: who sees which, those that differ marked. */
export function comparisonText({
  project,
  of,
  text,
  columns,
  results,
}: Comparison): ComparisonText {
  const { t } = vscode.l10n;
  const answered = results.filter((result) => result.kind === 'rows');
  const compared = compareRows(answered.map(({ rows }) => rows));
  const different = compared.filter(({ isSame }) => !isSame).length;
  const table = aligned(
    [
      [' ', ...answered.map(({ role }) => role), ...columns.map(({ name }) => name)],
      ...compared.map(({ row, counts, isSame }) => [
        isSame ? ' ' : '≠',
        ...counts.map((count) => (count > 1 ? `✓ ×${count}` : count === 1 ? '✓' : '–')),
        ...row.map(shown),
      ]),
    ],
    'left',
  );
  const roles = results.map(({ role }) => role).join(', ');
  const head = [
    of === 'statement'
      ? t('The same statement on {0} as {1}', project, roles)
      : t('The same request to {0} as {1}', project, roles),
    ...results.map(summaryOf),
    different === 0 && answered.length > 1
      ? t('All of them see the same rows.')
      : t('{0} of {1} rows differ (≠).', String(different), String(compared.length)),
    '',
  ];
  const lines = [...head, ...table, '', text, ''];
  let offset = 0;
  const marks = lines.flatMap((line, at) => {
    const start = offset;
    offset += line.length + 1;
    const isRow = at > head.length && at < head.length + table.length;
    return isRow && line.startsWith('≠') ? [{ start, end: start + line.length }] : [];
  });
  return { text: lines.join('\n'), marks };
}

function summaryOf(result: RoleResult): string {
  const { t } = vscode.l10n;
  if (result.kind === 'refused') return t('{0}: {1}', result.role, result.reason);
  const count = result.rows.length.toLocaleString('en');
  if (result.isCapped) return t('{0}: the first {1} rows', result.role, count);
  return result.rows.length === 1
    ? t('{0}: 1 row', result.role)
    : t('{0}: {1} rows', result.role, count);
}

function shown(cell: string | null): string {
  if (cell === null) return 'NULL';
  const line = cell.replace(/[\r\n\t]/g, '␤');
  return line.length > shownCell ? `${line.slice(0, shownCell - 1)}…` : line;
}
