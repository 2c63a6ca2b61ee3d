// First: what is imported after it gets this `vscode`.
import '../../unit/fakeVscode';
import assert from 'node:assert/strict';
import { asFetched } from '../../../src/core/results/arrange/arrangement';
import { never } from '../keeping';
import { typed, withFruit } from './results';

describe('changes to a result that are applied', function () {
  this.timeout(60_000);
  const { database, elsewhere, open } = withFruit();

  it('shows what the server returned once changes are applied, new rows at the end and none that is deleted', async () => {
    const { act, change, state, view } = await open();
    await act('begin');
    await change(typed(0, 2, '3.50'));
    await change({ kind: 'insert' });
    await change(typed(3, 0, '7'));
    await change({ kind: 'delete', place: 1 });
    await change(typed(1, 1, 'not while it is to be deleted'));
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
    assert.deepEqual(await elsewhere('select * from fruit order by id'), [
      ['1', 'apple', '3.50'],
      ['3', 'fig', '1'],
      ['7', null, '9.90'],
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
    await change(typed(0, 1, 'the last'), { kind: 'insert' });
    await change(typed(1, 0, '8'));
    await act('apply');
    assert.deepEqual(await shown(), ['2', '8']);
    assert.deepEqual(await elsewhere('select id, name from fruit order by id'), [
      ['2', 'the last'],
      ['8', null],
    ]);
  });

  it('takes a change for the row that was seen, though another is being deleted', async () => {
    const { act, change, view } = await open();
    await act('begin');
    await change({ kind: 'delete', place: 0 });
    await Promise.all([act('apply'), change(typed(0, 1, 'gone')), change(typed(1, 1, 'seen'))]);
    assert.equal((await view()).rowCount, 2);
    await act('apply');
    assert.deepEqual(await elsewhere('select id, name from fruit order by id'), [
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
    await change(typed(0, 1, '4'));
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
    const ways = [change(typed(0, 1, 'typed')), act('apply'), change(typed(1, 1, 'later'))];
    await Promise.all(ways);
    assert.deepEqual(await elsewhere('select name from fruit where id < 3 order by id'), [
      ['typed'],
      ['pear'],
    ]);
  });

  it('keeps the changes where somebody was faster, and overwrites when told to', async () => {
    const { act, change, state, view } = await open();
    await act('begin');
    await change(typed(0, 1, 'mine'));
    await elsewhere("update fruit set name = 'theirs', price = 5 where id = 1");
    await act('apply');
    const refused = await state();
    assert.equal(refused.count, 1);
    assert.deepEqual(refused.outcome, {
      isProblem: true,
      text: "Row (id = 1): somebody changed name from 'apple' to 'theirs' in the meantime. Nothing was changed.",
      canOverwrite: true,
    });
    assert.deepEqual(await elsewhere('select name from fruit where id = 1'), [['theirs']]);
    await act('overwrite');
    assert.equal((await state()).count, 0);
    assert.deepEqual((await view()).first?.[0], ['1', 'mine', '5']);
  });

  it('keeps the changes that the database refuses, with its reason', async () => {
    const { act, change, state } = await open();
    await act('begin');
    await change(typed(0, 2, 'cheap'));
    await act('apply');
    const { count, outcome } = await state();
    assert.equal(count, 1);
    assert.equal(outcome?.text, 'Row (id = 1): invalid input syntax for type numeric: "cheap".');
    await act('discard');
    await change(typed(0, 0, '2'));
    await act('apply');
    assert.equal(
      (await state()).outcome?.text,
      'Row (id = 1): duplicate key value violates unique constraint "fruit_pkey". Key (id)=(2) already exists.',
    );
  });

  it('says that a transaction of the person is to be committed', async () => {
    const { act, change, state } = await open();
    await act('begin');
    await change(typed(0, 1, 'inside'));
    await database().query('begin', [], never);
    await act('apply');
    assert.equal(
      (await state()).outcome?.text,
      'Changes applied in your open transaction: 1. Commit it to keep them.',
    );
    await database().query('rollback', [], never);
    assert.deepEqual(await elsewhere('select name from fruit where id = 1'), [['apple']]);
  });
});
