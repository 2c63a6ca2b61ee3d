import * as vscode from 'vscode';
import { cancelled, Failure, message } from '../../core/errors';
import type { ResultColumn, Row } from '../../core/ports';
import { type CellDocument, cellDocument } from '../../core/results/cellDocument';
import { type CellView, cellView } from '../../core/results/cellView';
import { isNumeric } from '../../core/results/columnKinds';
import { type CellAt, findIn, type Wanted } from '../../core/results/find';
import { forms } from '../../core/results/forms';
import type { FormOptions, ResultForm } from '../../core/results/forms/form';
import { fileName, relationIn } from '../../core/results/relation';
import { cellCount, type Selection, selectedRows } from '../../core/results/selection';
import { type Summary, startSumming } from '../../core/results/summary';
import type { World } from '../services';
import { showQuickPick } from '../window';
import { askFile, writeFile } from '../writeFile';
import { type CellPlace, openCellDocument } from './cellDocuments';

/** A result as its actions see it. */
export interface ResultRows {
  readonly columns: readonly ResultColumn[];
  readonly rowCount: number;
  /** Bytes of all fetched rows. */
  readonly size: number;
  /** The statement that it is of. */
  readonly text: string;
  window(offset: number, count: number): Promise<readonly Row[]>;
}

/** Characters that the clipboard gets; more is a case for a file. */
const clipboardLimit = 64 * 1024 * 1024;

/** True once the selection is in the clipboard, false when the person chose no form. */
export async function copySelection(
  rows: ResultRows,
  selection: Selection,
  how: 'plain' | 'choose',
): Promise<boolean> {
  const [form] = how === 'plain' ? forms : [await pickForm(forms, vscode.l10n.t('Copy As'))];
  if (!form) return false;
  const single = how === 'plain' && cellCount(selection) === 1;
  await vscode.env.clipboard.writeText(
    single ? await cellIn(rows, selection) : await textOf(rows, selection, form),
  );
  return true;
}

async function cellIn(rows: ResultRows, selection: Selection): Promise<string> {
  for await (const [row] of selectedRows(selection, rows.window)) return row?.[0] ?? '';
  return '';
}

async function textOf(rows: ResultRows, selection: Selection, form: ResultForm): Promise<string> {
  const columns = selection.columns.flatMap((at) => rows.columns[at] ?? []);
  const writer = form.writer(columns, optionsFor(rows));
  const texts: string[] = [];
  let length = 0;
  for await (const batch of selectedRows(selection, rows.window)) {
    for (const row of batch) {
      const text = writer.row(row);
      if (text === undefined) continue;
      texts.push(text);
      length += text.length;
    }
    if (length > clipboardLimit) {
      throw new Failure(
        'badInput',
        message('This is too much for the clipboard. Use Export Result, which writes a file.'),
      );
    }
  }
  return writer.head + texts.join(writer.between) + writer.tail;
}

export async function summarise(
  rows: ResultRows,
  selection: Selection,
  signal: AbortSignal,
): Promise<Summary> {
  const summing = startSumming();
  const ofNumbers = selection.columns.map((at) => isNumeric(rows.columns[at]?.type ?? ''));
  for await (const batch of selectedRows(selection, rows.window)) {
    if (signal.aborted) throw cancelled();
    for (const row of batch) {
      for (const [at, cell] of row.entries()) summing.add(cell, ofNumbers[at] ?? false);
    }
  }
  return summing.summary();
}

/**
 * Writes the rows that are shown into a file, without running anything again. Where columns are hidden it asks whether
 * they are to be in it.
 */
export async function exportResult(
  world: Pick<World, 'createFile'>,
  rows: ResultRows,
  visible: readonly number[],
): Promise<void> {
  const columns = await pickColumns(rows, visible);
  const form = await pickForm(
    forms.filter(({ extension }) => extension !== undefined),
    vscode.l10n.t('Export Result'),
  );
  if (form?.extension === undefined) throw cancelled();
  const uri = await askFile(fileName(rows.text), form.label, form.extension);
  const described = columns.flatMap((at) => rows.columns[at] ?? []);
  const writer = form.writer(described, optionsFor(rows));
  const everything = { rows: [{ first: 0, last: rows.rowCount - 1 }], columns };
  await writeFile(world, uri, async (file, tell, signal) => {
    let written = 0;
    await file.write(writer.head);
    for await (const batch of selectedRows(everything, rows.window)) {
      if (signal.aborted) throw cancelled();
      const text = batch.map(writer.row).join(writer.between);
      await file.write(written === 0 ? text : writer.between + text);
      written += batch.length;
      tell(vscode.l10n.t('{0} rows', written.toLocaleString(vscode.env.language)));
    }
    if (written < rows.rowCount) {
      throw new Failure(
        'badInput',
        message('Another run has taken the place of this result. Run it again to export it.'),
      );
    }
    await file.write(writer.tail);
  });
}

async function pickColumns(
  { columns }: ResultRows,
  visible: readonly number[],
): Promise<readonly number[]> {
  const all = columns.map((_, at) => at);
  if (visible.length === all.length) return visible;
  const choices = [
    { label: vscode.l10n.t('The visible columns ({0})', String(visible.length)), columns: visible },
    { label: vscode.l10n.t('All columns ({0})', String(all.length)), columns: all },
  ];
  const title = vscode.l10n.t('Export Result');
  const picked = await showQuickPick(choices, { title });
  if (!picked) throw cancelled();
  return picked.columns;
}

async function pickForm(
  choices: readonly ResultForm[],
  title: string,
): Promise<ResultForm | undefined> {
  const picked = await showQuickPick(
    choices.map((form) => ({ label: form.label, form })),
    { title },
  );
  return picked?.form;
}

function optionsFor({ text }: ResultRows): FormOptions {
  const settings = vscode.workspace.getConfiguration('powabase.results');
  return { formulaGuard: settings.get('formulaGuard') === true, relation: relationIn(text) };
}

export async function findCell(
  { rowCount, window }: ResultRows,
  columns: readonly number[],
  wanted: Wanted,
  signal: AbortSignal,
): Promise<CellAt | null> {
  const shown = async (offset: number, count: number) => {
    const rows = await window(offset, count);
    return rows.map((row) => columns.map((column) => row[column] ?? null));
  };
  return (await findIn({ rowCount, window: shown }, wanted, () => signal.aborted)) ?? null;
}

export async function viewCell(
  { columns, window }: ResultRows,
  row: number,
  column: number,
): Promise<CellView> {
  const [cells] = await window(row, 1);
  return cellView(cells?.[column] ?? null, columns[column]?.type ?? '', (hex) =>
    Buffer.from(hex, 'hex').toString('base64'),
  );
}

/** Shows the whole of a cell in an editor, JSON on lines and bytes as a dump. */
export async function openCell(rows: ResultRows, place: CellPlace): Promise<void> {
  const column = rows.columns[place.column];
  const { extension } = await documentOf(rows, place);
  const row = vscode.l10n.t('row {0}', String(place.row + 1));
  await openCellDocument(place, `${column?.name ?? ''} (${row}).${extension}`);
}

export async function cellText(rows: ResultRows, place: CellPlace): Promise<string> {
  return (await documentOf(rows, place)).text;
}

async function documentOf(rows: ResultRows, { row, column }: CellPlace): Promise<CellDocument> {
  const [cells] = await rows.window(row, 1);
  return cellDocument(cells?.[column] ?? null, rows.columns[column]?.type ?? '');
}
