import { isNumber } from '../columnKinds';
import type { FormOptions, FormWriter, ResultForm } from './form';

/** RFC 4180 with line feeds. NULL is nothing, the empty text is `""`, as in the CSV of Postgres' COPY. */
export const csv: ResultForm = {
  id: 'csv',
  label: 'CSV',
  extension: 'csv',
  writer: (columns, options) =>
    separated(
      ',',
      columns.map(({ name }) => name),
      options,
    ),
};

/** What spreadsheets take from the clipboard. */
export const tsv: ResultForm = {
  id: 'tsv',
  label: 'TSV',
  writer: (_columns, options) => separated('\t', undefined, options),
};

export const tsvWithHeaders: ResultForm = {
  id: 'tsvWithHeaders',
  label: 'TSV with Headers',
  writer: (columns, options) =>
    separated(
      '\t',
      columns.map(({ name }) => name),
      options,
    ),
};

function separated(
  separator: string,
  names: readonly string[] | undefined,
  { formulaGuard }: FormOptions,
): FormWriter {
  const line = (cells: readonly (string | null)[]) =>
    cells.map((cell) => field(cell, separator, formulaGuard)).join(separator);
  return {
    head: names === undefined ? '' : `${line(names)}\n`,
    row: line,
    between: '\n',
    tail: '\n',
  };
}

function field(cell: string | null, separator: string, formulaGuard: boolean): string {
  if (cell === null) return '';
  const text = formulaGuard && isFormula(cell) ? `'${cell}` : cell;
  // A line of `\.` alone would end the data for Postgres' COPY.
  const plain = text !== '' && text !== '\\.' && !text.includes(separator) && !/["\r\n]/.test(text);
  return plain && text.trim() === text ? text : `"${text.replaceAll('"', '""')}"`;
}

/** OWASP, CSV Injection: what spreadsheets begin a formula with. A negative number is none. */
function isFormula(text: string): boolean {
  return /^[=+\-@\t\r＝＋－＠]/.test(text) && !isNumber(text);
}
