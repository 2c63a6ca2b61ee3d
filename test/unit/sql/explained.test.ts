import assert from 'node:assert/strict';
import { explainedBy } from '../../../src/core/sql/explained';

const cases: readonly [string, string][] = [
  ['select 1', 'select 1'],
  ['explain select 1', 'select 1'],
  ['EXPLAIN ANALYZE VERBOSE select 1', 'select 1'],
  ['explain analyse\n select 1', 'select 1'],
  ['explain (analyze, format json) select 1', 'select 1'],
  ['explain ( buffers off ) delete from t', 'delete from t'],
  ['explain (select 1)', '(select 1)'],
  ['explained', 'explained'],
];

describe('what a statement explains', () => {
  for (const [text, expected] of cases) {
    it(text, () => {
      const { text: explained, offset } = explainedBy(text);
      assert.equal(explained, expected);
      assert.equal(text.slice(offset), expected);
    });
  }
});
