import assert from 'node:assert/strict';
import type { ResultColumn, Row } from '../../src/core/ports';
import { forms } from '../../src/core/results/forms';
import { render } from '../../src/core/results/forms/form';
import { relationIn } from '../../src/core/results/relation';

const columns: readonly ResultColumn[] = [
  { name: 'id', type: 'int8' },
  { name: 'id', type: 'numeric' },
  { name: '__proto__', type: 'text' },
  { name: 'doc', type: 'jsonb' },
  { name: 'ok', type: 'bool' },
];
const rows: readonly Row[] = [
  ['9007199254740993', '1.10', 'a,"b"\nc', '{"n": 9007199254740993}', 't'],
  ['-1', 'NaN', '', 'null', 'f'],
  [null, null, null, null, null],
];

function written(id: string, more: { formulaGuard?: boolean; of?: readonly ResultColumn[] } = {}) {
  const form = forms.find((candidate) => candidate.id === id);
  assert.ok(form, id);
  const options = { formulaGuard: false, relation: 'shop.orders', ...more };
  return (given: readonly Row[]) => render(form.writer(more.of ?? columns, options), given);
}

const table: Readonly<Record<string, string>> = {
  tsv: '9007199254740993\t1.10\t"a,""b""\nc"\t"{""n"": 9007199254740993}"\tt\n-1\tNaN\t""\tnull\tf\n\t\t\t\t\n',
  tsvWithHeaders:
    'id\tid\t__proto__\tdoc\tok\n9007199254740993\t1.10\t"a,""b""\nc"\t"{""n"": 9007199254740993}"\tt\n-1\tNaN\t""\tnull\tf\n\t\t\t\t\n',
  csv: 'id,id,__proto__,doc,ok\n9007199254740993,1.10,"a,""b""\nc","{""n"": 9007199254740993}",t\n-1,NaN,"",null,f\n,,,,\n',
  json: `[
{"id":9007199254740993,"id_2":1.10,"__proto__":"a,\\"b\\"\\nc","doc":{"n": 9007199254740993},"ok":true},
{"id":-1,"id_2":"NaN","__proto__":"","doc":null,"ok":false},
{"id":null,"id_2":null,"__proto__":null,"doc":null,"ok":null}
]
`,
  ndjson: `{"id":9007199254740993,"id_2":1.10,"__proto__":"a,\\"b\\"\\nc","doc":{"n": 9007199254740993},"ok":true}
{"id":-1,"id_2":"NaN","__proto__":"","doc":null,"ok":false}
{"id":null,"id_2":null,"__proto__":null,"doc":null,"ok":null}
`,
  markdown: `| id | id | __proto__ | doc | ok |
| ---: | ---: | --- | --- | --- |
| 9007199254740993 | 1.10 | a,"b"<br>c | {"n": 9007199254740993} | t |
| -1 | NaN |  | null | f |
| *NULL* | *NULL* | *NULL* | *NULL* | *NULL* |
`,
  insert: `insert into shop.orders (id, id, __proto__, doc, ok) values
  (9007199254740993, 1.10, 'a,"b"
c', '{"n": 9007199254740993}', true),
  (-1, 'NaN', '', 'null', false),
  (null, null, null, null, null);
`,
  values: `values
  (9007199254740993, 1.10, 'a,"b"
c', '{"n": 9007199254740993}', true),
  (-1, 'NaN', '', 'null', false),
  (null, null, null, null, null)
`,
  inList: `((9007199254740993, 1.10, 'a,"b"
c', '{"n": 9007199254740993}', true), (-1, 'NaN', '', 'null', false))
`,
};

describe('the forms of rows', () => {
  it('are all in the table', () => {
    assert.deepEqual(Object.keys(table).sort(), forms.map(({ id }) => id).sort());
  });

  for (const [id, expected] of Object.entries(table)) {
    it(`write every value as the server did: ${id}`, () => {
      assert.equal(written(id)(rows), expected);
    });
  }

  it('give one column as an IN list, each value once, without NULL', () => {
    const of = [{ name: 'name', type: 'text' }];
    const list = written('inList', { of })([["O'Hara"], ['a'], [null], ['a'], ['b\\c']]);
    assert.equal(list, "('O''Hara', 'a', E'b\\\\c')\n");
  });

  for (const formula of ['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\t=1', '＝1']) {
    it(`can keep a spreadsheet from running ${JSON.stringify(formula)}`, () => {
      const of = [{ name: 'a', type: 'text' }];
      for (const id of ['csv', 'tsv']) {
        assert.ok(written(id, { of, formulaGuard: true })([[formula]]).includes(`'${formula}`));
        assert.ok(!written(id, { of })([[formula]]).includes(`'${formula}`));
      }
    });
  }

  it('leaves negative numbers alone', () => {
    const of = [{ name: 'a', type: 'text' }];
    assert.equal(
      written('tsv', { of, formulaGuard: true })([['-1.50'], ['-1e3']]),
      '-1.50\n-1e3\n',
    );
  });

  for (const [statement, relation] of [
    ['select * from "public"."order lines" limit 100', '"public"."order lines"'],
    ['select id from orders where id > 1', 'orders'],
    ['select id from orders;', 'orders'],
    ['select * from a join b using (id)', 'my_table'],
    ['select * from a, b', 'my_table'],
    ['select * from (select 1 from a) as x', 'my_table'],
    ['select 1', 'my_table'],
    ['select * from "a ""b"" c"', '"a ""b"" c"'],
  ] as const) {
    it(`inserts into ${relation} what came of ${statement}`, () => {
      assert.equal(relationIn(statement), relation);
    });
  }
});
