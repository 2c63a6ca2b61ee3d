import assert from 'node:assert/strict';
import type { Cell } from '../../src/core/ports';
import { startSumming } from '../../src/core/results/summary';

function summaryOf(cells: readonly Cell[]) {
  const summing = startSumming();
  for (const cell of cells) summing.add(cell, true);
  return summing.summary();
}

describe('the summary of a selection', () => {
  for (const [what, cells, count, sum, min, max] of [
    ['beyond 2^53', ['9007199254740993', '1'], 2, '9007199254740994', '1', '9007199254740993'],
    ['decimals', ['0.1', '0.2', '-0.35'], 3, '-0.05', '-0.35', '0.2'],
    ['scales as they come', ['1.10', '2', null], 2, '3.10', '1.10', '2'],
    [
      'exponents',
      ['1e+20', '1.5e-3'],
      2,
      '100000000000000000000.0015',
      '0.0015',
      '100000000000000000000',
    ],
  ] as const) {
    it(`is exact: ${what}`, () => {
      assert.deepEqual(summaryOf(cells), { count, numbers: { sum, min, max } });
    });
  }

  it('has no sum where something is not a number', () => {
    assert.deepEqual(summaryOf(['1', 'NaN']), { count: 2 });
  });

  it('counts text, but sums it not', () => {
    const summing = startSumming();
    for (const cell of ['1', null, 'a']) summing.add(cell, false);
    assert.deepEqual(summing.summary(), { count: 2 });
  });
});
