import assert from 'node:assert/strict';
import { readColumns, readSchemas } from '../../src/core/catalog';
import type { Database } from '../../src/core/ports';
import { never } from './keeping';
import { withDatabase } from './withDatabase';

describe('the catalog of Postgres', function () {
  this.timeout(60_000);
  let database: Database;
  withDatabase((ownDatabase) => {
    database = ownDatabase;
  });

  it('reads the catalog: kinds, Row Level Security, columns with keys', async () => {
    const schemas = await readSchemas(database, never);
    const relations = schemas.find(({ name }) => name === 'public')?.relations ?? [];
    const factsOf = (wanted: string) => {
      const found = relations.find(({ name }) => name === wanted);
      return `${found?.kind} ${found?.rls}`;
    };
    assert.equal(factsOf('customers'), 'table on');
    assert.equal(factsOf('newsletter_signups'), 'table off');
    assert.match(factsOf('orders'), /^partitioned/);
    const kinds = new Set(relations.map(({ kind }) => kind));
    assert.ok(kinds.has('view') && kinds.has('materialized'));
    assert.deepEqual(
      schemas
        .map(({ name }) => name)
        .filter((name) => ['ai', 'auth', 'public', 'storage'].includes(name)),
      ['ai', 'auth', 'public', 'storage'],
    );
    const columns = await readColumns(database, { schema: 'public', name: 'order_items' }, never);
    assert.ok(columns.some(({ primaryKey }) => primaryKey));
    assert.ok(columns.some(({ references }) => references?.startsWith('public.products')));
  });
});
