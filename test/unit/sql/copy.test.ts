import assert from 'node:assert/strict';
import { copiesToClient } from '../../../src/core/sql/copy';

describe('a COPY that sends its data to the client', () => {
  for (const [statement, expected] of [
    ['copy orders to stdout', true],
    ['COPY (select 1) TO STDOUT (format csv)', true],
    ['-- all\n/* of them */ copy (\n  select 1 -- one\n) to\n stdout', true],
    ['copy orders from stdin', false],
    ["copy (select ' to stdout ') to '/tmp/a'", false],
    ['copy orders to program $$cat$$', false],
    ["select 'copy a to stdout'", false],
    ["copy (select 'it''s to stdout') to '/tmp/a'", false],
    ['-- copy a to stdout\nselect 1', false],
  ] as const) {
    it(`${expected ? 'is' : 'is not'} ${JSON.stringify(statement)}`, () => {
      assert.equal(copiesToClient(statement), expected);
    });
  }

  it('is told of a statement with a string of ten million characters', () => {
    const long = 'x'.repeat(10_000_000);
    assert.equal(copiesToClient(`select '${long}'`), false);
    assert.equal(copiesToClient(`copy (select '${long}') to stdout`), true);
  });
});
