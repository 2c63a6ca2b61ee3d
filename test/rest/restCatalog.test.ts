import assert from 'node:assert/strict';
import { check } from '../../src/core/rest/check';
import { readNotExposed } from '../../src/core/rest/openapi';
import { parseRequest } from '../../src/core/rest/parse';
import { type RestCatalog, restCatalog } from '../../src/core/rest/restCatalog';
import { type Sandbox, start } from '../sandbox';
import { catalogOf, catalogOfDatabase, sendAsService } from './asService';

describe('the catalog of a PostgREST', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let catalog: RestCatalog;
  let fromDatabase: RestCatalog;

  before(async () => {
    sandbox = await start();
    catalog = await catalogOf(sandbox);
    fromDatabase = await catalogOfDatabase(sandbox);
  });
  after(() => sandbox?.stop());

  it('has its version, its functions and the values of enumerated types', () => {
    assert.deepEqual(catalog.version, { major: 12, minor: 0, patch: 2 });
    assert.deepEqual(catalog.functions.get('order_total')?.arguments, [
      { name: 'of_order', type: 'bigint', required: true },
    ]);
    const status = catalog.tables.get('products')?.columns.find(({ name }) => name === 'status');
    assert.deepEqual(status?.values, ['draft', 'active', 'retired']);
    assert.deepEqual(catalog.tables.get('customers')?.computed, ['initials']);
  });

  it('is the same from the database, which also knows keys of several columns', () => {
    const facts = ({ tables, functions }: RestCatalog) => ({
      columns: [...tables].map(([name, { columns }]) => [
        name,
        columns.map((column) => [column.name, column.type, column.values]),
      ]),
      functions: [...functions.keys()].sort(),
    });
    const short = (type: string) => type.replace(/^api\.|\(.*\)$/g, '');
    const plain = (read: RestCatalog) =>
      JSON.parse(JSON.stringify(facts(read)), (_, value) =>
        typeof value === 'string' ? short(value) : value,
      );
    const sorted = (value: { columns: [string, unknown][] }) => ({
      ...value,
      columns: value.columns.sort(([one], [other]) => (one < other ? -1 : 1)),
    });
    assert.deepEqual(sorted(plain(fromDatabase)), sorted(plain(catalog)));
    const ways = fromDatabase.tables.get('orders')?.relations ?? [];
    const items = ways.find(({ table }) => table === 'order_items');
    assert.deepEqual(items?.on, [
      { here: 'id', there: 'order_id' },
      { here: 'placed_at', there: 'order_placed_at' },
    ]);
  });

  it('embeds views along the foreign keys of their tables', () => {
    const ways = (from: string, to: string) =>
      fromDatabase.tables
        .get(from)
        ?.relations.filter(({ table }) => table === to)
        .map(({ many, on }) => ({ many, on }));
    assert.deepEqual(ways('reviews', 'product_ratings'), [
      { many: false, on: [{ here: 'product_id', there: 'product_id' }] },
    ]);
    assert.deepEqual(ways('open_orders', 'order_items'), [
      {
        many: true,
        on: [
          { here: 'id', there: 'order_id' },
          { here: 'placed_at', there: 'order_placed_at' },
        ],
      },
    ]);
    assert.deepEqual(ways('monthly_sales', 'orders') ?? [], []);
  });

  it('of a schema that is not exposed is which others are, and a misspelt one is mended', async () => {
    const { status, body } = await sendAsService(sandbox, 'GET /\nAccept-Profile: apo');
    assert.equal(status, 406, body);
    const refused = restCatalog(readNotExposed(body, 'apo') ?? assert.fail(body));
    for (const text of ['# @schema apo\nGET /orders', 'GET /orders\nAccept-Profile: apo']) {
      const request = parseRequest(text) ?? assert.fail();
      const [found] = check(text, request, { catalog: refused });
      assert.equal(found?.code, 'schemaNotExposed');
      const edits = found?.fixes.flatMap((fix) => fix.edits) ?? [];
      assert.ok(edits.some((edit) => edit.text === 'api'));
      assert.deepEqual(
        edits.map(({ start, end }) => text.slice(start, end)),
        edits.map(() => 'apo'),
      );
    }
  });

  for (const source of ['the OpenAPI root', 'the database']) {
    it(`embeds each relationship that ${source} tells, as one row or as many`, async () => {
      const { tables } = source === 'the database' ? fromDatabase : catalog;
      const ways = [...tables.values()].flatMap((table) =>
        table.relations.map((way) => ({ from: table.name, ...way })),
      );
      assert.ok(ways.length >= 10, String(ways.length));
      for (const { from, name, hint, many, ambiguous } of ways) {
        const embedded = ambiguous ? `${name}!${hint}` : name;
        const path = `/${from}?select=found:${embedded}(*)&found=not.is.null&limit=1`;
        const { status, body } = await sendAsService(sandbox, path);
        assert.equal(status, 200, `${path}: ${body}`);
        const [row] = JSON.parse(body) as readonly { readonly found: unknown }[];
        assert.equal(Array.isArray(row?.found), many, path);
      }
    });
  }
});
