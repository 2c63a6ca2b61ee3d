import { applyEdits } from '../../../src/core/edits/apply';
import { type Change, emptyLog, rowEdits, withStep } from '../../../src/core/edits/changes';
import { readEditTable } from '../../../src/core/edits/readTable';
import { readableSql } from '../../../src/core/edits/statements';
import { plain } from '../../../src/core/errors';
import type { Database, ResultColumn, Setting } from '../../../src/core/ports';
import { keeping, never } from '../keeping';
import { rows as rowsOf } from '../rows';
import { withDatabase } from '../withDatabase';

/** Tables of their own for the tests of a `describe`, and what a person does to results of them. */
export function withTables(schema: string) {
  let url: string;
  let database: Database;

  withDatabase(async (ownDatabase, ownUrl) => {
    database = ownDatabase;
    url = ownUrl;
    await rowsOf(url, schema);
  });

  async function query(sql: string) {
    const { sink, rows } = keeping();
    let columns: readonly ResultColumn[] = [];
    // Told again once types of people's own have got their names.
    const named = (given: readonly ResultColumn[]) => {
      columns = given;
    };
    await database.run(sql, { ...sink, columns: named }, never);
    return { columns, rows };
  }

  async function edit(sql: string, role?: string) {
    const { columns, rows } = await query(sql);
    const acting = { name: role ?? database.user, isOwn: role === undefined };
    const table = await database.atomically(
      [],
      (ask) => readEditTable(ask, columns, acting),
      never,
    );
    const originals = new Map(rows.entries());
    const editsOf = (changes: readonly Change[]) =>
      rowEdits(withStep(emptyLog, changes), originals);
    return {
      table,
      rows,
      place: (name: string) => columns.findIndex((column) => column.name === name),
      sql: (...changes: readonly Change[]) => readableSql(table, editsOf(changes)),
      apply: (settings: readonly Setting[], ...changes: readonly Change[]) =>
        applyEdits(database, table, editsOf(changes), settings, never),
    };
  }

  return {
    query,
    edit,
    database: () => database,
    /** Over a connection of its own, as somebody else. */
    elsewhere: (sql: string) => rowsOf(url, sql),
  };
}

export function set(row: number, column: number, text: string | null): Change {
  const value = text === null ? ({ kind: 'null' } as const) : ({ kind: 'text', text } as const);
  return { kind: 'set', row, column, value };
}

export async function conflictIn(applied: ReturnType<typeof applyEdits>): Promise<string> {
  const outcome = await applied;
  return outcome.kind === 'conflict' ? plain(outcome.conflict.sentence) : outcome.kind;
}
