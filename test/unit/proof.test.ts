import assert from 'node:assert/strict';
import { compareRows, type Verdict } from '../../src/core/rest/proof';
import { restCatalog } from '../../src/core/rest/restCatalog';
import { requestFromSql } from '../sqlParser';

type Paths = readonly (readonly string[])[] | undefined;

const cases: readonly (readonly [
  name: string,
  sql: readonly string[],
  answer: string,
  columns: Paths,
  isOrdered: boolean,
  verdict: Verdict | undefined,
])[] = [
  [
    'rows in any order are equal where none is asked for',
    ['{"c1":1}', '{"c1":2}'],
    '[{"id":2},{"id":1}]',
    [['id']],
    false,
    { kind: 'equal', count: 2 },
  ],
  [
    'rows in another order are said to be so where one is asked for',
    ['{"c1":1}', '{"c1":2}'],
    '[{"id":2},{"id":1}]',
    [['id']],
    true,
    { kind: 'reordered', count: 2 },
  ],
  [
    'every digit of a number counts',
    ['{"c1":9007199254740993}'],
    '[{"id":9007199254740992}]',
    [['id']],
    false,
    {
      kind: 'different',
      expected: 1,
      found: 1,
      row: 1,
      ofSql: '[9007199254740993]',
      ofRequest: '[9007199254740992]',
    },
  ],
  [
    'a number is no text',
    ['{"c1":1}'],
    '[{"id":"1"}]',
    [['id']],
    false,
    { kind: 'different', expected: 1, found: 1, row: 1, ofSql: '[1]', ofRequest: '["1"]' },
  ],
  [
    'a row too few is a difference behind the others',
    ['{"c1":1}', '{"c1":2}'],
    '[{"id":1}]',
    [['id']],
    true,
    { kind: 'different', expected: 2, found: 1, row: 2, ofSql: '[2]', ofRequest: undefined },
  ],
  [
    'nested rows are the rows of the join, and none of them is one without values',
    ['{"c1":"a","c2":1}', '{"c1":"a","c2":2}', '{"c1":"b","c2":null}'],
    '[{"name":"a","orders":[{"id":1},{"id":2}]},{"name":"b","orders":[]}]',
    [['name'], ['orders', 'id']],
    false,
    { kind: 'equal', count: 3 },
  ],
  [
    'columns of the same names may come in another order',
    ['{"id":1,"name":"a"}'],
    '[{"name":"a","id":1}]',
    undefined,
    false,
    { kind: 'equal', count: 1 },
  ],
  ['one value is one row', ['{"c1":5.0}'], '5.0', [[]], false, { kind: 'equal', count: 1 }],
  ['an answer that is no JSON has no rows', [], '<html>', [['id']], false, undefined],
];

describe('the proof that SQL and a request mean the same', () => {
  for (const [name, sql, answer, columns, isOrdered, verdict] of cases) {
    it(name, () => {
      assert.deepEqual(compareRows(sql, answer, columns, isOrdered), verdict);
    });
  }
});

describe('a statement that joins with USING', () => {
  it('joins along the foreign key whose columns have one name', async function () {
    this.timeout(60_000);
    const column = (name: string, primaryKey: boolean) => ({
      name,
      type: 'text',
      nullable: false,
      primaryKey,
    });
    const relation = (name: string) =>
      ({ schema: 'public', name, kind: 'table', rls: 'unknown' }) as const;
    const catalog = restCatalog({
      schema: { name: 'public', relations: [relation('countries'), relation('cities')] },
      columns: new Map([
        ['countries', [column('code', true), column('title', false)]],
        ['cities', [column('name', true), column('code', false)]],
      ]),
      functions: [],
      foreignKeys: [
        {
          name: 'cities_code_fkey',
          table: 'cities',
          columns: ['code'],
          target: 'countries',
          targetColumns: ['code'],
          unique: false,
        },
      ],
    });
    const { text } = await requestFromSql(
      'select t.name, l.title from countries l join cities t using (code)',
      async () => catalog,
    );
    assert.equal(text, 'GET /cities?select=name,...countries!inner(title)');
  });
});
