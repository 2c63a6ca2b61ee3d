// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type { RelationKind, Schema } from '../../src/core/model';
import { tablesFor } from '../../src/vscode/commands/importCsv';

function schema(name: string, ...relations: readonly (readonly [string, RelationKind])[]): Schema {
  return {
    name,
    relations: relations.map(([table, kind]) => ({ schema: name, name: table, kind, rls: 'on' })),
  };
}

const schemas = [
  schema('ai', ['agents', 'table']),
  schema('auth', ['users', 'table'], ['people', 'table']),
  schema('extra', ['people', 'table']),
  schema('public', ['open_orders', 'view'], ['orders', 'table'], ['parts', 'partitioned']),
];

const project = {
  id: 'user:shop',
  name: 'Shop',
  provider: 'powabase',
  place: 'user',
  credentials: {},
} as const;

describe('the tables that a CSV file is imported into', () => {
  const offered = (stem?: string) =>
    tablesFor(project, schemas, stem).map((table) => `${table.schema}.${table.name}`);

  it("are the project's own first, and those that the platform manages last", () => {
    assert.deepEqual(offered(), [
      'public.orders',
      'public.parts',
      'extra.people',
      'ai.agents',
      'auth.users',
      'auth.people',
    ]);
  });

  it('begin with those that are called as the file, again the own ones first', () => {
    assert.deepEqual(offered('people').slice(0, 3), [
      'extra.people',
      'auth.people',
      'public.orders',
    ]);
  });
});
