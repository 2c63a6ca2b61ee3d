// First: what is imported after it gets this `vscode`.
import './fakeVscode';

import assert from 'node:assert/strict';
import { packRows } from '../../src/core/packedRows';
import { asFetched } from '../../src/core/results/arrange/arrangement';
import {
  arrangeRows,
  askFilter,
  askHidden,
  filterLike,
} from '../../src/vscode/panels/arrangeResult';
import { setEditor } from './fakeVscode';

const cells = [
  ['10', 'a'],
  ['9', null],
  ['9', 'b'],
];
const rows = {
  columns: [
    { name: 'n', type: 'int4' },
    { name: 'name', type: 'text' },
  ],
  rowCount: cells.length,
  size: 100,
  text: 'select',
  window: async (offset: number, count: number) => cells.slice(offset, offset + count),
  pick: async (numbers: Uint32Array) => packRows(Array.from(numbers, (row) => cells[row] ?? [])),
};
const never = new AbortController().signal;

describe('the questions about an arrangement', () => {
  it('ask how a column is filtered, and with what', async () => {
    const shown = setEditor({ taken: [['<']], typed: ['10'] });
    const arrangement = await askFilter(rows, asFetched, 0);
    assert.deepEqual(arrangement.filters, [{ column: 0, test: { kind: 'less', text: '10' } }]);
    assert.equal(shown[0], 'Filter n');
    setEditor({ taken: [['is NULL']] });
    const both = await askFilter(rows, arrangement, 1);
    assert.deepEqual(both.filters.at(-1), { column: 1, test: { kind: 'isNull', text: '' } });
    setEditor({ taken: [['No filter']] });
    assert.deepEqual((await askFilter(rows, both, 0)).filters, both.filters.slice(1));
    setEditor();
    await assert.rejects(askFilter(rows, both, 0), { reason: 'cancelled' });
  });

  it('take the whole cell to filter by, NULL too', async () => {
    const one = await filterLike(rows, asFetched, 0, 1);
    assert.deepEqual(one.filters, [{ column: 1, test: { kind: 'equals', text: 'a' } }]);
    const none = await filterLike(rows, one, 1, 1);
    assert.deepEqual(none.filters, [{ column: 1, test: { kind: 'isNull', text: '' } }]);
  });

  it('ask which columns are shown', async () => {
    setEditor({ taken: [['name']] });
    assert.deepEqual(await askHidden(rows, []), { hidden: [0] });
    setEditor();
    assert.equal(await askHidden(rows, []), null);
  });

  it('end in windows over the rows, or in nothing where they are as they came', async () => {
    const sort = [{ column: 0, descending: false }];
    const arranged = await arrangeRows(rows, { sort, filters: [] }, never, () => {});
    assert.deepEqual(await arranged?.window(0, 10), [cells[1], cells[2], cells[0]]);
    assert.equal(arranged?.fetched, 3);
    assert.equal(await arrangeRows(rows, asFetched, never, () => {}), undefined);
  });
});
