import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import type { Notice, ResultColumn, RowSink } from '../../src/core/ports';
import { openDatabase } from '../../src/node/postgres';
import { failureOf, keeping, never } from './keeping';
import { ownDatabase } from './withDatabase';

describe('statements on Postgres', function () {
  this.timeout(60_000);
  const own = ownDatabase();

  it('gives every value exactly as the server writes it', async () => {
    const { sink, columns, rows } = keeping();
    const { tag } = await own.database.run(
      `select 9007199254740993::int8 as big, 12.3400::numeric(10,4) as price, null as nothing, '' as empty,
        '2026-02-03 04:05:06.789012+00'::timestamptz at time zone 'UTC' as moment, '{1,NULL,3}'::int[] as list,
        '{"b": 1, "a": [1, 2.50]}'::json as document, '\\xdeadbeef'::bytea as bytes, 'NaN'::float8 as float, true as yes`,
      sink,
      never,
    );
    assert.deepEqual(rows, [
      [
        '9007199254740993',
        '12.3400',
        null,
        '',
        '2026-02-03 04:05:06.789012',
        '{1,NULL,3}',
        '{"b": 1, "a": [1, 2.50]}',
        '\\xdeadbeef',
        'NaN',
        't',
      ],
    ]);
    assert.deepEqual(columns.slice(0, 3), [
      { name: 'big', type: 'int8' },
      { name: 'price', type: 'numeric' },
      { name: 'nothing', type: 'text' },
    ]);
    assert.equal(tag, 'SELECT 1');
  });

  it('names every type: arrays, enums and composites once the rows are here, then at once', async () => {
    const { sink } = keeping();
    for (const definition of [
      "create type mood as enum ('sad', 'ok')",
      'create domain postcode as text',
      'create type place as (x int, y int)',
    ]) {
      await own.database.run(definition, sink, never);
    }
    const told: string[][] = [];
    const telling: RowSink = {
      columns: (columns) => told.push(columns.map(({ type }) => type)),
      rows: async () => 'more',
    };
    const sql = `select 'ok'::mood, '{ok}'::mood[], '{SW1}'::postcode[], '(1,2)'::place, '{1}'::int[], int4range(1, 2), 1`;
    await own.database.run(sql, telling, never);
    const names = ['mood', 'mood[]', 'postcode[]', 'place', 'int4[]', 'int4range', 'int4'];
    assert.deepEqual(told.at(-1), names);
    told.length = 0;
    await own.database.run(sql, telling, never);
    assert.deepEqual(told, [names]);
  });

  it('names the domain of a column beside the type that its values are of', async () => {
    const { sink } = keeping();
    await own.database.run('create domain cents as numeric(12,2) check (value >= 0)', sink, never);
    await own.database.run('create table bills (id int, price cents)', sink, never);
    await own.database.run('create view dear as select price as shown from bills', sink, never);
    const columnsOf = async (sql: string) => {
      let told: readonly ResultColumn[] = [];
      const columns = (given: readonly ResultColumn[]) => {
        told = given;
      };
      await own.database.run(sql, { ...sink, columns }, never);
      return told.map(({ name, type, domain }) => [name, type, domain]);
    };
    const sql = 'select b.id, b.price, d.shown, 1 as one from bills b left join dear d on true';
    for (const _ of ['asked for', 'known']) {
      assert.deepEqual(await columnsOf(sql), [
        ['id', 'int4', undefined],
        ['price', 'numeric', 'cents'],
        ['shown', 'numeric', 'cents'],
        ['one', 'int4', undefined],
      ]);
    }
  });

  it('hands on what the server says beside the result', async () => {
    const notices: Notice[] = [];
    const { sink } = keeping();
    const hearing = { ...sink, notice: (notice: Notice) => notices.push(notice) };
    await own.database.run(
      "do $$ begin raise notice 'copied % rows', 3; raise warning 'slow'; end $$",
      hearing,
      never,
    );
    await own.database.run('select 1', sink, never);
    assert.deepEqual(notices, [
      { severity: 'NOTICE', text: 'copied 3 rows' },
      { severity: 'WARNING', text: 'slow' },
    ]);
  });

  it('streams a large result in batches and keeps the order', async () => {
    const { sink, rows, largest } = keeping();
    const outcome = await own.database.run('select generate_series(1, 50000)', sink, never);
    assert.deepEqual(outcome, { tag: 'SELECT 50000', capped: false });
    assert.equal(rows.length, 50_000);
    assert.deepEqual([rows[0], rows[49_999]], [['1'], ['50000']]);
    assert.ok(largest() <= 2_000);
  });

  it('takes fewer rows at once where their cells are huge', async () => {
    const batches: number[] = [];
    await own.database.run(
      "select repeat('x', 100000) from generate_series(1, 400)",
      {
        columns: () => {},
        rows: async (batch) => {
          batches.push(batch.count);
          return 'more';
        },
      },
      never,
    );
    assert.equal(
      batches.reduce((sum, count) => sum + count),
      400,
    );
    // A million bytes at once, from the first rows on.
    assert.ok(
      batches.every((count) => count <= 10),
      batches.join(' '),
    );
  });

  it('stops when the sink has enough, and the connection goes on', async () => {
    const { sink, rows } = keeping(500);
    const outcome = await own.database.run('select generate_series(1, 10000000)', sink, never);
    assert.equal(outcome.capped, true);
    assert.ok(rows.length < 5_000);
    assert.deepEqual(await own.database.query('select 1', [], never), [['1']]);
  });

  it('shows columns of a result without rows', async () => {
    const { sink, columns, rows } = keeping();
    await own.database.run('select 1 as one where false', sink, never);
    assert.deepEqual(columns, [{ name: 'one', type: 'int4' }]);
    assert.deepEqual(rows, []);
  });

  it('commits a statement by itself, and runs what no transaction allows', async () => {
    const { sink, columns } = keeping();
    await own.database.run('create table made_here (id int)', sink, never);
    const { tag } = await own.database.run('insert into made_here values (1), (2)', sink, never);
    assert.equal(tag, 'INSERT 0 2');
    await own.database.run('vacuum made_here', sink, never);
    assert.deepEqual(columns, []);
    const other = await openDatabase(own.url, never);
    assert.deepEqual(await other.query('select count(*) from made_here', [], never), [['2']]);
    await other.close();
  });

  it('says the command as the server does, with every row that came', async () => {
    const tagOf = async (sql: string) => (await own.database.run(sql, keeping().sink, never)).tag;
    assert.equal(await tagOf('create table counted (id int)'), 'CREATE TABLE');
    assert.equal(
      await tagOf('insert into counted select generate_series(1, 700) returning id'),
      'INSERT 0 700',
    );
    assert.equal(await tagOf('update counted set id = 0 where id = 1'), 'UPDATE 1');
    assert.equal(await tagOf('table counted'), 'SELECT 700');
    assert.equal(await tagOf('select from counted where false'), 'SELECT 0');
    assert.equal(await tagOf('show server_encoding'), 'SHOW');
    assert.equal(await tagOf('-- nothing'), '');
  });

  it('says what the server found wrong at the commit', async () => {
    const { sink } = keeping();
    await own.database.run('create table parent (id int primary key)', sink, never);
    const child = 'create table child (id int references parent deferrable initially deferred)';
    await own.database.run(child, sink, never);
    const failure = await failureOf(own.database.run('insert into child values (1)', sink, never));
    assert.equal(failure.reason, 'statementFailed');
    assert.match(plain(failure.sentence), /foreign key constraint/);
    assert.deepEqual(await own.database.query('select count(*) from child', [], never), [['0']]);
  });

  it('keeps a transaction that the person began', async () => {
    const { sink } = keeping();
    await own.database.run('begin', sink, never);
    await own.database.run('create table never_committed ()', sink, never);
    await own.database.run('rollback', sink, never);
    assert.deepEqual(await own.database.query("select to_regclass('never_committed')", [], never), [
      [null],
    ]);
  });

  it('refuses two statements in one string', async () => {
    const failure = await failureOf(own.database.run('select 1; select 2', keeping().sink, never));
    assert.equal(failure.detail.sqlstate, '42601');
  });

  it('says what is wrong with a statement and where, in characters of the editor', async () => {
    const sql = "select '😀', nme from customers";
    const failure = await failureOf(own.database.run(sql, keeping().sink, never));
    assert.equal(failure.reason, 'statementFailed');
    assert.equal(failure.message, 'column "nme" does not exist');
    assert.equal(failure.detail.sqlstate, '42703');
    assert.equal(failure.detail.position, sql.indexOf('nme'));
  });

  it('goes on after a sink that failed', async () => {
    const broken: RowSink = {
      columns: () => {},
      rows: () => Promise.reject(new Error('the disk is full')),
    };
    await assert.rejects(
      own.database.run('select generate_series(1, 100000)', broken, never),
      /the disk is full/,
    );
    assert.deepEqual(await own.database.query('select 1', [], never), [['1']]);
  });
});
