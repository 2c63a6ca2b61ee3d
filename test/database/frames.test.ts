import assert from 'node:assert/strict';
import { type Failure, plain } from '../../src/core/errors';
import { defaultSafety, guard } from '../../src/core/guard';
import { unpackRows } from '../../src/core/packedRows';
import type { Database, Row, RowSink } from '../../src/core/ports';
import { settingsOf } from '../../src/core/roles';
import { nothingKnown } from '../../src/core/serverFacts';
import { openDatabase } from '../../src/node/postgres';
import { classifyStatement } from '../sqlParser';
import { rows } from './rows';
import { withDatabase } from './withDatabase';

const never = new AbortController().signal;
const readOnly = { readOnly: true, settings: [] };

function keeping() {
  const kept: Row[] = [];
  const sink: RowSink = {
    columns: () => {},
    rows: async (batch) => {
      kept.push(...unpackRows(batch));
      return 'more';
    },
  };
  return { sink, kept };
}

/** Ways to change something in a transaction that is read-only. */
const attacks = [
  'insert into prey values (2)',
  'update prey set id = 9',
  'delete from prey',
  'truncate prey',
  'with gone as (delete from prey returning *) select * from gone',
  'with new as (insert into prey values (3) returning *) select * from new',
  'explain analyze delete from prey',
  'explain (analyze, format json) insert into prey values (4)',
  'merge into prey using (select 1 as id) s on prey.id = s.id when matched then delete',
  'select * into stolen from prey',
  'create table stolen as select * from prey',
  'create temporary table stolen (id int)',
  'drop table prey',
  'alter table prey add column x int',
  'select eat()',
  'select eat_as_owner()',
  "select nextval('prey_seq')",
  "select setval('prey_seq', 99)",
  'copy prey from stdin',
  "copy (select 1) to program 'touch /tmp/powabase-was-here'",
  "copy prey to '/tmp/powabase-was-here'",
  'copy (delete from prey returning 1) to stdout',
  'do $$ begin delete from prey; end $$',
  'call devour()',
  'set transaction read write',
  'set session characteristics as transaction read write',
  'set default_transaction_read_only = off',
  'set role none',
  "select set_config('transaction_read_only', 'off', false)",
  "select set_config('default_transaction_read_only', 'off', false)",
  'reset all',
  'commit',
  'rollback',
  'begin read write',
  'savepoint a',
  "prepare transaction 'x'",
  'prepare p as delete from prey',
  'execute eater',
  'lock table prey in access exclusive mode',
  'select * from prey for update',
  'select pg_advisory_xact_lock(1)',
  "select pg_notify('prey', 'x')",
  "notify prey, 'x'",
  'listen prey',
  'select pg_terminate_backend(pg_backend_pid())',
  'select lo_create(0)',
  "select lo_from_bytea(0, 'x')",
  "select lo_import('/etc/hostname')",
  "select pg_read_file('/etc/hostname')",
  "select * from pg_ls_dir('/')",
  'select pg_reload_conf()',
  'select pg_stat_reset()',
  "select query_to_xml('delete from prey returning 1', true, true, '')",
  "select pg_create_logical_replication_slot('x', 'pgoutput')",
  'vacuum prey',
  'analyze prey',
  'reindex table prey',
  'cluster prey',
  'checkpoint',
  'refresh materialized view prey_copy',
  'create extension dblink',
  "comment on table prey is 'eaten'",
  'grant all on prey to public',
  'alter role anon superuser',
  'discard all',
  "load 'plpgsql'",
  'select 1; delete from prey',
  'delete from prey; select 1',
  'commit; delete from prey',
  '/* select */ delete from prey',
  'select 1 /* ; */; /**/ truncate prey; --',
];

/** What outlives a transaction that only reads: the guard alone is against it. */
const outliving = [
  'select pg_advisory_lock(1)',
  'values (pg_advisory_lock(1))',
  'select * from rows from (pg_advisory_lock(1)) as r',
  'select 1 where pg_catalog."pg_try_advisory_lock"(1)',
  'copy (select pg_advisory_lock(1)) to stdout',
  "select * from ts_stat('select to_tsvector(pg_advisory_lock(1)::text)')",
  "select query_to_xml('select pg_advisory_lock(1)', true, true, '')",
];

/** The same, of extensions and of servers that are not here. */
const elsewhere = [
  "select ts_rewrite('a'::tsquery, 'select t, s from rules')",
  "select * from extensions.crosstab('select pg_advisory_lock(1)') as c(a text)",
  "select * from connectby('a', 'b', 'c', 'd', 1) as c(a text, b text, level int)",
  "select dblink_exec('', 'delete from prey')",
  "select extensions.http_get('http://127.0.0.1')",
  "select net.http_post('http://127.0.0.1')",
  "select aws_s3.query_export_to_s3('delete from prey returning 1', 'bucket')",
  'select pg_stat_statements_reset()',
  "select pg_restore_relation_stats('relation', 'prey')",
  'select pg_log_standby_snapshot()',
  "select gin_clean_pending_list('prey_index')",
  "select pg_logical_emit_message(false, 'a', 'b')",
  "select lo_put(1, 0, 'x')",
  'select pg_advisory_unlock_all()',
];

const prey = `
create table prey (id int);
insert into prey values (1);
create sequence prey_seq;
create materialized view prey_copy as select * from prey;
create function eat() returns int language plpgsql volatile as $$ begin delete from prey; return 1; end $$;
create function eat_as_owner() returns int language plpgsql stable security definer as
  $$ begin execute 'delete from prey'; return 1; end $$;
create procedure devour() language plpgsql as $$ begin delete from prey; commit; end $$;
`;

/** Everything that the attacks could have changed, in one line. */
const traces = `select
  (select coalesce(string_agg(id::text, ','), '') from prey),
  (select last_value::text || is_called from prey_seq),
  (select count(*)::text from pg_class where relname like 'stolen%'),
  (select count(*)::text from pg_attribute where attrelid = 'prey'::regclass and attnum > 0),
  (select count(*)::text from pg_largeobject_metadata),
  (select count(*)::text from pg_extension where extname = 'dblink'),
  (select rolsuper::text from pg_roles where rolname = 'anon'),
  (select coalesce(obj_description('prey'::regclass), '')),
  (select coalesce(relacl::text, '') from pg_class where oid = 'prey'::regclass),
  (select count(*)::text from pg_replication_slots),
  (select count(*)::text from pg_locks where locktype = 'advisory')`;

describe('statements in a frame', function () {
  this.timeout(60_000);
  let url: string;
  let database: Database;
  withDatabase(async (ownDatabase, ownUrl) => {
    database = ownDatabase;
    url = ownUrl;
    for (const statement of prey.split(/;\n/).filter((text) => text.trim() !== '')) {
      await database.query(statement, [], never);
    }
  });

  const asked = async (sql: string, settings = [] as ReturnType<typeof settingsOf>) => {
    const { sink, kept } = keeping();
    await database.run(sql, sink, never, { frame: { readOnly: true, settings } });
    return kept;
  };

  it('reads what is there', async () => {
    assert.deepEqual(await asked('select * from prey'), [['1']]);
  });

  for (const sql of attacks) {
    it(`leaves everything as it was: ${sql}`, async () => {
      const before = await rows(url, traces);
      const { sink } = keeping();
      await database.run(sql, sink, never, { frame: readOnly }).catch(() => {});
      if (!database.alive) database = await openDatabase(url, never);
      assert.deepEqual(await rows(url, traces), before);
      // The next statement is in a transaction of its own again.
      assert.deepEqual(
        await database.query(
          "select current_setting('transaction_read_only'), current_setting('default_transaction_read_only'), current_user = session_user",
          [],
          never,
        ),
        [['off', 'off', 't']],
      );
    });
  }

  for (const sql of outliving) {
    it(`outlives a transaction that only reads: ${sql}`, async () => {
      const { sink } = keeping();
      await database.run(sql, { ...sink, data: async () => {} }, never, { frame: readOnly });
      const locks = "select count(*) from pg_locks where locktype = 'advisory'";
      assert.notDeepEqual(await database.query(locks, [], never), [['0']]);
      await database.query('select pg_advisory_unlock_all()', [], never);
    });
  }

  for (const sql of [...attacks, ...outliving, ...elsewhere].filter(
    (text) => !text.startsWith('select eat'),
  )) {
    it(`is refused before it is sent: ${sql}`, async () => {
      const verdict = await classifyStatement(sql).then(
        (facts) =>
          guard(facts, {
            mode: 'read-only',
            schemaOwner: () => undefined,
            schemaApi: () => undefined,
            ...nothingKnown,
          }).kind,
        (failure: Failure) => plain(failure.sentence),
      );
      assert.ok(
        ['refuse', 'Only one statement can be checked at a time.'].includes(verdict),
        verdict,
      );
    });
  }

  it('runs as a role with the claims of a user, for one statement', async () => {
    const actor = {
      role: 'authenticated',
      claims: { sub: '7c9e6679-7425-40de-944b-e07fc1f90ae7', name: "o'neil" },
    };
    const shown =
      "select current_user, current_setting('request.jwt.claims', true)::json ->> 'name', current_setting('request.method', true), auth.uid()::text";
    const found = await asked(shown, settingsOf(actor));
    assert.deepEqual(found, [['authenticated', "o'neil", 'GET', actor.claims.sub]]);
    const [[user] = []] = await database.query('select current_user = session_user', [], never);
    assert.equal(user, 't');
  });

  it('keeps what a statement writes as a role', async () => {
    await database.query('grant insert on prey to service_role', [], never);
    const { sink } = keeping();
    const settings = settingsOf({ role: 'service_role', claims: {} });
    const { tag } = await database.run('insert into prey values (7)', sink, never, {
      frame: { readOnly: false, settings },
    });
    assert.equal(tag, 'INSERT 0 1');
    assert.deepEqual(await rows(url, 'select id from prey where id = 7'), [['7']]);
  });

  it('goes on after a statement that failed in its frame', async () => {
    const { sink } = keeping();
    await assert.rejects(
      database.run('select 1/0', sink, never, { frame: readOnly }),
      /division by zero/,
    );
    assert.deepEqual(await asked('select 1'), [['1']]);
  });
});

describe('the safety of a project that none was chosen for', () => {
  it('keeps production read-only, asks elsewhere, and lets this machine write', () => {
    assert.equal(defaultSafety('production', true), 'read-only');
    assert.equal(defaultSafety('staging', true), 'confirm');
    assert.equal(defaultSafety(undefined, false), 'confirm');
    assert.equal(defaultSafety(undefined, true), 'free');
    assert.equal(defaultSafety('local', false), 'free');
  });
});
