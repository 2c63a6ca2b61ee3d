import assert from 'node:assert/strict';
import { utf16Offset } from '../../../src/core/sql/positions';

describe('utf16Offset', () => {
  it('counts characters beyond the basic plane as two', () => {
    assert.equal(utf16Offset("select '😀é', x", 12), 13);
  });
});
