import assert from 'node:assert/strict';
import { Client } from 'pg';
import { parseRequest } from '../../src/core/rest/parse';
import type { RestCatalog } from '../../src/core/rest/restCatalog';
import { toSql } from '../../src/core/rest/sql';
import { type Sandbox, start } from '../sandbox';
import { catalogOfDatabase, sendAsService } from './asService';
import { corpus } from './grammarCorpus';

describe('the SQL of a request', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: Client;
  let catalog: RestCatalog;

  before(async () => {
    sandbox = await start();
    client = new Client({ connectionString: sandbox.projects.fluxV1.databaseUrl });
    await client.connect();
    catalog = await catalogOfDatabase(sandbox);
  });
  after(async () => {
    await client?.end();
    await sandbox?.stop();
  });

  const sqlOf = (text: string) => toSql(text, parseRequest(text) ?? assert.fail(text), catalog);

  /** The rows as PostgREST would print them. */
  async function rowsOf(sql: string): Promise<unknown> {
    const { rows } = await client.query(
      `select coalesce(json_agg(one), '[]') as rows from (${sql}) one`,
    );
    return rows[0].rows;
  }

  let compared = 0;
  for (const { name, requests } of corpus) {
    const reads = requests.filter((text) => text.startsWith('/'));
    it(`has the rows of the answer: ${name}`, async () => {
      for (const text of reads) {
        const answer = await sendAsService(sandbox, text);
        if (answer.status !== 200) continue;
        const { sql } = sqlOf(text);
        try {
          const said = JSON.parse(answer.body);
          const expected = Array.isArray(said)
            ? said
            : [{ [text.replace(/^\/rpc\/|\?.*/g, '')]: said }];
          const rows = await rowsOf(sql);
          compared += 1;
          assert.deepEqual(
            sql.includes('order by') ? rows : sorted(rows),
            sql.includes('order by') ? expected : sorted(expected),
          );
        } catch (error) {
          assert.fail(`${text}\n${sql}\n${error}`);
        }
      }
    });
  }

  it('was compared for a good part of the corpus', () => {
    assert.ok(compared >= 200, String(compared));
  });

  // This server does not allow aggregates, so that they are compared with SQL written by hand.
  const aggregated: readonly (readonly [string, string])[] = [
    [
      '/products?select=status,count(),price.sum(),p:price.avg()::int',
      'select status, count(*), sum(price), avg(price)::int as p from api.products group by status',
    ],
    ['/products?select=count()&price=gt.50', 'select count(*) from api.products where price > 50'],
    [
      '/products?select=...categories(name),price.max()',
      'select c.name, max(p.price) from api.products p join api.categories c on c.id = p.category_id group by c.name',
    ],
    [
      '/categories?select=name,products(count())',
      `select name, json_build_array(json_build_object(
         'count', (select count(*) from api.products p where p.category_id = c.id))) as products
       from api.categories c`,
    ],
    [
      '/products?select=colour:attributes->>colour,id.max()',
      "select attributes->>'colour' as colour, max(id) from api.products group by 1",
    ],
  ];
  for (const [text, expected] of aggregated) {
    it(`aggregates as ${text}`, async () => {
      assert.deepEqual(sorted(await rowsOf(sqlOf(text).sql)), sorted(await rowsOf(expected)));
    });
  }

  const writes: readonly { readonly text: string; readonly table: string }[] = [
    { table: 'categories', text: 'POST /categories\n\n{"name": "Toys", "slug": "toys"}' },
    {
      table: 'categories',
      text: 'POST /categories?columns=name,slug,parent_id\n\n[{"name": "A\'b\\\\c", "slug": "a"}, {"name": "B", "slug": "b", "parent_id": 1}]',
    },
    {
      table: 'categories',
      text: 'POST /categories?on_conflict=slug\nPrefer: resolution=merge-duplicates\n\n{"name": "Toys and games", "slug": "toys"}',
    },
    {
      table: 'categories',
      text: 'POST /categories?on_conflict=slug\nPrefer: resolution=ignore-duplicates\n\n{"name": "Nothing", "slug": "toys"}',
    },
    { table: 'categories', text: 'PATCH /categories?slug=in.(toys,a)\n\n{"parent_id": 2}' },
    { table: 'categories', text: 'DELETE /categories?or=(slug.eq.a,slug.eq.b)' },
    {
      table: 'products',
      text: 'PATCH /products?id=lt.4\n\n{"tags": ["x", "y\\"z"], "attributes": {"a": [1, 2.50]}}',
    },
    {
      table: 'newsletter_signups',
      text: 'DELETE /newsletter_signups?source=eq.footer&order=email&limit=3',
    },
    {
      table: 'newsletter_signups',
      text: 'PUT /newsletter_signups?email=eq.reader2@example.com\n\n{"email": "reader2@example.com", "source": "shop", "signed_up_at": "2026-01-01T00:00:00Z"}',
    },
  ];
  it('writes the rows that the request writes', async () => {
    const copy = new Client({ connectionString: await sandbox.database() });
    await copy.connect();
    try {
      for (const { text, table } of writes) {
        const answer = await sendAsService(sandbox, text);
        assert.ok(answer.status < 300, `${text}: ${answer.body}`);
        const { sql } = sqlOf(text);
        await copy.query(sql.replaceAll('api.', 'public.'));
        const all = `select to_jsonb(one) - 'updated_at' as row from ${table} one order by 1`;
        const [there, here] = await Promise.all([client.query(all), copy.query(all)]);
        assert.deepEqual(here.rows, there.rows, `${text}\n${sql}`);
      }
    } finally {
      await copy.end();
    }
  });
});

function sorted(rows: unknown): unknown {
  return Array.isArray(rows) ? rows.map((row) => JSON.stringify(row)).sort() : rows;
}
