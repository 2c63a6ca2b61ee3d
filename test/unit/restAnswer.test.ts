import assert from 'node:assert/strict';
import { columnTypes, enumeratedTypes } from '../../src/core/rest/columnTypes';
import { canPage, countOf, pageOf, totalIn } from '../../src/core/rest/paging';
import { parseRequest } from '../../src/core/rest/parse';
import { readRequest } from '../../src/core/rest/request';
import { shop } from './restShop';

const parse = (text: string) => parseRequest(text) ?? assert.fail(text);
const read = (text: string) => readRequest(text, { start: 0, end: text.length });

describe('pages of an answer', () => {
  const rows: readonly [string, boolean][] = [
    ['GET /orders', true],
    ['GET /orders?status=eq.paid&order=id', true],
    ['GET /orders?select=id,items(id)&items.limit=2', true],
    ['GET /orders?limit=5', false],
    ['GET /orders?offset=5', false],
    ['GET /orders\nRange: 0-4', false],
    ['GET /orders\nAccept: text/csv', false],
    ['HEAD /orders', false],
    ['DELETE /orders?id=eq.1', false],
    ['GET /rpc/total', false],
    ['GET /', false],
  ];
  for (const [text, expected] of rows) {
    it(`${expected ? 'are' : 'are not'} asked for by ${text.replace('\n', ' ')}`, () => {
      assert.equal(canPage(read(text), parse(text)), expected);
    });
  }

  it('are ranges that do not overlap', () => {
    const ranges = [0, 100].map((offset) => pageOf(read('GET /t'), offset, 100).headers.Range);
    assert.deepEqual(ranges, ['0-99', '100-199']);
  });

  it('are counted without their rows', () => {
    const { method, headers } = countOf(read('GET /t\nprefer: x=y\nX-Own: 1'), 'planned');
    assert.deepEqual([method, headers], ['HEAD', { 'X-Own': '1', Prefer: 'count=planned' }]);
    assert.deepEqual(['0-9/40', '*/0', '0-9/*', undefined].map(totalIn), [
      40,
      0,
      undefined,
      undefined,
    ]);
  });
});

describe('the columns of an answer', () => {
  const rows: readonly [string, Readonly<Record<string, string>>][] = [
    ['select=id,n:full_name', { id: 'uuid', n: 'text' }],
    ['select=count(),born.max()', { count: 'bigint', max: 'date' }],
    ['select=id::text,orders(id)', { id: 'text', orders: 'json' }],
  ];
  for (const [query, expected] of rows) {
    it(`have the types of ${query}`, () => {
      const types = columnTypes(parse(`GET /customers?${query}`), shop);
      assert.deepEqual(Object.fromEntries(types), expected);
    });
  }

  it('know the values of an enumerated type in their order', () => {
    assert.deepEqual(enumeratedTypes(shop).get('order_status'), ['placed', 'paid', 'shipped']);
    assert.equal(enumeratedTypes(shop).get('uuid'), undefined);
  });

  it('are all of the table without a select', () => {
    assert.equal(columnTypes(parse('GET /customers'), shop).get('email'), 'text');
  });
});
