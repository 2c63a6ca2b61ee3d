// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import { applyEdits } from '../../src/core/edits/apply';
import { readEditTable } from '../../src/core/edits/readTable';
import { Failure, message } from '../../src/core/errors';
import type { Database } from '../../src/core/ports';
import { type Arrangement, asFetched } from '../../src/core/results/arrange/arrangement';
import { openSpool } from '../../src/node/spool';
import type { EditAction, Editing, ViewChange } from '../../src/protocol/edits';
import type { EditSource } from '../../src/vscode/edits/edits';
import { editsOf } from '../../src/vscode/edits/resultEdits';
import { arrangeRows } from '../../src/vscode/panels/arrangeResult';
import { createResultRuns } from '../../src/vscode/panels/resultRuns';
import { placesOf } from '../../src/vscode/panels/rowPlaces';
import { never } from './keeping';
import { rows as rowsOf } from './rows';
import { withDatabase } from './withDatabase';

describe('a result that is edited', function () {
  this.timeout(60_000);
  let url: string;
  let database: Database;

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

  async function open(sql = 'select * from fruit order by id') {
    const reviewed: string[] = [];
    const source: EditSource = {
      readTable: (columns) =>
        database.atomically(
          [],
          (ask) => readEditTable(ask, columns, { name: database.user, isOwn: true }),
          never,
        ),
      apply: (table, edits, signal) => applyEdits(database, table, edits, [], signal),
      isInTransaction: () => database.transaction === 'open',
      review: async (text) => void reviewed.push(text),
    };
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

  const set = (place: number, column: number, text: string): ViewChange => ({
    kind: 'set',
    place,
    column,
    value: { kind: 'text', text },
  });

  it('offers editing, and says why it cannot be where that is so', async () => {
    const offered = await open();
    assert.deepEqual((await offered.view()).edits, { kind: 'offered' });
    const keyless = await open('select name from fruit');
    await keyless.act('begin');
    assert.deepEqual((await keyless.view()).edits, {
      kind: 'refused',
      why: 'The result lacks id, without which a row of public.fruit cannot be told from the others.',
    });
  });

  it('shows what the server returned once changes are applied, new rows at the end and none that is deleted', async () => {
    const { act, change, state, view } = await open();
    await act('begin');
    await change(set(0, 2, '3.50'));
    await change({ kind: 'insert' });
    await change(set(3, 0, '7'));
    await change({ kind: 'delete', place: 1 });
    await change(set(1, 1, 'not while it is to be deleted'));
    const pending = await state();
    assert.deepEqual(
      pending.rows.map((row) => [row.place, row.state]),
      [
        [0, 'changed'],
        [3, 'new'],
        [1, 'deleted'],
      ],
    );
    assert.deepEqual([pending.count, pending.added, pending.table], [3, 1, 'public.fruit']);
    await act('apply');
    const applied = await view();
    assert.deepEqual(applied.first, [
      ['1', 'apple', '3.50'],
      ['3', 'fig', '1'],
      ['7', null, '9.90'],
    ]);
    assert.deepEqual([applied.rowCount, applied.arranged], [3, undefined]);
    const after = await state();
    assert.deepEqual([after.rows, after.canUndo, after.canRedo], [[], false, false]);
    assert.match(after.outcome?.text ?? '', /^Changes applied: 3 · \d+ ms$/);
    assert.deepEqual(await rowsOf(url, 'select * from fruit order by id'), [
      ['1', 'apple', '3.50'],
      ['3', 'fig', '1'],
      ['7', null, '9.90'],
    ]);
  });

  it('keeps a change with its row, however the rows are sorted', async () => {
    const { act, change, state, sort } = await open();
    await act('begin');
    await sort(2);
    await change(set(0, 1, 'first by price'));
    await sort(0);
    assert.deepEqual(
      (await state()).rows.map(({ place }) => place),
      [2],
    );
    await act('apply');
    assert.deepEqual(await rowsOf(url, 'select name from fruit where id = 3'), [
      ['first by price'],
    ]);
  });

  it('leaves out deleted rows however they are arranged, and changes the ones that took their places', async () => {
    const { act, arrange, change, sort, view } = await open();
    const shown = async () => (await view()).first?.map(([id]) => id);
    await act('begin');
    await sort(2);
    await change({ kind: 'delete', place: 0 });
    await act('apply');
    assert.deepEqual(await shown(), ['2', '1']);
    const { arranged, rowCount } = await view();
    assert.deepEqual([arranged?.fetched, rowCount], [2, 2]);
    await arrange({
      sort: [],
      filters: [{ column: 0, test: { kind: 'differs', text: '1' } }],
    });
    assert.deepEqual(await shown(), ['2']);
    await arrange(asFetched);
    assert.deepEqual(await shown(), ['1', '2']);
    await change({ kind: 'delete', place: 0 });
    await act('apply');
    assert.deepEqual(await shown(), ['2']);
    await change(set(0, 1, 'the last'), { kind: 'insert' });
    await change(set(1, 0, '8'));
    await act('apply');
    assert.deepEqual(await shown(), ['2', '8']);
    assert.deepEqual(await rowsOf(url, 'select id, name from fruit order by id'), [
      ['2', 'the last'],
      ['8', null],
    ]);
  });

  it('takes a change for the row that was seen, though another is being deleted', async () => {
    const { act, change, view } = await open();
    await act('begin');
    await change({ kind: 'delete', place: 0 });
    await Promise.all([act('apply'), change(set(0, 1, 'gone')), change(set(1, 1, 'seen'))]);
    assert.equal((await view()).rowCount, 2);
    await act('apply');
    assert.deepEqual(await rowsOf(url, 'select id, name from fruit order by id'), [
      ['2', 'seen'],
      ['3', 'fig'],
    ]);
  });

  it('says what the query computes, which no table gives back', async () => {
    const { act, change, state } = await open(
      'select id, price, price * 2 as twice, upper(name) as loud from fruit order by id',
    );
    const said = async () => (await state()).outcome?.text ?? '';
    await act('begin');
    await change(set(0, 1, '4'));
    await act('apply');
    assert.match(
      await said(),
      /^Changes applied: 1 · \d+ ms\. Run the query again to see twice, loud, which it computes\.$/,
    );
    await change({ kind: 'delete', place: 0 });
    await act('apply');
    assert.match(await said(), /^Changes applied: 1 · \d+ ms$/);
  });

  it('applies a change that was still on its way when it was told to', async () => {
    const { act, change } = await open();
    await act('begin');
    const ways = [change(set(0, 1, 'typed')), act('apply'), change(set(1, 1, 'later'))];
    await Promise.all(ways);
    assert.deepEqual(await rowsOf(url, 'select name from fruit where id < 3 order by id'), [
      ['typed'],
      ['pear'],
    ]);
  });

  it('undoes and redoes, and brings back what was discarded', async () => {
    const { act, change, state } = await open();
    await act('begin');
    await change(set(0, 1, 'a'), set(1, 1, 'a'));
    await change(set(2, 1, 'b'));
    const counts: number[] = [];
    for (const action of ['undo', 'undo', 'redo', 'redo', 'discard', 'redo', 'redo'] as const) {
      await act(action);
      counts.push((await state()).count);
    }
    assert.deepEqual(counts, [2, 0, 2, 3, 0, 2, 3]);
    await act('discard');
    assert.deepEqual((await state()).rows, []);
  });

  it('shows the SQL that it is going to run', async () => {
    const { act, change, reviewed } = await open();
    await act('begin');
    await change(set(1, 1, "pe'ar"));
    await act('review');
    assert.deepEqual(reviewed, [
      "begin;\n\nupdate public.fruit\nset name = 'pe''ar'\nwhere id = 2\n  and name = 'pear';\n\ncommit;\n",
    ]);
  });

  it('keeps the changes where somebody was faster, and overwrites when told to', async () => {
    const { act, change, state, view } = await open();
    await act('begin');
    await change(set(0, 1, 'mine'));
    await rowsOf(url, "update fruit set name = 'theirs', price = 5 where id = 1");
    await act('apply');
    const refused = await state();
    assert.equal(refused.count, 1);
    assert.deepEqual(refused.outcome, {
      isProblem: true,
      text: "Row (id = 1): somebody changed name from 'apple' to 'theirs' in the meantime. Nothing was changed.",
      canOverwrite: true,
    });
    assert.deepEqual(await rowsOf(url, 'select name from fruit where id = 1'), [['theirs']]);
    await act('overwrite');
    assert.equal((await state()).count, 0);
    assert.deepEqual((await view()).first?.[0], ['1', 'mine', '5']);
  });

  it('keeps the changes that the database refuses, with its reason', async () => {
    const { act, change, state } = await open();
    await act('begin');
    await change(set(0, 2, 'cheap'));
    await act('apply');
    const { count, outcome } = await state();
    assert.equal(count, 1);
    assert.equal(outcome?.text, 'Row (id = 1): invalid input syntax for type numeric: "cheap".');
    await act('discard');
    await change(set(0, 0, '2'));
    await act('apply');
    assert.equal(
      (await state()).outcome?.text,
      'Row (id = 1): duplicate key value violates unique constraint "fruit_pkey". Key (id)=(2) already exists.',
    );
  });

  it('says that a transaction of the person is to be committed', async () => {
    const { act, change, state } = await open();
    await act('begin');
    await change(set(0, 1, 'inside'));
    await database.query('begin', [], never);
    await act('apply');
    assert.equal(
      (await state()).outcome?.text,
      'Changes applied in your open transaction: 1. Commit it to keep them.',
    );
    await database.query('rollback', [], never);
    assert.deepEqual(await rowsOf(url, 'select name from fruit where id = 1'), [['apple']]);
  });

  it('keeps its tab when something else runs, as long as changes are pending', async () => {
    const { act, change, runs } = await open();
    await act('begin');
    await change(set(0, 1, 'pending'));
    const next = () =>
      runs.begin({ project: '', role: '', text: 'next' }, { cancel() {}, retry() {} }, false);
    next().done('UPDATE 1');
    const tabs = () => runs.tabs().tabs.map(({ ordinal, changes }) => [ordinal, changes]);
    assert.deepEqual(tabs(), [
      [1, 1],
      [2, 0],
    ]);
    assert.equal((await runs.view()).kind, 'done');
    await act('discard');
    next().fail({ ...nothing, sentence: new Failure('badInput', message('No.')).message }, []);
    assert.equal(tabs().length, 1);
  });
});

const nothing = { layer: '', detail: [], advice: '', canRetry: false };
