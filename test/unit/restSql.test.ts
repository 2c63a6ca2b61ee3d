import assert from 'node:assert/strict';
import { asFailure, plain } from '../../src/core/errors';
import { explain } from '../../src/core/rest/explain';
import { parseRequest } from '../../src/core/rest/parse';
import { toSql } from '../../src/core/rest/sql';
import { shop } from './restShop';

const parse = (text: string) => parseRequest(text) ?? assert.fail(text);
const sqlOf = (text: string) => toSql(text, parse(text), shop);
const inOneLine = (sql: string) => sql.replace(/\s+/g, ' ');

const meanings: readonly [string, string][] = [
  ['/orders', 'select orders.* from public.orders'],
  [
    '/orders?id=eq.1&note=not.like.a*',
    "select orders.* from public.orders where orders.id = 1 and not (orders.note like 'a%')",
  ],
  ["/orders?note=eq.it's", "select orders.* from public.orders where orders.note = 'it''s'"],
  ['/orders?note=eq.a\\b', "select orders.* from public.orders where orders.note = E'a\\\\b'"],
  [
    '/odd%20name?select="select":first',
    'select "odd name".first as "select" from public."odd name"',
  ],
  [
    '/orders?select=id,total::text&order=total.desc.nullslast&limit=5&offset=10',
    'select orders.id, orders.total::text as total from public.orders order by orders.total desc nulls last limit 5 offset 10',
  ],
  [
    '/orders?or=(id.eq.1,and(total.gt.5,not.or(note.is.null,id.in.(2,3))))',
    'select orders.* from public.orders where (orders.id = 1 or (orders.total > 5 and not (orders.note is null or orders.id in (2, 3))))',
  ],
  [
    '/orders?select=status,total.sum(),count()',
    'select orders.status, sum(orders.total) as sum, count(*) as count from public.orders group by 1',
  ],
  [
    '/orders?select=n:id.count()::text&status=eq.paid',
    "select count(orders.id)::text as n from public.orders where orders.status = 'paid'",
  ],
  [
    '/orders?select=id,customers(email)',
    'select orders.id, ( select to_json(one) from ( select customers.email from public.customers where customers.id = orders.customer_id ) one ) as customers from public.orders',
  ],
  [
    '/customers?select=id,orders(id)&orders.order=id&orders.limit=2',
    "select customers.id, ( select coalesce(json_agg(one), '[]') from ( select orders.id from public.orders where orders.customer_id = customers.id order by orders.id limit 2 ) one ) as orders from public.customers",
  ],
  [
    '/orders?select=id,products(name)',
    "select orders.id, ( select coalesce(json_agg(one), '[]') from ( select products.name from public.products where exists (select 1 from public.order_items where order_items.order_id = orders.id and products.id = order_items.product_id) ) one ) as products from public.orders",
  ],
  [
    '/orders?select=id,...customers(who:email)',
    'select orders.id, ( select customers.email as who from public.customers where customers.id = orders.customer_id ) as who from public.orders',
  ],
  [
    '/customers?select=id,orders!inner()&orders.total=gt.5',
    'select customers.id from public.customers where exists (select 1 from public.orders where orders.customer_id = customers.id and orders.total > 5)',
  ],
  [
    '/customers?select=id,orders()&orders=is.null',
    'select customers.id from public.customers where not exists (select 1 from public.orders where orders.customer_id = customers.id)',
  ],
  [
    '/orders?select=id,customers()&order=customers(email).desc',
    'select orders.id from public.orders order by (select customers.email from public.customers where customers.id = orders.customer_id) desc',
  ],
  [
    '/rpc/search?query=a&page=2&select=id',
    "select search.id from public.search(query => 'a', page => '2') as search",
  ],
  [
    'POST /rpc/search\n\n{"query": "a", "page": 2}',
    "select search.* from public.search(query => 'a', page => 2) as search",
  ],
  ['/orders\nRange: 10-19', 'select orders.* from public.orders limit 10 offset 10'],
  ['/orders?select=id\nAccept-Profile: api', 'select orders.id from api.orders'],
  [
    'POST /orders\n\n{"id": 9007199254740993, "note": null}',
    'insert into public.orders (id, note) values (9007199254740993, null)',
  ],
  [
    'POST /orders?columns=id\nPrefer: return=representation\n\n[{"id": 1, "x": 2}, {"id": 2}]',
    'insert into public.orders (id) values (1), (2) returning orders.*',
  ],
  [
    'POST /orders\nPrefer: missing=default\n\n[{"id": 1, "note": "a"}, {"id": 2}]',
    "insert into public.orders (id, note) values (1, 'a'), (2, default)",
  ],
  [
    'POST /orders\nPrefer: resolution=merge-duplicates\n\n{"id": 1, "note": "a"}',
    "insert into public.orders (id, note) values (1, 'a') on conflict (id) do update set id = excluded.id, note = excluded.note",
  ],
  [
    'POST /orders?on_conflict=note\nPrefer: resolution=ignore-duplicates\n\n{"id": 1}',
    'insert into public.orders (id) values (1) on conflict (note) do nothing',
  ],
  [
    'PUT /orders?id=eq.1\n\n{"id": 1, "note": "a"}',
    "insert into public.orders (id, note) values (1, 'a') on conflict (id) do update set id = excluded.id, note = excluded.note",
  ],
  [
    'PATCH /orders?id=eq.1\nPrefer: return=representation\n\n{"note": "a"}',
    "update public.orders set note = 'a' where orders.id = 1 returning orders.*",
  ],
  [
    'PATCH /products?id=eq.1\n\n{"tags": ["a", "b"], "extra": [1, 2.50]}',
    'update public.products set tags = \'{"a","b"}\', extra = \'[1,2.50]\' where products.id = 1',
  ],
  ['DELETE /orders?id=eq.1', 'delete from public.orders where orders.id = 1'],
  [
    'DELETE /orders?note=is.null&order=id&limit=2',
    'delete from public.orders where ctid in ( select ctid from public.orders where orders.note is null order by orders.id limit 2 )',
  ],
];

describe('toSql', () => {
  for (const [text, sql] of meanings) {
    it(`says what ${JSON.stringify(text)} means`, () => {
      assert.equal(inOneLine(sqlOf(text).sql), sql);
    });
  }

  it('counts what count=exact counts', () => {
    const text = '/orders?total=gt.5&limit=2&order=id\nPrefer: count=exact';
    assert.equal(
      inOneLine(sqlOf(text).count ?? ''),
      'select count(*) from public.orders where orders.total > 5',
    );
  });

  const without: readonly [string, RegExp][] = [
    ['/orders?id=xx.1', /broken/],
    ['/', /table or a function/],
    ['/orders?select=nope(id)', /How nope is joined is not known/],
    ['/customers?select=messages(id)', /How messages is joined/],
    ['POST /orders\n\nid,note\n1,a', /body of JSON/],
    ['POST /orders', /body of JSON/],
  ];
  for (const [text, why] of without) {
    it(`says why ${JSON.stringify(text)} has none`, () => {
      try {
        assert.fail(sqlOf(text).sql);
      } catch (error) {
        assert.match(plain(asFailure(error).sentence), why);
      }
    });
  }
});

describe('explain', () => {
  const inWords = (text: string) =>
    explain(text, parse(text), shop).lines.map(
      ({ depth, sentence }) => '  '.repeat(depth) + plain(sentence),
    );

  it('says what a read reads', () => {
    assert.deepEqual(
      inWords(
        '/customers?select=id,full_name,orders!inner(total)&orders.order=id&orders.total=gt.5&or=(email.ilike.*x*,active.not.is.true)&order=email.desc&limit=5',
      ),
      [
        'Reads id, full_name of customers.',
        '  With total of the rows of orders that belong to each.',
        '    What has none of orders is left out.',
        '  Any of:',
        '    email matches, in either case, the pattern *x*.',
        '    Not:',
        '      active is true.',
        '  By email, the largest first.',
        '  At most 5 rows.',
        '  Of the rows of orders:',
        '    total is greater than 5.',
        '    By id.',
      ],
    );
  });

  for (const [text, ...says] of [
    [
      '/orders?select=id,customers(full_name)&customers.active=is.true',
      'With full_name of the row of customers that belongs to each.',
      'Of the row of customers:',
    ],
    [
      '/orders?select=id,buyer:customers!inner()&buyer.active=is.true',
      'Looks at the row of customers that belongs to each.',
      'Of the row of buyer:',
    ],
    [
      '/customers?select=id,orders()&orders.id=gt.1',
      'Looks at the rows of orders that belong to each.',
      'Of the rows of orders:',
    ],
  ] as const) {
    it(`says whether one row or many are embedded: ${text}`, () => {
      const lines = inWords(text).map((line) => line.trim());
      assert.deepEqual(
        lines.filter((line) => says.some((said) => said === line)),
        says,
      );
    });
  }

  it('says what a write writes, and how', () => {
    assert.deepEqual(
      inWords(
        'PATCH /orders?id=in.(1,2)&note=like(any).{a*,"b,c"}\nPrefer: return=representation\n\n{"total": 1}',
      ),
      [
        'Changes rows of orders.',
        '  id is one of 1, 2.',
        '  Any of:',
        '    note matches the pattern a*.',
        '    note matches the pattern b,c.',
        '  Prefers return=representation:',
        '    The rows that were written.',
      ],
    );
  });

  for (const [text, says] of [
    ['DELETE /orders', 'Deletes every row of orders.'],
    ['DELETE /orders?id=eq.1', 'Deletes rows of orders.'],
    ['DELETE /orders?order=id&limit=5', 'Deletes rows of orders.'],
    ['PATCH /orders?select=customers()&customers.id=eq.1', 'Changes every row of orders.'],
    ['PATCH /orders?or=(id.eq.1,id.eq.2)', 'Changes rows of orders.'],
  ] as const) {
    it(`says how far a write reaches: ${text}`, () => assert.equal(inWords(text)[0], says));
  }

  it('says why there is no SQL', () => {
    const { sql } = explain('/orders?id=xx', parse('/orders?id=xx'), shop);
    assert.match('why' in sql ? plain(sql.why) : sql.sql, /broken/);
  });
});
