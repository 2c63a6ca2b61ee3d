import { percent } from '../connectionStrings/quoting';
import { type Blank, type Code, code } from './code';
import type { SnippetContext } from './snippet';

/** Few enough that one reads them at a glance; a wider table is asked for whole. */
const mostColumns = 8;

const anyTable = 'your_table';

/** Writes text so that it may stand between the quotes of a language. */
export type Inside = (text: string) => string;

/** Between double quotes of JavaScript, Python, Go, Java and C#. */
export const insideDouble: Inside = (text) => JSON.stringify(text).slice(1, -1);

/** Between single quotes of JavaScript. */
export const insideSingle: Inside = (text) =>
  insideDouble(text).replaceAll('\\"', '"').replaceAll("'", "\\'");

/** Between single quotes of PHP. */
export const insidePhp: Inside = (text) => text.replace(/[\\']/g, '\\$&');

/** The table's name as it stands in a string. */
export function tableName({ table }: SnippetContext, inside: Inside): Blank {
  return { blank: 'table', preset: inside(table?.name ?? anyTable) };
}

/** The same for a client library, which puts it into an address as it is. */
export function addressedTable({ table }: SnippetContext, inside: Inside): Blank {
  const name = table?.name ?? anyTable;
  return { blank: 'table', preset: inside(/[%?#\\/]/.test(name) ? percent(name) : name) };
}

/** The columns as `select` of a client library has them, in a string. */
export function columnList(context: SnippetContext, inside: Inside): Blank {
  const columns = restColumns(context);
  // postgrest-js takes blanks out, and loses count of the quotes where a name has one itself.
  const joint = columns.some((name) => name.startsWith('"')) ? ',' : ', ';
  return { blank: 'columns', preset: inside(columns.join(joint)) };
}

/** The path and query of the rows, percent-encoded: nothing in it needs quoting anywhere. */
export function rowsPath(context: SnippetContext, limit: number): Code {
  const table = { blank: 'table', preset: percent(context.table?.name ?? anyTable) };
  const columns = { blank: 'columns', preset: restColumns(context).map(encoded).join(',') };
  return code`${context.restPath}/${table}?select=${columns}&limit=${String(limit)}`;
}

/** The statement that reads the rows, as it stands in a string. */
export function selectRows({ table }: SnippetContext, inside: Inside): Code {
  const columns = few(table?.columns ?? []).map(identifier);
  return code`select ${{ blank: 'columns', preset: inside(columns.join(', ') || '*') }} from ${sqlTable(table, inside)} limit 10`;
}

/** The statement that counts the rows, as it stands in a string. */
export function countRows({ table }: SnippetContext, inside: Inside): Code {
  return code`select count(*) from ${sqlTable(table, inside)}`;
}

function sqlTable(table: SnippetContext['table'], inside: Inside): Blank {
  const name = table
    ? `${identifier(table.schema)}.${identifier(table.name)}`
    : `public.${anyTable}`;
  return { blank: 'table', preset: inside(name) };
}

/** https://docs.postgrest.org/en/stable/references/api/tables_views.html#reserved-characters */
function restColumns({ table }: SnippetContext): readonly string[] {
  const columns = few(table?.columns ?? []).map((name) =>
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`,
  );
  return columns.length === 0 ? ['*'] : columns;
}

function few(columns: readonly string[]): readonly string[] {
  return columns.length > mostColumns ? [] : columns;
}

function encoded(column: string): string {
  return column === '*' ? column : percent(column);
}

/** https://www.postgresql.org/docs/current/sql-syntax-lexical.html: quoted unless it is plainly no keyword of SQL. */
function identifier(name: string): string {
  return /^[a-z_][a-z\d_]*$/.test(name) && !keywords.has(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** Those of PostgreSQL that cannot name a table or a column. */
const keywords = new Set(
  'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then to trailing true union unique user using variadic verbose when where window with'.split(
    ' ',
  ),
);
