import { asFailure, Failure, type Message, message, plain } from '../errors';
import type { AskRows, Cell, Database, Row, Setting } from '../ports';
import type { RowEdit } from './changes';
import { presentRows, statementOf } from './statements';
import { columnAt, type EditTable } from './table';

/** A row that is no longer what the person saw. */
export interface Conflict {
  readonly row: number;
  readonly sentence: Message;
  /** The row of the result as it is now, where it is another one. */
  readonly present?: Row;
}

/** What became of all edits: `made` has the cells of the table's columns as they are in the end, by row. */
export type Applied =
  | { readonly kind: 'made'; readonly returned: ReadonlyMap<number, Row> }
  | { readonly kind: 'conflict'; readonly conflict: Conflict };

/** Makes all edits or none. Throws a `Failure` that names the row where the server refuses one. */
export async function applyEdits(
  database: Database,
  table: EditTable,
  edits: readonly RowEdit[],
  settings: readonly Setting[],
  signal: AbortSignal,
): Promise<Applied> {
  const returned = new Map<number, Row>();
  let conflict: Conflict | undefined;
  try {
    await database.atomically(
      settings,
      async (ask) => {
        for (const edit of edits) {
          const row = await makeEdit(table, edit, ask);
          if (row) returned.set(edit.row, row);
          else {
            conflict = await conflictOf(table, edit, ask);
            throw new Failure('badInput', conflict.sentence);
          }
        }
        await readAgain(table, edits, returned, ask);
      },
      signal,
    );
  } catch (error) {
    if (!conflict) throw error;
    return { kind: 'conflict', conflict };
  }
  return { kind: 'made', returned };
}

/** The row as the server returned it; undefined where it was not found as it was. */
async function makeEdit(table: EditTable, edit: RowEdit, ask: AskRows): Promise<Row | undefined> {
  const { sql, values } = statementOf(table, edit);
  const rows = await ask(sql, values).catch((error: unknown) => {
    throw ofRow(table, edit, asFailure(error));
  });
  if (rows.length > 1 && edit.kind !== 'insert') {
    throw new Failure(
      'badInput',
      message(
        'Row ({0}): {1} rows have this key. Nothing was changed.',
        rowName(table, edit.old),
        String(rows.length),
      ),
    );
  }
  return rows[0];
}

/** A trigger that runs after a row is changed, or for a later one, may have changed it once more. */
async function readAgain(
  table: EditTable,
  edits: readonly RowEdit[],
  returned: Map<number, Row>,
  ask: AskRows,
): Promise<void> {
  const keyPlaces = table.key.map((place) => table.columns.findIndex(({ at }) => at === place));
  const keyOf = (cells: Row) => JSON.stringify(keyPlaces.map((at) => cells[at]));
  const there = edits.filter(({ kind }) => kind !== 'delete');
  for (let first = 0; first < there.length; first += readAtOnce) {
    const some = there.slice(first, first + readAtOnce);
    const keyed = some.map(({ row }) => withReturned(table, [], returned.get(row) ?? []));
    const { sql, values } = presentRows(table, keyed);
    const found = new Map((await ask(sql, values)).map((cells) => [keyOf(cells), cells]));
    for (const { row } of some) {
      const present = found.get(keyOf(returned.get(row) ?? []));
      if (present) returned.set(row, present);
    }
  }
}

/** A row of the result with the cells of the table's columns in their places; the others stay. */
export function withReturned(table: EditTable, old: Row, returned: Row): Row {
  const cells: Cell[] = [...old];
  for (const [index, { at }] of table.columns.entries()) cells[at] = returned[index] ?? null;
  return cells;
}

async function conflictOf(table: EditTable, edit: RowEdit, ask: AskRows): Promise<Conflict> {
  const { row } = edit;
  if (edit.kind === 'insert') {
    return {
      row,
      sentence: message(
        'New row {0}: the database took it and kept nothing of it. Nothing was changed.',
        String(-row),
      ),
    };
  }
  const { old } = edit;
  const lookup = presentRows(table, [old]);
  const [found] = await ask(lookup.sql, lookup.values);
  if (!found) {
    return {
      row,
      sentence: message(
        'Row ({0}) is not there any more, or a policy hides it. Nothing was changed.',
        rowName(table, old),
      ),
    };
  }
  const present = withReturned(table, old, found);
  const places =
    edit.kind === 'update' ? [...edit.cells.keys()] : table.columns.map(({ at }) => at);
  const changed = places.find((at) => present[at] !== old[at]);
  if (changed === undefined) {
    return {
      row,
      sentence: message(
        'Row ({0}) can be seen but not changed: a policy or a trigger keeps it. Nothing was changed.',
        rowName(table, old),
      ),
    };
  }
  return {
    row,
    present,
    sentence: message(
      'Row ({0}): somebody changed {1} from {2} to {3} in the meantime. Nothing was changed.',
      rowName(table, old),
      columnAt(table, changed)?.name ?? '',
      shortened(old[changed] ?? null),
      shortened(present[changed] ?? null),
    ),
  };
}

/** Rows of one question. */
const readAtOnce = 500;

const shownCharacters = 60;

function shortened(cell: Cell): string {
  if (cell === null) return 'NULL';
  const line = cell.replace(/\s+/g, ' ');
  return `'${line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line}'`;
}

/** By its key: the place of a row changes with how the rows are sorted. */
function rowName(table: EditTable, old: Row): string {
  return table.key
    .map((at) => `${columnAt(table, at)?.name ?? ''} = ${old[at] ?? 'NULL'}`)
    .join(', ');
}

function ofRow(table: EditTable, edit: RowEdit, { reason, sentence, detail }: Failure): Failure {
  if (reason === 'cancelled') return new Failure(reason, sentence, detail);
  const { position: _, ...others } = detail;
  const said = plain(sentence);
  const told =
    edit.kind === 'insert'
      ? message('New row {0}: {1}', String(-edit.row), said)
      : message('Row ({0}): {1}', rowName(table, edit.old), said);
  return new Failure(reason, told, others);
}
