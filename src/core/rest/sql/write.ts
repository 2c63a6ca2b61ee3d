import { Failure, message } from '../../errors';
import { quoteName, quoteText } from '../../sql/quote';
import { numberIn, parseExactly, printExactly } from '../exactJson';
import { type Header, headerNamed } from '../headers';
import type { ParsedRequest } from '../parse';
import { parametersOf } from '../target';
import { familyOf } from '../types';
import { columnsOf, columnText } from './columns';
import type { Level } from './level';
import { indent } from './query';
import { source } from './source';

type Values = Readonly<Record<string, unknown>>;

/** INSERT, perhaps with what happens to rows that are there; PUT is an insert that changes them. */
export function insertSql(
  request: ParsedRequest,
  body: string,
  level: Level,
  schema: string,
): string {
  const rows = readRows(body);
  const columns = columnsWritten(request, rows);
  const missing = preferenceOf(request.headers, 'missing') === 'default' ? 'default' : 'null';
  const values = rows.map(
    (row) =>
      `(${columns.map((column) => (column in row ? valueSql(row[column], typeIn(level, column)) : missing)).join(', ')})`,
  );
  const into = `insert into ${source(level, schema)}`;
  const what =
    columns.length === 0
      ? 'default values'
      : `(${columns.map(quoteName).join(', ')})\nvalues\n${indent(values.join(',\n'))}`;
  return [
    `${into} ${what}`,
    ...conflictSql(request, level, columns),
    ...returning(request, level, schema),
  ].join('\n');
}

function conflictSql(
  request: ParsedRequest,
  { table }: Level,
  columns: readonly string[],
): readonly string[] {
  const put = request.method?.name === 'PUT';
  const resolution = put ? 'merge-duplicates' : preferenceOf(request.headers, 'resolution');
  if (!resolution) return [];
  const named = parametersOf(request.target, 'on_conflict')[0]?.names.flatMap((name) =>
    'kind' in name ? [] : [name.name],
  );
  const keys =
    named ?? table?.columns.filter(({ primaryKey }) => primaryKey).map(({ name }) => name) ?? [];
  const on = `on conflict (${keys.map(quoteName).join(', ')})`;
  const changed = columns.map(quoteName).map((column) => `${column} = excluded.${column}`);
  if (resolution === 'ignore-duplicates' || changed.length === 0) return [`${on} do nothing`];
  return [`${on} do update set ${changed.join(', ')}`];
}

export function updateSql(
  request: ParsedRequest,
  body: string,
  level: Level,
  schema: string,
): string {
  const [row = {}] = readRows(body);
  const set = columnsWritten(request, [row]).map(
    (column) => `${quoteName(column)} = ${valueSql(row[column], typeIn(level, column))}`,
  );
  return [
    `update ${source(level, schema)}`,
    `set ${set.join(',\n  ')}`,
    ...where(level, schema),
    ...returning(request, level, schema),
  ].join('\n');
}

export function deleteSql(request: ParsedRequest, level: Level, schema: string): string {
  return [
    `delete from ${source(level, schema)}`,
    ...where(level, schema),
    ...returning(request, level, schema),
  ].join('\n');
}

/** A write of some rows alone, which PostgREST 10 to 12 allows, finds them by their place in the table. */
function where(level: Level, schema: string): readonly string[] {
  const conditions = level.where;
  const all = conditions.length > 0 ? [`where ${conditions.join('\n  and ')}`] : [];
  if (level.limit === undefined) return all;
  const order = level.orderBy.length > 0 ? [`order by ${level.orderBy.join(', ')}`] : [];
  const rows = [
    'select ctid',
    `from ${source(level, schema)}`,
    ...all,
    ...order,
    `limit ${level.limit}`,
  ].join('\n');
  return [`where ctid in (\n${indent(rows)}\n)`];
}

/** Embedded tables are read after the write, which one statement cannot show. */
function returning(request: ParsedRequest, level: Level, schema: string): readonly string[] {
  if (preferenceOf(request.headers, 'return') !== 'representation') return [];
  return [
    `returning ${columnsOf({ ...level, embeds: [] }, schema)
      .map(columnText)
      .join(', ')}`,
  ];
}

function typeIn({ table }: Level, column: string): string | undefined {
  return table?.columns.find(({ name }) => name === column)?.type;
}

function columnsWritten(request: ParsedRequest, rows: readonly Values[]): readonly string[] {
  const named = parametersOf(request.target, 'columns')[0]?.names.flatMap((name) =>
    'kind' in name ? [] : [name.name],
  );
  return named ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

export function preferenceOf(headers: readonly Header[], name: string): string | undefined {
  return headerNamed(headers, 'prefer')?.preferences.find((one) => one.name === name)?.value;
}

/** The objects of a JSON body. Numbers keep their digits. Throws `badInput` for any other body. */
export function readRows(body: string): readonly Values[] {
  const parsed = parseExactly(body);
  const rows = Array.isArray(parsed) ? parsed : [parsed];
  const objects = rows.filter(
    (row): row is Values => typeof row === 'object' && row !== null && !Array.isArray(row),
  );
  if (rows.length === 0 || objects.length < rows.length) {
    throw new Failure(
      'badInput',
      message('The SQL of a write is made from a body of JSON: an object, or an array of objects.'),
    );
  }
  return objects;
}

/** A value of the body for a column or an argument of the type, which decides how an array is written. */
export function valueSql(value: unknown, type: string | undefined): string {
  if (value === null || value === undefined) return 'null';
  const family = type === undefined ? 'other' : familyOf(type);
  if (family === 'json' || family === 'jsonb') return quoteText(printExactly(value));
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') {
    return numberIn(value) ?? quoteText(value);
  }
  const flat =
    Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
  return quoteText(flat ? arrayText(value) : printExactly(value));
}

/** A JSON array as Postgres writes an array, `{1,2}`. */
function arrayText(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null) return 'null';
    if (typeof value !== 'string') return String(value);
    return numberIn(value) ?? `"${value.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${parts.join(',')}}`;
}
