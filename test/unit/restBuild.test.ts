import assert from 'node:assert/strict';
import { buildRequest, type RequestDraft } from '../../src/core/rest/build';
import { check } from '../../src/core/rest/check';
import { parseRequest } from '../../src/core/rest/parse';

const nothing: RequestDraft = { table: 'orders', columns: [], embeds: [], filters: [], order: [] };

describe('a request that is built from lists', () => {
  const rows: readonly [string, Partial<RequestDraft>, string][] = [
    ['the whole table', {}, 'GET /orders'],
    ['columns', { columns: ['id', 'total'] }, 'GET /orders?select=id,total'],
    [
      'what is embedded beside all columns',
      { embeds: [{ name: 'customers', hint: 'customer_id', ambiguous: false }] },
      'GET /orders?select=*,customers(*)',
    ],
    [
      'what is embedded in one of several ways',
      { columns: ['id'], embeds: [{ name: 'customers', hint: 'payer', ambiguous: true }] },
      'GET /orders?select=id,customers!payer(*)',
    ],
    [
      'values that a query cannot hold',
      { filters: [{ column: 'note', operator: 'eq', value: 'a & b+c' }] },
      'GET /orders?note=eq.a%20%26%20b%2Bc',
    ],
    [
      'a list',
      { filters: [{ column: 'status', operator: 'in', value: 'paid, v1.0' }] },
      'GET /orders?status=in.(paid,"v1.0")',
    ],
    [
      'an order and a limit',
      {
        order: [
          { column: 'total', descending: true },
          { column: 'id', descending: false },
        ],
        limit: 5,
      },
      'GET /orders?order=total.desc,id&limit=5',
    ],
    ['odd names', { table: 'odd name', columns: ['a,b'] }, 'GET /odd%20name?select="a,b"'],
    [
      'a long query over lines',
      {
        columns: ['id', 'customer_id', 'status', 'total', 'note', 'created_at', 'shipped_at'],
        filters: [{ column: 'status', operator: 'eq', value: 'paid' }],
        limit: 10,
      },
      'GET /orders\n  ?select=id,customer_id,status,total,note,created_at,shipped_at\n  &status=eq.paid\n  &limit=10',
    ],
  ];
  for (const [name, draft, expected] of rows) {
    it(`says ${name}, and is read without a fault`, () => {
      const text = buildRequest({ ...nothing, ...draft });
      assert.equal(text, expected);
      const request = parseRequest(text) ?? assert.fail(text);
      assert.deepEqual(
        check(text, request).filter(({ severity }) => severity === 'error'),
        [],
      );
    });
  }
});
