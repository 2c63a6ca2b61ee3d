import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { guard } from '../../src/core/guard';
import type { Database } from '../../src/core/ports';
import { askServer } from '../../src/core/serverFacts';
import { openDatabase } from '../../src/node/postgres';
import { type Sandbox, start } from '../sandbox';
import { classifyStatement } from '../sqlParser';

const never = new AbortController().signal;

const setUp = [
  `create function "Odd ""one"() returns int language sql volatile as 'select 1'`,
  `create function harmless() returns int language sql stable as 'select 1'`,
  `create function lower(int) returns int language sql volatile as 'select 1'`,
  'create table "Counted ""one" as select from generate_series(1, 250)',
  'analyze "Counted ""one"',
];

describe('what the server says of a statement before it may run', () => {
  let sandbox: Sandbox;
  let database: Database;

  before(async () => {
    sandbox = await start();
    database = await openDatabase(sandbox.projects.powabase.databaseUrl, never);
    for (const sql of setUp) await database.query(sql, [], never);
  });
  after(async () => {
    await database?.close();
    await sandbox?.stop();
  });

  async function reasons(sql: string, asked = database): Promise<readonly string[]> {
    const facts = await classifyStatement(sql);
    const verdict = guard(facts, {
      mode: 'confirm',
      schemaOwner: (schema) => (schema === 'ai' ? 'Powabase' : undefined),
      schemaApi: () => undefined,
      ...(await askServer(facts, 'confirm', asked, never)),
    });
    return verdict.kind === 'ask' ? verdict.reasons.map(plain) : [verdict.kind];
  }

  const mayChange = (name: string) => [`Calls ${name}(), which may change more than it returns.`];
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['select add_to_stock(1, 0)', mayChange('add_to_stock')],
    ['select public.add_to_stock(1, 0)', mayChange('public.add_to_stock')],
    ['select * from add_to_stock(1, 0)', mayChange('add_to_stock')],
    ['select "Odd ""one"()', mayChange('Odd "one')],
    ['select pg_advisory_lock(7)', mayChange('pg_advisory_lock')],
    ["select pg_notify('a', 'b')", mayChange('pg_notify')],
    // Of several functions of one name any may be meant.
    ['select lower(name) from products', mayChange('lower')],
    ['select eat()', ['run']],
    ['select harmless(), count(*), now() from products', ['run']],
    ['select clock_timestamp(), random()', ['run']],
    ['explain select add_to_stock(1, 0)', ['run']],
    ['select 1', ['run']],
    [
      'delete from "Counted ""one"',
      ['Deletes every row of Counted "one (≈ 250 rows): there is no filter.'],
    ],
  ];
  for (const [sql, expected] of cases) {
    it(`makes of ${sql}: ${expected}`, async () => {
      assert.deepEqual(await reasons(sql), expected);
    });
  }

  it('knows a managed schema that only the search path names', async () => {
    const searching = await openDatabase(sandbox.projects.powabase.databaseUrl, never);
    const managed = /The schema ai belongs to Powabase/;
    const cases: readonly (readonly [sql: string, isManaged: boolean])[] = [
      ["update agents set name = 'x' where id is null", true],
      ['alter table agents add column x int', true],
      ['create table mine (id int)', true],
      ['update products set stock = 1 where id = 1', false],
      ['alter role reporting nologin', false],
    ];
    for (const path of ['public', 'ai, public']) {
      await searching.query(`set search_path = ${path}`, [], never);
      for (const [sql, isManaged] of cases) {
        const said = (await reasons(sql, searching)).join();
        assert.equal(
          managed.test(said),
          isManaged && path !== 'public',
          `${path}: ${sql}: ${said}`,
        );
      }
    }
    await searching.close();
  });
});
