import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/core/edits/apply';
import { readEditTable } from '../../../src/core/edits/readTable';
import type { Database } from '../../../src/core/ports';
import type { Arrangement } from '../../../src/core/results/arrange/arrangement';
import { openSpool } from '../../../src/node/spool';
import type { EditAction, Editing, ViewChange } from '../../../src/protocol/edits';
import type { EditSource } from '../../../src/vscode/edits/edits';
import { editsOf } from '../../../src/vscode/edits/resultEdits';
import { arrangeRows } from '../../../src/vscode/panels/arrangeResult';
import { createResultRuns } from '../../../src/vscode/panels/resultRuns';
import { placesOf } from '../../../src/vscode/panels/rowPlaces';
import { never } from '../keeping';
import { rows as rowsOf } from '../rows';
import { withDatabase } from '../withDatabase';

/** The database of a result, in no project and as no role; `review` gets the SQL that is shown. */
export function sourceIn(database: Database, review: (sql: string) => void = () => {}): EditSource {
  return {
    readTable: (columns) =>
      database.atomically(
        [],
        (ask) => readEditTable(ask, columns, { name: database.user, isOwn: true }),
        never,
      ),
    apply: (table, edits, signal) => applyEdits(database, table, edits, [], signal),
    isInTransaction: () => database.transaction === 'open',
    review: async (sql) => review(sql),
  };
}

/** A table of fruit, made anew for each test of a `describe`, and results of it that are edited. */
export function withFruit() {
  let url: string;
  let database: Database;
  const opened: Awaited<ReturnType<typeof openResult>>[] = [];

  withDatabase((ownDatabase, ownUrl) => {
    database = ownDatabase;
    url = ownUrl;
  });
  beforeEach(() =>
    rowsOf(
      url,
      `drop table if exists fruit;
       create table fruit (id int primary key, name text, price numeric default 9.90);
       insert into fruit values (1, 'apple', 3), (2, 'pear', 2), (3, 'fig', 1)`,
    ),
  );
  afterEach(() => Promise.all(opened.splice(0).map(({ runs }) => runs.close())));

  return {
    database: () => database,
    /** Over a connection of its own, as somebody else. */
    elsewhere: (sql: string) => rowsOf(url, sql),
    async open(sql = 'select * from fruit order by id') {
      const result = await openResult(database, sql);
      opened.push(result);
      return result;
    },
  };
}

/** A result as the view keeps it, and what a person does to it there. */
async function openResult(database: Database, sql: string) {
  const reviewed: string[] = [];
  const source = sourceIn(database, (text) => reviewed.push(text));
  const runs = createResultRuns(openSpool, {
    changed() {},
    tabs() {},
    outgrew: async (_run, arrangement) => arrange(arrangement),
  });
  const run = runs.begin(
    { project: 'Shop', role: '', text: sql },
    { cancel() {}, retry() {}, source },
    false,
  );
  await database.run(sql, run, never);
  run.finish('complete', '1 ms');
  const kept = runs.latest() ?? assert.fail();
  async function arrange(arrangement: Arrangement) {
    const { rowCount, window, pick } = kept.spool ?? assert.fail();
    const gone = kept.edits?.gone;
    const rows = { columns: (await view()).columns, rowCount, gone, window, pick };
    await runs.arrange(kept, await arrangeRows(rows, arrangement, never, () => {}));
  }
  const view = async () => {
    const seen = await runs.view();
    return seen.kind === 'rows' ? seen : assert.fail(seen.kind);
  };
  return {
    runs,
    kept,
    reviewed,
    view,
    state: async (): Promise<Editing> => {
      const { edits: state } = await view();
      return state?.kind === 'editing' ? state : assert.fail(JSON.stringify(state));
    },
    act: async (action: EditAction) => editsOf(kept, runs)?.act(action),
    change: async (...changes: readonly ViewChange[]) =>
      editsOf(kept, runs)?.change(changes, placesOf(kept)),
    arrange,
    sort: (column: number) => arrange({ sort: [{ column, descending: false }], filters: [] }),
  };
}

export function typed(place: number, column: number, text: string): ViewChange {
  return { kind: 'set', place, column, value: { kind: 'text', text } };
}
