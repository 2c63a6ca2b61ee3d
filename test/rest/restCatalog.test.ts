import assert from 'node:assert/strict';
import type { RestCatalog } from '../../src/core/rest/restCatalog';
import { type Sandbox, start } from '../sandbox';
import { catalogOf, sendAsService } from './asService';

describe('the catalog of a PostgREST', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let catalog: RestCatalog;

  before(async () => {
    sandbox = await start();
    catalog = await catalogOf(sandbox);
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

  it('embeds each relationship that it gives, as one row or as many', async () => {
    const ways = [...catalog.tables.values()].flatMap((table) =>
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
});
