import * as vscode from 'vscode';
import { detectCsv, lineEndsOf, recordsOf, type TextRecord } from '../../core/csv/detect';
import type { CsvFormat, LineEnds } from '../../core/csv/format';
import type { Misfit } from '../../core/csv/misfits';
import type { CsvFile, ImportPlan } from '../../core/csv/plan';
import { defaultMapping, problemsOf, type Target, type TargetColumn } from '../../core/csv/target';
import type { ImportView } from '../../protocol/importing';
import { translate } from '../words';

/** Records that the page shows. */
const previewed = 50;

/** An import as it stands: the file, how it is read, and what goes where. */
export interface ImportDraft {
  readonly file: CsvFile;
  readonly target: Target;
  readonly format: CsvFormat;
  readonly lineEnds: LineEnds;
  readonly fieldNames: readonly string[];
  readonly mapping: ImportPlan['mapping'];
  readonly records: readonly TextRecord[];
}

export function firstDraft(file: CsvFile, target: Target): ImportDraft {
  const names = target.columns.map(({ name }) => name);
  return draftOf(file, target, detectCsv(file.sample, names));
}

/** The file read in this way; what goes where begins anew. */
export function draftOf(file: CsvFile, target: Target, format: CsvFormat): ImportDraft {
  const all = recordsOf(file.sample, format, previewed + 1);
  const fieldCount = all[0]?.cells.length ?? 0;
  const header = format.header ? all[0]?.cells.map((cell) => cell ?? '') : undefined;
  return {
    file,
    target,
    format,
    lineEnds: lineEndsOf(file.sample, format),
    fieldNames: Array.from(
      { length: fieldCount },
      (_, at) => header?.[at] || vscode.l10n.t('Field {0}', String(at + 1)),
    ),
    mapping: defaultMapping(header, fieldCount, target),
    records: header ? all.slice(1) : all.slice(0, previewed),
  };
}

export function planOf({ target, format, lineEnds, mapping }: ImportDraft): ImportPlan {
  return { relation: target.relation, format, lineEnds, mapping };
}

/** The column of each field. */
export function columnsOf({ target, mapping }: ImportDraft): readonly (TargetColumn | undefined)[] {
  return mapping.map((name) => target.columns.find((column) => column.name === name));
}

/** `12,000`, or `≈ 12,000` where the file is larger than its sample. */
export function rowCountOf({ file: { size, sample }, format }: ImportDraft): string {
  const seen = recordsOf(sample, format, Number.POSITIVE_INFINITY).length;
  const count = sample.isWhole ? seen : Math.round((seen * size) / sample.bytes.length);
  const shown = Math.max(0, count - Number(format.header)).toLocaleString(vscode.env.language);
  return sample.isWhole ? shown : `≈ ${shown}`;
}

/** What the page shows of it. */
export function shownDraft(
  draft: ImportDraft,
  misfits: readonly Misfit[],
): Pick<
  ImportView,
  'facts' | 'format' | 'columns' | 'fields' | 'records' | 'misfits' | 'problems'
> {
  const { file, format, target, fieldNames, mapping, records, lineEnds } = draft;
  const count = rowCountOf(draft);
  return {
    facts: [
      count === '1' ? vscode.l10n.t('{0} row', '1') : vscode.l10n.t('{0} rows', count),
      sizeOf(file.size),
      lineEnds === 'mixed' ? vscode.l10n.t('lines end in several ways') : lineEnds,
    ],
    format,
    columns: target.columns
      .filter(({ left }) => left !== 'generated')
      .map(({ name, type, left }) => ({
        name,
        type,
        ...(left === 'identity' ? { note: vscode.l10n.t('the database numbers it') } : {}),
      })),
    fields: fieldNames.map((name, at) => {
      const column = mapping[at];
      return { name, ...(column === undefined ? {} : { column }) };
    }),
    records: records.map(({ line, cells }) => ({ line, cells: cells.map(shortened) })),
    misfits: misfits.map(({ record, field, sentence }) => ({
      record,
      field,
      sentence: translate(sentence),
    })),
    problems: problemsOf(mapping, target).map(translate),
  };
}

/** Characters of a cell that the page shows. */
const cellLength = 200;

function shortened(cell: string | null): string | null {
  return cell !== null && cell.length > cellLength ? `${cell.slice(0, cellLength)}…` : cell;
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return vscode.l10n.t('{0} bytes', String(bytes));
  return bytes < 1_000_000
    ? vscode.l10n.t('{0} KB', (bytes / 1_000).toFixed(0))
    : vscode.l10n.t('{0} MB', (bytes / 1_000_000).toFixed(1));
}
