import assert from 'node:assert/strict';
import { diagnose, type RefusedAnswer } from '../../src/core/diagnose';
import { plain } from '../../src/core/errors';

function denied(text: string, given: Partial<RefusedAnswer> = {}) {
  return diagnose({
    provider: 'powabase',
    role: 'user',
    status: 403,
    ...given,
    body: JSON.stringify({ code: '42501', message: text, details: null, hint: null }),
  });
}

function sqlOf(text: string, given: Partial<RefusedAnswer> = {}): string {
  const remedy = denied(text, given).remedies.find(({ kind }) => kind === 'openSql');
  return remedy?.kind === 'openSql' ? remedy.sql : '';
}

/** What stands in the document that is not a comment. */
const statement = (sql: string) =>
  sql
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('--'))
    .join('\n');

const table: readonly (readonly [
  what: string,
  text: string,
  given: Partial<RefusedAnswer>,
  expected: string,
])[] = [
  [
    'a schema',
    'permission denied for schema shop',
    {},
    'grant usage on schema shop to authenticated;',
  ],
  [
    'a table that is read',
    'permission denied for table orders',
    { schema: 'public' },
    'grant select on table public.orders to authenticated;',
  ],
  [
    'a table that is written',
    'permission denied for table orders',
    { schema: 'public', method: 'POST' },
    'grant select, insert on table public.orders to authenticated;',
  ],
  [
    'a table that is changed',
    'permission denied for table orders',
    { method: 'PATCH' },
    'grant select, update on table orders to authenticated;',
  ],
  [
    'a table whose rows go',
    'permission denied for table orders',
    { method: 'DELETE' },
    'grant select, delete on table orders to authenticated;',
  ],
  [
    'a row that is put',
    'permission denied for table orders',
    { method: 'PUT' },
    'grant select, insert, update on table orders to authenticated;',
  ],
  [
    'a view',
    'permission denied for view open_orders',
    {},
    'grant select on table open_orders to authenticated;',
  ],
  [
    'a materialized view',
    'permission denied for materialized view monthly_sales',
    {},
    'grant select on table monthly_sales to authenticated;',
  ],
  [
    'a foreign table',
    'permission denied for foreign table far',
    {},
    'grant select on table far to authenticated;',
  ],
  [
    'a sequence',
    'permission denied for sequence orders_id_seq',
    { schema: 'public' },
    'grant usage on sequence public.orders_id_seq to authenticated;',
  ],
  [
    'a function',
    'permission denied for function add_to_stock',
    { schema: 'public' },
    'grant execute on function public.add_to_stock to authenticated;',
  ],
  [
    'names that must be quoted',
    'permission denied for table Order "Items"',
    { schema: 'My Shop', databaseRole: 'app-user' },
    'grant select on table "My Shop"."Order ""Items""" to "app-user";',
  ],
  [
    'a name that is a keyword',
    'permission denied for table user',
    { schema: 'public', role: 'anon' },
    'grant select on table public."user" to anon;',
  ],
  [
    'the role of the key',
    'permission denied for table orders',
    { role: 'service_role' },
    'grant select on table orders to service_role;',
  ],
  [
    'the role that the token names',
    'permission denied for table orders',
    { databaseRole: 'editor' },
    'grant select on table orders to editor;',
  ],
  [
    'an anonymous request',
    'permission denied for table orders',
    { role: 'anon', status: 401 },
    'grant select on table orders to anon;',
  ],
  [
    'a tenant of Flux, by its schema',
    'permission denied for schema t_0123456789ab_api',
    { provider: 'flux-v2', databaseRole: 'authenticated' },
    'grant usage on schema t_0123456789ab_api to t_0123456789ab_role;',
  ],
  [
    'a tenant of Flux, by its token',
    'permission denied for table notes',
    { provider: 'flux-v2', databaseRole: 't_0123456789ab_role' },
    'grant select on table notes to t_0123456789ab_role;',
  ],
  [
    'a tenant of Flux that nothing names',
    'permission denied for table notes',
    { provider: 'flux-v2', databaseRole: 'authenticated' },
    'grant select on table notes to the_role;',
  ],
];

describe('a missing GRANT', () => {
  for (const [what, text, given, expected] of table) {
    it(`on ${what} is written out`, () => {
      const sql = sqlOf(text, given);
      assert.equal(statement(sql), expected);
      assert.match(sql, /^-- Nothing of this has run\./);
    });
  }

  it('says how to find the role where nothing names it', () => {
    assert.match(sqlOf('permission denied for table notes', { provider: 'flux-v2' }), /pg_roles/);
  });

  it('is not what is shown where a policy refused: the policies are, and another role is offered', () => {
    const text = 'new row violates row-level security policy for table "my reviews"';
    const found = denied(text, { schema: 'public', method: 'PATCH' });
    assert.match(plain(found.sentence), /Row Level Security/);
    assert.deepEqual(
      found.remedies.map(({ kind }) => kind),
      ['openSql', 'changeRole', 'read'],
    );
    const sql = sqlOf(text, { schema: 'public', method: 'PATCH' });
    assert.match(
      statement(sql),
      /tablename = 'my reviews' and schemaname = 'public' and cmd in \('ALL', 'UPDATE'\)/,
    );
    assert.match(
      sql,
      /^-- create policy "may update" on public\."my reviews" for update to authenticated /m,
    );
  });

  for (const text of [
    'must be owner of table orders',
    'permission denied to set role "postgres"',
  ]) {
    it(`has nothing to offer for “${text}”`, () => {
      assert.equal(sqlOf(text), '');
      assert.match(plain(denied(text).sentence), new RegExp(text));
    });
  }

  it('is not what a service key met that was answered as anon', () => {
    const found = denied('permission denied for table orders', {
      role: 'service_role',
      status: 401,
    });
    assert.match(plain(found.sentence), /sent as service_role and answered as anon/);
    assert.match(plain(found.advice), /Both headers/);
  });
});
