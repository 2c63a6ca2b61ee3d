import * as vscode from 'vscode';
import { cancelled } from '../../core/errors';
import { arrange, type FetchedRows } from '../../core/results/arrange/arrange';
import { arrangedWindow } from '../../core/results/arrange/arrangedWindow';
import {
  type Arrangement,
  type CellTest,
  isAsFetched,
  likeCell,
  testProblem,
  withFilter,
  withoutFilter,
} from '../../core/results/arrange/arrangement';
import { showInputBox, showQuickPick } from '../window';
import { translate } from '../words';
import type { ArrangedRows } from './arrangedRows';
import type { ResultRows } from './resultActions';

const betweenTelling = 100;

/** Undefined where that is how they were fetched, all of them. Throws `cancelled`. */
export async function arrangeRows(
  rows: FetchedRows,
  arrangement: Arrangement,
  signal: AbortSignal,
  tell: (done: number, of: number) => void,
): Promise<ArrangedRows | undefined> {
  const gone = rows.gone?.size ?? 0;
  if (isAsFetched(arrangement) && gone === 0) return undefined;
  let told = performance.now();
  const order = await arrange(rows, arrangement, signal, (done, of) => {
    if (performance.now() - told < betweenTelling) return;
    told = performance.now();
    tell(done, of);
  });
  const window = arrangedWindow(rows, order);
  return { arrangement, order, fetched: rows.rowCount - gone, window };
}

/** Asks for the filter of one column. Throws `cancelled`. */
export async function askFilter(
  { columns }: ResultRows,
  present: Arrangement,
  column: number,
): Promise<Arrangement> {
  const described = columns[column] ?? { name: '', type: '' };
  const title = vscode.l10n.t('Filter {0}', described.name);
  const before = present.filters.find((filter) => filter.column === column)?.test;
  const kind = await askKind(title, before);
  if (kind === 'none') return withoutFilter(present, column);
  if (kind === 'isNull' || kind === 'isNotNull') {
    return withFilter(present, { column, test: { kind, text: '' } });
  }
  const text = await showInputBox({
    title,
    prompt: vscode.l10n.t('Only fetched rows are looked at; the server is not asked.'),
    value: before?.text ?? '',
    validateInput: (typed) => {
      const problem = testProblem(kind, typed, described);
      return problem && translate(problem);
    },
  });
  if (text === undefined) throw cancelled();
  return withFilter(present, { column, test: { kind, text } });
}

async function askKind(
  title: string,
  before: CellTest | undefined,
): Promise<CellTest['kind'] | 'none'> {
  const kinds: { readonly label: string; readonly asks: CellTest['kind'] | 'none' }[] = [
    { label: vscode.l10n.t('contains'), asks: 'contains' },
    { label: '=', asks: 'equals' },
    { label: '≠', asks: 'differs' },
    { label: '<', asks: 'less' },
    { label: '>', asks: 'greater' },
    { label: vscode.l10n.t('is NULL'), asks: 'isNull' },
    { label: vscode.l10n.t('is not NULL'), asks: 'isNotNull' },
  ];
  if (before) kinds.unshift({ label: vscode.l10n.t('No filter'), asks: 'none' });
  const picked = await showQuickPick(kinds, { title });
  if (!picked) throw cancelled();
  return picked.asks;
}

/** The filter that leaves the rows that are like this cell. */
export async function filterLike(
  rows: ResultRows,
  present: Arrangement,
  row: number,
  column: number,
): Promise<Arrangement> {
  const [cells] = await rows.window(row, 1);
  if (!cells) throw cancelled();
  return withFilter(present, { column, test: likeCell(cells[column] ?? null) });
}

/** Asks which columns are shown, and gives the others; null where the person leaves it. */
export async function askHidden(
  { columns }: ResultRows,
  hidden: readonly number[],
): Promise<{ readonly hidden: readonly number[] } | null> {
  const items = columns.map(({ name, type }, column) => ({
    label: name,
    description: type,
    column,
    picked: !hidden.includes(column),
  }));
  const picked = await showQuickPick(items, {
    title: vscode.l10n.t('Columns to Show'),
    placeHolder: vscode.l10n.t('Columns that are not chosen are hidden. They stay fetched.'),
    canPickMany: true,
    matchOnDescription: true,
  });
  if (!picked) return null;
  const shown = new Set(picked.map(({ column }) => column));
  return { hidden: columns.flatMap((_, column) => (shown.has(column) ? [] : [column])) };
}
