import assert from 'node:assert/strict';
import { findIn } from '../../src/core/results/find';

/** Row 7 and row 1,207 hold it, the second in both columns. */
const rows = Array.from({ length: 1_500 }, (_, row) =>
  row === 7 ? ['Ada', null] : row === 1_207 ? ['ada', 'LADA'] : [String(row), null],
);
const result = {
  rowCount: rows.length,
  window: async (offset: number, count: number) => rows.slice(offset, offset + count),
};
const never = () => false;

describe('finding text in a result', () => {
  for (const [from, backwards, found] of [
    [[0, 0], false, [7, 0]],
    [[7, 0], false, [1_207, 0]],
    [[1_207, 0], false, [1_207, 1]],
    [[1_207, 1], false, [7, 0]],
    [[7, 0], true, [1_207, 1]],
    [[1_207, 1], true, [1_207, 0]],
    [[1_400, 0], true, [1_207, 1]],
  ] as const) {
    it(`goes from ${from} ${backwards ? 'back' : 'on'} to ${found}`, async () => {
      const start = { row: from[0], column: from[1] };
      const place = await findIn(result, { text: 'ADA', from: start, backwards }, never);
      assert.deepEqual(place, { row: found[0], column: found[1] });
    });
  }

  it('finds the only one again, also from itself', async () => {
    const from = { row: 3, column: 0 };
    assert.deepEqual(
      await findIn(
        result,
        { text: '1499', from: { row: 1_499, column: 0 }, backwards: false },
        never,
      ),
      {
        row: 1_499,
        column: 0,
      },
    );
    assert.equal(
      await findIn(result, { text: 'nobody', from, backwards: false }, never),
      undefined,
    );
    assert.equal(
      await findIn(result, { text: 'ada', from, backwards: false }, () => true),
      undefined,
    );
  });
});
