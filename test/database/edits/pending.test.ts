// First: what is imported after it gets this `vscode`.
import '../../unit/fakeVscode';
import assert from 'node:assert/strict';
import { Failure, message } from '../../../src/core/errors';
import { typed, withFruit } from './results';

describe('changes to a result that are pending', function () {
  this.timeout(60_000);
  const { elsewhere, open } = withFruit();

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

  it('keeps a change with its row, however the rows are sorted', async () => {
    const { act, change, state, sort } = await open();
    await act('begin');
    await sort(2);
    await change(typed(0, 1, 'first by price'));
    await sort(0);
    assert.deepEqual(
      (await state()).rows.map(({ place }) => place),
      [2],
    );
    await act('apply');
    assert.deepEqual(await elsewhere('select name from fruit where id = 3'), [['first by price']]);
  });

  it('undoes and redoes, and brings back what was discarded', async () => {
    const { act, change, state } = await open();
    await act('begin');
    await change(typed(0, 1, 'a'), typed(1, 1, 'a'));
    await change(typed(2, 1, 'b'));
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
    await change(typed(1, 1, "pe'ar"));
    await act('review');
    assert.deepEqual(reviewed, [
      "begin;\n\nupdate public.fruit\nset name = 'pe''ar'\nwhere id = 2\n  and name = 'pear';\n\ncommit;\n",
    ]);
  });

  it('keeps its tab when something else runs, as long as changes are pending', async () => {
    const { act, change, runs } = await open();
    await act('begin');
    await change(typed(0, 1, 'pending'));
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
