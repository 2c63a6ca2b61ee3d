import type { Cell, Row } from '../ports';
import { isBoolean, isNumeric } from '../results/columnKinds';
import { quoteName, quoteText } from '../sql/quote';
import type { NewValue, RowEdit } from './changes';
import { columnAt, type EditColumn, type EditTable, quotedTable } from './table';

/** A statement that changes one row, and the values of `$1`, `$2` … */
export interface EditStatement {
  readonly sql: string;
  readonly values: readonly Cell[];
}

/** Writes a value of a column into a statement. */
type Write = (text: string, column?: EditColumn) => string;

/**
 * What makes one edit, with its values bound: Postgres reads each as the type of its column. It finds the row only as
 * long as what is changed in it, or all that is seen of it where it is deleted, is what it was.
 */
export function statementOf(table: EditTable, edit: RowEdit): EditStatement {
  const values: Cell[] = [];
  const bind: Write = (text) => `$${values.push(text)}`;
  const returned = table.columns.map(({ name }) => quoteName(name)).join(', ');
  const sql = `${sqlOf(table, edit, bind)}\nreturning ${returned}`;
  return { sql, values };
}

/** The rows with these keys as they are now. */
export function presentRows(table: EditTable, keyed: readonly Row[]): EditStatement {
  const values: Cell[] = [];
  const bind: Write = (text) => `$${values.push(text)}`;
  const names = table.columns.map(({ name }) => quoteName(name)).join(', ');
  const each = keyed.map((row) => `(${keyConditions(table, row, bind).join(' and ')})`);
  return {
    sql: `select ${names}\nfrom ${quotedTable(table)}\nwhere ${each.join('\n  or ')}`,
    values,
  };
}

/** The same statements as people read them, in their transaction. */
export function readableSql(table: EditTable, edits: readonly RowEdit[]): string {
  const statements = edits.map((edit) => `${sqlOf(table, edit, literal)};`);
  return `${['begin;', ...statements, 'commit;'].join('\n\n')}\n`;
}

function sqlOf(table: EditTable, edit: RowEdit, write: Write): string {
  const name = quotedTable(table);
  switch (edit.kind) {
    case 'insert': {
      const cells = cellsOf(table, edit.cells);
      if (cells.length === 0) return `insert into ${name} default values`;
      const columns = cells.map(([column]) => quoteName(column.name)).join(', ');
      const values = cells.map(([column, value]) => newValue(column, value, write)).join(', ');
      return `insert into ${name} (${columns})\nvalues (${values})`;
    }
    case 'update': {
      const cells = cellsOf(table, edit.cells);
      const sets = cells.map(
        ([column, value]) => `${quoteName(column.name)} = ${newValue(column, value, write)}`,
      );
      const changed = cells.map(([column]) => column);
      const where = conditions(table, edit.old, changed, write);
      return `update ${name}\nset ${sets.join(',\n  ')}\nwhere ${where}`;
    }
    case 'delete':
      return `delete from ${name}\nwhere ${conditions(table, edit.old, table.columns, write)}`;
  }
}

function cellsOf(
  table: EditTable,
  cells: ReadonlyMap<number, NewValue>,
): readonly (readonly [EditColumn, NewValue])[] {
  return [...cells].flatMap(([at, value]) => {
    const column = columnAt(table, at);
    return column ? [[column, value] as const] : [];
  });
}

function newValue(column: EditColumn, value: NewValue, write: Write): string {
  return value.kind === 'text' ? write(value.text, column) : value.kind;
}

function conditions(
  table: EditTable,
  old: readonly Cell[],
  unchanged: readonly EditColumn[],
  write: Write,
): string {
  const key = keyConditions(table, old, write);
  const others = unchanged.filter(({ at }) => !table.key.includes(at));
  const checks = others.map((column) => isStill(column, old[column.at] ?? null, write));
  return [...key, ...checks].join('\n  and ');
}

function keyConditions(table: EditTable, old: readonly Cell[], write: Write): readonly string[] {
  return table.key.flatMap((at) => {
    const column = columnAt(table, at);
    return column ? [`${quoteName(column.name)} = ${write(old[at] ?? '', column)}`] : [];
  });
}

/** Without an `=` that can be trusted, as the text that the server writes: `format` asks the type itself for it. */
function isStill(column: EditColumn, old: Cell, write: Write): string {
  const name = quoteName(column.name);
  if (old === null) return `${name} is null`;
  return column.comparesByValue
    ? `${name} = ${write(old, column)}`
    : `${name} is not null and format('%s', ${name}) = ${write(old)}`;
}

/** A number in digits and a boolean as a word where that means the same as the text, else the text in quotes. */
const literal: Write = (text, column) => {
  const type = column?.type ?? 'text';
  if (isBoolean(type) && /^[tf]$/.test(text)) return text === 't' ? 'true' : 'false';
  const digits = type === 'numeric' ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
  const isPlain = isNumeric(type) && type !== 'money' && digits.test(text) && !/^-0/.test(text);
  return isPlain ? text : quoteText(text);
};
