import assert from 'node:assert/strict';
import { jsonTable } from '../../src/core/results/jsonTable';

describe('jsonTable', () => {
  it('keeps every digit of a number', () => {
    assert.deepEqual(
      jsonTable('[{"id":9007199254740993,"price":12.340}, \n {"id":1e400,"price":-0}]'),
      {
        columns: [
          { name: 'id', type: '' },
          { name: 'price', type: '' },
        ],
        rows: [
          ['9007199254740993', '12.340'],
          ['1e400', '-0'],
        ],
      },
    );
  });
  it('tells null from the empty string and from the word', () => {
    assert.deepEqual(jsonTable('[{"a":null,"b":"","c":"null"}]')?.rows, [[null, '', 'null']]);
  });
  it('keeps nested JSON as it was written', () => {
    assert.deepEqual(jsonTable('[{"a":{"x": [1, "}"]},"b":[]}]')?.rows, [
      ['{"x": [1, "}"]}', '[]'],
    ]);
  });
  it('decodes strings', () => {
    assert.deepEqual(jsonTable(String.raw`[{"a":"q\"\\\né\u00e9😀"}]`)?.rows, [['q"\\\néé😀']]);
  });
  it('takes one object for one row and a bare value for one cell', () => {
    assert.deepEqual(jsonTable('{"a":1}')?.rows, [['1']]);
    assert.deepEqual(jsonTable('42'), { columns: [{ name: 'value', type: '' }], rows: [['42']] });
    assert.deepEqual(jsonTable('[1,"x",null]')?.rows, [['1'], ['x'], [null]]);
  });
  it('gives every row the columns of all', () => {
    assert.deepEqual(jsonTable('[{"a":1},{"b":2}]')?.rows, [
      ['1', null],
      [null, '2'],
    ]);
  });
  it('keeps a column that is named like a member of every object', () => {
    assert.deepEqual(jsonTable('[{"__proto__":1,"constructor":2}]')?.rows, [['1', '2']]);
  });
  it('has no rows for an empty array', () => {
    assert.deepEqual(jsonTable('[]'), { columns: [], rows: [] });
  });
  for (const text of [
    '',
    '{',
    '[1',
    '[1 2]',
    '{"a" 1}',
    'nope',
    '[{"a":1}] x',
    '"abc',
    '[{"a":{]',
  ]) {
    it(`is not JSON: ${text || 'nothing'}`, () => assert.equal(jsonTable(text), undefined));
  }
});
