import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { type Guarded, guard } from '../../src/core/guard';
import { nothingKnown } from '../../src/core/serverFacts';
import { providerOf } from '../../src/providers';
import { classifyStatement } from '../sqlParser';

async function verdictOn(sql: string, given: Partial<Guarded> = {}) {
  const { schemaOwner, schemaApis } = providerOf('powabase');
  return guard(await classifyStatement(sql), {
    mode: 'free',
    schemaOwner,
    schemaApi: (schema) => schemaApis?.[schema],
    ...nothingKnown,
    ...given,
  });
}

/** What is asked even where everything may be written, and words of the reason. */
const guarded: readonly (readonly [sql: string, words: RegExp])[] = [
  ["update ai.agents set name = 'x' where id = '1'", /ai belongs to Powabase.*Use \/api instead/],
  ["insert into ai.agents (name) values ('x')", /Use \/api instead/],
  ['delete from auth.users where id = $1', /auth belongs to Auth.*Use \/auth\/v1 instead/],
  ['alter table auth.users add column nick text', /Use \/auth\/v1 instead/],
  ['create trigger t after insert on auth.users execute function f()', /Use \/auth\/v1 instead/],
  ['drop policy p on storage.objects', /Use \/storage\/v1 instead/],
  ["update storage.objects set name = 'x' where id = '1'", /Use \/storage\/v1 instead/],
  ['with d as (delete from ai.runs where id = 1) select 1', /Use \/api instead/],
  ['explain analyze delete from ai.runs where id = 1', /Use \/api instead/],
  ['create table realtime.mine (id int)', /realtime belongs to Realtime and may change/],
  ['alter schema ai owner to me', /Use \/api instead/],
  ['alter schema ai rename to other', /Use \/api instead/],
  ['grant select on all tables in schema auth to anon', /Use \/auth\/v1 instead/],
  ['alter role anon superuser', /Requests run as anon: another attribute/],
  ['alter role authenticated bypassrls', /Requests run as authenticated/],
  ["alter role service_role set statement_timeout = '0'", /Requests run as service_role/],
  ['alter role authenticator login', /Requests run as authenticator/],
  ['alter user anon createdb', /Requests run as anon/],
  ['alter role anon rename to other', /Requests run as anon/],
  ['grant service_role to anon', /Requests run as service_role/],
  ['drop role authenticated', /Requests run as authenticated/],
  ['delete from orders', /Deletes every row of orders/],
  ['update orders set total = 0', /Changes every row of orders/],
  ['truncate orders', /Empties orders/],
  ['drop table orders', /Drops table orders/],
];

/** What a person's own schema may do there at once. */
const free: readonly string[] = [
  'select * from auth.users',
  'update orders set total = 0 where id = 1',
  'create table notes (id int)',
  'alter role reporting nologin',
  'create policy p on orders for select to anon using (true)',
];

describe('what a guard asks although everything may be written', () => {
  for (const [sql, words] of guarded) {
    it(sql, async () => {
      const verdict = await verdictOn(sql);
      assert.ok(verdict.kind === 'ask', verdict.kind);
      assert.match(verdict.reasons.map(plain).join('\n'), words);
      assert.equal(verdict.typed, undefined);
      assert.equal((await verdictOn(sql, { mode: 'read-only' })).kind, 'refuse');
      const production = await verdictOn(sql, { environment: 'production' });
      assert.ok(production.kind === 'ask' && production.typed !== undefined);
    });
  }

  for (const sql of free) {
    it(`is nothing for: ${sql}`, async () => {
      assert.deepEqual(await verdictOn(sql), { kind: 'run', readOnly: false });
    });
  }

  it('is one table with its rows, where the server has counted them', async () => {
    const verdict = await verdictOn('drop table shop.orders', { estimatedRows: () => 1_234_567 });
    assert.ok(verdict.kind === 'ask');
    assert.deepEqual(verdict.reasons.map(plain), ['Drops table shop.orders (≈ 1,234,567 rows).']);
  });
});
