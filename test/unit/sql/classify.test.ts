import assert from 'node:assert/strict';
import { onlyReads } from '../../../src/core/guard';
import type { Effect } from '../../../src/core/sql/classify';
import type { QualifiedName } from '../../../src/core/sql/names';
import { classifyStatement } from '../../sqlParser';

const named = (name?: QualifiedName) =>
  name === undefined ? '' : ` ${[name.schema, name.name].filter(Boolean).join('.')}`;

/** An effect in a few words, as the table below writes it. */
function inWords(effect: Effect): string {
  switch (effect.kind) {
    case 'reads':
      return `reads${named(effect.relation)}`;
    case 'writes':
      return `${effect.filtered ? '' : 'all '}${effect.verb}${named(effect.relation)}`;
    case 'defines':
      return `${effect.verb} ${effect.object}${named(effect.name)}`;
    case 'calls':
      return `calls${named(effect.function)}`;
    case 'transaction':
      return effect.opens ? 'begins' : 'transaction';
    case 'sets':
      return `sets ${effect.setting}`;
    case 'locks':
      return `locks${named(effect.relation)}`;
    case 'session':
      return effect.verb;
    default:
      return effect.kind;
  }
}

const cases: readonly [string, string][] = [
  ['select 1', ''],
  ['table a.t', 'reads a.t'],
  ['values (1)', ''],
  [
    'select * from a.t join b using (x) where x in (select x from c)',
    'reads a.t, reads b, reads c',
  ],
  ['with t as (select 1) select * from t', ''],
  ['with t as (select 1) select * from x.t', 'reads x.t'],
  ['with recursive t as (select 1 union select * from t) select * from t', ''],
  ['select * from t where exists (with d as (select 1) select * from d)', 'reads t'],
  ['with d as (delete from a.t returning *) select * from d', 'all delete a.t'],
  [
    'with d as (insert into t values (1) returning *) update u set x = 1 where y in (table d)',
    'update u, insert t',
  ],
  ['insert into a.t select * from b', 'insert a.t, reads b'],
  ['insert into t values (1) on conflict do update set a = 1', 'insert t'],
  ['update only a.t set x = 1', 'all update a.t'],
  ['update t set x = s.x from s where t.id = s.id', 'update t, reads s'],
  ['delete from t using s where t.id = s.id', 'delete t, reads s'],
  ['merge into t using s on t.a = s.a when matched then delete', 'merge t, reads s'],
  ['truncate a.t, b', 'all truncate a.t, all truncate b'],
  ['select * into x.y from t', 'create TABLE x.y, reads t'],
  ['create table x.y as select * from t', 'create TABLE x.y, reads t'],
  ['select * from t for update', 'reads t, locks'],
  ['explain delete from t', ''],
  ['explain select * from t', 'reads t'],
  ['explain analyze delete from t where id = 1', 'delete t'],
  ['explain (analyze off) delete from t', ''],
  ['explain (analyze 1, verbose) delete from t', 'all delete t'],
  ['explain (verbose, analyze true) insert into t values (1)', 'insert t'],
  [
    "select set_config('role', 'x', true), pg_catalog.lower('A')",
    'calls set_config, calls pg_catalog.lower',
  ],
  ['call p(f(1))', 'runsCode, calls f'],
  ['do $$ begin end $$', 'runsCode'],
  ['execute p', 'runsCode'],
  ['prepare p as delete from t', 'PREPARE, all delete t'],
  ['declare c cursor for select * from t', 'DECLARE, reads t'],
  ["copy t to program 'x'", 'reads t, server'],
  ["copy t from '/etc/passwd'", 'copy t, server'],
  ['copy t from stdin', 'copy t'],
  ['copy (delete from t returning 1) to stdout', 'all delete t'],
  ['lock table a.t in share mode', 'locks a.t'],
  ['begin', 'begins'],
  ['start transaction read write', 'begins'],
  ['commit', 'transaction'],
  ['rollback to savepoint a', 'transaction'],
  ['set transaction read write', 'transaction'],
  ['set session characteristics as transaction read write', 'transaction'],
  ['set constraints all deferred', 'transaction'],
  ['set role postgres', 'sets role'],
  ['set local search_path = ai', 'sets search_path'],
  ['reset all', 'sets VAR_RESET_ALL'],
  ['show search_path', ''],
  ["notify c, 'x'", 'NOTIFY'],
  ['listen c', 'LISTEN'],
  ['discard all', 'DISCARD'],
  ["load 'x'", 'server'],
  ['vacuum full t', 'maintains'],
  ['analyze t', 'maintains'],
  ['drop table a.t, b', 'drop TABLE a.t, drop TABLE b'],
  ['drop policy p on auth.users', 'drop POLICY auth.users'],
  ['drop function a.f(int)', 'drop FUNCTION a.f'],
  ['drop schema ai cascade', 'drop SCHEMA ai.ai'],
  ['drop role anon', 'drop ROLE anon'],
  ['drop owned by anon', 'drop OWNED anon'],
  ['alter table auth.users enable row level security', 'alter TABLE auth.users'],
  ['alter table a.t rename to b', 'alter TABLE a.t'],
  ['alter table a.t set schema b', 'alter TABLE a.t'],
  ['alter role anon superuser', 'alter ROLE anon'],
  ["alter role anon set search_path = 'x'", 'alter ROLE anon'],
  ['alter schema ai owner to x', 'alter SCHEMA ai.ai'],
  ['alter schema ai rename to x', 'alter SCHEMA ai.ai'],
  ['alter role anon rename to x', 'alter ROLE anon'],
  ['alter database d rename to x', 'alter DATABASE d'],
  ['alter policy p on auth.users rename to q', 'alter POLICY auth.users'],
  ['grant select on all tables in schema auth to anon', 'grant TABLE auth.auth'],
  ['grant service_role to anon', 'grant ROLE service_role'],
  ['grant select on auth.users to anon', 'grant TABLE auth.users, reads auth.users'],
  ['create index on ai.agents (name)', 'create INDEX ai.agents'],
  [
    'create trigger x before insert on auth.users execute function f()',
    'create TRIGGER auth.users',
  ],
  ['create policy p on a.t using (exists (select from b))', 'create POLICY a.t, reads b'],
  ['create view a.v as select * from t', 'create VIEW a.v, reads t'],
  ["create function ai.f() returns int language sql as 'select 1'", 'create FUNCTION ai.f'],
  ['create schema s', 'create SCHEMA s.s'],
  ['create extension x', 'create EXTENSION x'],
  ['comment on table a.t is null', 'alter TABLE a.t'],
  ['refresh materialized view a.m', 'alter MATERIALIZED VIEW a.m'],
];

describe('what a statement does', () => {
  for (const [sql, expected] of cases) {
    it(sql, async () => {
      const { effects } = await classifyStatement(sql);
      assert.equal(effects.map(inWords).join(', '), expected);
    });
  }

  for (const sql of [
    'vacuum',
    'create database d',
    'create index concurrently on t (a)',
    'drop index concurrently i',
    'reindex table concurrently t',
    'alter system set work_mem = 1',
    'commit',
  ]) {
    it(`runs outside of a transaction: ${sql}`, async () =>
      assert.equal((await classifyStatement(sql)).bareOnly, true));
  }
  for (const sql of ['select 1', 'analyze t', 'create index on t (a)', 'reindex table t']) {
    it(`runs in a transaction: ${sql}`, async () =>
      assert.equal((await classifyStatement(sql)).bareOnly, false));
  }

  it('says where a statement is wrong, in UTF-16 units', async () => {
    await assert.rejects(
      classifyStatement("select '😀' frm t x"),
      (error: { detail?: unknown }) => {
        assert.deepEqual(error.detail, { position: "select '😀' frm t".length - 1 });
        return true;
      },
    );
  });

  it('takes one statement at a time', async () => {
    await assert.rejects(classifyStatement('select 1; delete from t'), /one statement/);
  });
});

describe('a statement that may run again to fetch all of its rows', () => {
  for (const [sql, reads] of [
    ['select count(*) from orders where at > now()', true],
    ['with a as (select 1) table a', true],
    ['values (1)', true],
    ['show all', true],
    ['explain select 1', true],
    ['insert into orders values (1) returning *', false],
    ['with gone as (delete from orders returning *) select * from gone', false],
    ['explain analyze delete from orders', false],
    ['select * into copied from orders', false],
    ['select pg_terminate_backend(1)', false],
    ['fetch all from c', false],
    ['call renew()', false],
  ] as const) {
    it(`is ${reads ? '' : 'not '}one of them: ${sql}`, async () => {
      assert.equal(onlyReads(await classifyStatement(sql)), reads);
    });
  }
});
