import assert from 'node:assert/strict';
import { type Sandbox, start } from '../sandbox';
import { manyTables } from '../sandbox/manyTables';
import { rows } from './rows';

describe('the sandbox', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  it('gives each project a database with the shop', async () => {
    const { powabase, supabase, fluxV1, fluxV2 } = sandbox.projects;
    for (const { databaseUrl } of [powabase, supabase, fluxV1, fluxV2]) {
      assert.deepEqual(await rows(databaseUrl, 'select count(*) from products'), [['60']]);
    }
    assert.deepEqual(await rows(powabase.databaseUrl, 'select current_user, current_database()'), [
      ['shopref', 'shopref'],
    ]);
    assert.deepEqual(
      await rows(fluxV2.databaseUrl, `select current_schema() ~ '^t_[0-9a-f]{12}_api$'`),
      [['t']],
    );
  });

  it("lets a project's owner read what the platform owns", async () => {
    const { databaseUrl } = sandbox.projects.powabase;
    const counts = `select (select count(*) from auth.users), (select count(*) from storage.objects),
      (select count(*) from ai.agents)`;
    assert.deepEqual(await rows(databaseUrl, counts), [['3', '16', '3']]);
    const { fluxV1 } = sandbox.projects;
    const schemas = `select nspname from pg_namespace where nspname !~ '^pg_' order by 1`;
    assert.deepEqual((await rows(fluxV1.databaseUrl, schemas)).flat(), [
      'api',
      'auth',
      'extensions',
      'information_schema',
      'public',
    ]);
  });

  it('refuses a wrong password', async () => {
    const url = sandbox.projects.powabase.databaseUrl.replace(/:[^:@]+@/, ':wrong@');
    await assert.rejects(rows(url, 'select 1'), { code: '28P01' });
  });

  it('makes a fresh copy of the shop for each caller', async () => {
    const [one, two] = await Promise.all([sandbox.database(), sandbox.database()]);
    await rows(one, 'delete from reviews');
    assert.deepEqual(await rows(one, 'select count(*) from reviews'), [['0']]);
    assert.deepEqual(await rows(two, 'select count(*) from reviews'), [['90']]);
  });

  it('has the kinds of values that are easily spoilt', async () => {
    const url = await sandbox.database();
    assert.deepEqual(
      await rows(
        url,
        `select loyalty_points, address ->> 'city', created_at, phone from customers where email = 'ada.larsen@example.com'`,
      ),
      [['9223372036854775807', 'Tromsø', '2025-02-04 10:00:00+00', '+47 22 00 01 00']],
    );
    assert.deepEqual(
      await rows(
        url,
        `select price, tags, status, thumbnail, description from products where id = 42`,
      ),
      [['143.55', '{blue,kettle}', 'active', '\\x89504e470d0a1a0a002a', null]],
    );
    assert.deepEqual(await rows(url, 'select min(id), max(amount) > 0 from payments'), [
      ['9007199254742993', 't'],
    ]);
  });

  it('has every kind of thing that a catalogue shows', async () => {
    const url = await sandbox.database();
    const kinds = `select relkind, count(*) from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p', 'v', 'm') group by 1 order by 1`;
    assert.deepEqual(await rows(url, kinds), [
      ['m', '1'],
      ['p', '1'],
      ['r', '9'],
      ['v', '2'],
    ]);
    const owners = `select nspname, nspowner::regrole from pg_namespace
      where nspname in ('ai', 'auth', 'public', 'storage') order by 1`;
    assert.deepEqual(await rows(url, owners), [
      ['ai', 'supabase_admin'],
      ['auth', 'supabase_auth_admin'],
      ['public', 'postgres'],
      ['storage', 'supabase_storage_admin'],
    ]);
    const open = `select relname from pg_class where relnamespace = 'public'::regnamespace
      and relkind in ('r', 'p') and not relrowsecurity`;
    assert.deepEqual(await rows(url, open), [['newsletter_signups']]);
    assert.deepEqual(await rows(url, 'select count(*) from auth.users'), [['3']]);
  });

  it("lets a database's owner make databases, become the roles of the API and end queries", async () => {
    const url = await sandbox.database();
    await rows(url, 'create database made_by_a_test');
    await rows(url, 'vacuum products');
    const roles = `select bool_and(pg_has_role(role, 'set'))
      from unnest(array['anon', 'authenticated', 'service_role']) role`;
    assert.deepEqual(await rows(url, roles), [['t']]);
    await assert.rejects(rows(url, 'select pg_cancel_backend(pg_backend_pid())'), {
      code: '57014',
    });
  });

  it('makes five thousand tables in one go', async () => {
    const url = await sandbox.database();
    await manyTables(url, 'many', 5000);
    const counted = `select count(*), count(distinct attrelid) from pg_attribute join pg_class c on c.oid = attrelid
      where relnamespace = 'many'::regnamespace and relkind = 'r' and attnum > 0`;
    assert.deepEqual(await rows(url, counted), [['45000', '5000']]);
  });
});
