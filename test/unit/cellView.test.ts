import assert from 'node:assert/strict';
import { type CellView, cellView } from '../../src/core/results/cellView';
import { jsonColumns, jsonParts } from '../../src/core/results/jsonParts';

const base64Of = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

/** What a cell is shown as. */
const kinds: readonly [type: string, cell: string | null, kind: CellView['kind']][] = [
  ['jsonb', '{"a": 1}', 'json'],
  ['jsonb', 'null', 'text'],
  ['json', '"{"', 'text'],
  ['', '[{"id":1}]', 'json'],
  ['', '[oops', 'text'],
  ['text', '{"a": 1}', 'text'],
  ['int4range', '[1,5)', 'text'],
  ['numrange', '[1.5,2.5]', 'text'],
  ['text[]', '{a,b}', 'text'],
  ['text[]', '["a","b"]', 'json'],
  ['lseg', '[(1,2),(3,4)]', 'text'],
  ['bytea', '\\x00ff', 'bytes'],
  ['bytea', 'not bytes', 'text'],
  ['text', '\\x00ff', 'text'],
  ['jsonb', null, 'null'],
];

const images: readonly [bytes: string, type: string | undefined][] = [
  ['89504e470d0a1a0a0000', 'image/png'],
  ['ffd8ffe000104a464946', 'image/jpeg'],
  ['474946383961', 'image/gif'],
  ['52494646aabbccdd57454250', 'image/webp'],
  ['52494646aabbccdd57415645', undefined],
  ['3c737667', undefined],
];

describe('what a page shows of a cell', () => {
  for (const [type, cell, kind] of kinds) {
    it(`is ${kind} for ${cell} of type ${type === '' ? 'unknown' : type}`, () => {
      assert.equal(cellView(cell, type, base64Of).kind, kind);
    });
  }

  for (const [bytes, type] of images) {
    it(`takes ${bytes} for ${type ?? 'no picture'}`, () => {
      const view = cellView(`\\x${bytes}`, 'bytea', base64Of);
      assert.ok(view.kind === 'bytes');
      assert.equal(view.image?.type, type);
      assert.equal(view.size, bytes.length / 2);
      if (view.image) assert.equal(Buffer.from(view.image.base64, 'base64').toString('hex'), bytes);
    });
  }

  it('is the beginning of what is long, with the size of the whole', () => {
    const view = cellView('x'.repeat(250_000), 'text', base64Of);
    assert.ok(view.kind === 'text');
    assert.deepEqual([view.text.length, view.size], [100_000, 250_000]);
    const bytes = cellView(`\\x${'00'.repeat(10_000)}`, 'bytea', base64Of);
    assert.ok(bytes.kind === 'bytes');
    assert.deepEqual([bytes.dump.split('\n').length, bytes.size], [256, 10_000]);
  });
});

describe('the parts of a JSON value', () => {
  it('keep every token as it was written, and names that come twice', () => {
    assert.deepEqual(
      jsonParts(' {"a": 9007199254740993 , "a":"\\u0041", "b" : [1.10, {"c":"]"}] } '),
      {
        kind: 'object',
        members: [
          ['a', '9007199254740993'],
          ['a', '"\\u0041"'],
          ['b', '[1.10, {"c":"]"}]'],
        ],
      },
    );
    assert.deepEqual(jsonParts('[ -0, 1e400,null ]'), {
      kind: 'array',
      items: ['-0', '1e400', 'null'],
    });
    assert.deepEqual(jsonParts('"x"'), { kind: 'value', text: '"x"' });
  });

  for (const text of ['', '{', '[1,]', '[1 2]', '{"a"}', '{a: 1}', '1 2', '"x']) {
    it(`are none for ${JSON.stringify(text)}`, () => {
      assert.equal(jsonParts(text), undefined);
    });
  }

  it('make a table of a list of objects only', () => {
    assert.deepEqual(jsonColumns(['{"a":1,"__proto__":2}', '{"b":3,"a":4}']), {
      names: ['a', '__proto__', 'b'],
      rows: [
        ['1', '2', undefined],
        ['4', undefined, '3'],
      ],
    });
    assert.equal(jsonColumns(['{"a":1}', '2']), undefined);
  });
});
