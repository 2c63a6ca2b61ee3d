import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { readColumns, readSchemas } from '../../src/core/catalog';
import { Failure, plain } from '../../src/core/errors';
import type { Database, Notice, ResultColumn, Row, RowSink } from '../../src/core/ports';
import { openDatabase } from '../../src/node/postgres';
import { poll } from '../e2e/poll';
import { type Sandbox, start } from '../sandbox';

const never = new AbortController().signal;

/** A sink that keeps everything, and asks for no more than `limit` rows. */
function keeping(limit = Number.POSITIVE_INFINITY) {
  const columns: ResultColumn[] = [];
  const rows: Row[] = [];
  let largest = 0;
  const sink: RowSink = {
    columns: (given) => columns.push(...given),
    rows: async (batch) => {
      largest = Math.max(largest, batch.length);
      rows.push(...batch);
      return rows.length >= limit ? 'enough' : 'more';
    },
  };
  return { sink, columns, rows, largest: () => largest };
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    return error;
  }
  return assert.fail('nothing failed');
}

/** A way to the server that can be made silent, like a network that has gone: nothing arrives, nothing closes. */
async function freezableProxy(databaseUrl: string) {
  const { port, hostname } = new URL(databaseUrl);
  const sockets: Socket[] = [];
  let frozen = false;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    sockets.push(near, far);
    near.on('data', (bytes) => frozen || far.write(bytes));
    far.on('data', (bytes) => frozen || near.write(bytes));
    for (const socket of [near, far]) socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxied = new URL(databaseUrl);
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    url: proxied.href,
    freeze() {
      frozen = true;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('the connection to Postgres', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let database: Database;
  let url: string;

  before(async () => {
    sandbox = await start();
    url = await sandbox.database();
    database = await openDatabase(url, never);
  });
  after(async () => {
    await database?.close();
    await sandbox?.stop();
  });

  it('gives every value exactly as the server writes it', async () => {
    const { sink, columns, rows } = keeping();
    const { tag } = await database.run(
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
      await database.run(definition, sink, never);
    }
    const told: string[][] = [];
    const telling: RowSink = {
      columns: (columns) => told.push(columns.map(({ type }) => type)),
      rows: async () => 'more',
    };
    const sql = `select 'ok'::mood, '{ok}'::mood[], '{SW1}'::postcode[], '(1,2)'::place, '{1}'::int[], int4range(1, 2), 1`;
    await database.run(sql, telling, never);
    const names = ['mood', 'mood[]', 'postcode[]', 'place', 'int4[]', 'int4range', 'int4'];
    assert.deepEqual(told.at(-1), names);
    told.length = 0;
    await database.run(sql, telling, never);
    assert.deepEqual(told, [names]);
  });

  it('hands on what the server says beside the result', async () => {
    const notices: Notice[] = [];
    const { sink } = keeping();
    const hearing = { ...sink, notice: (notice: Notice) => notices.push(notice) };
    await database.run(
      "do $$ begin raise notice 'copied % rows', 3; raise warning 'slow'; end $$",
      hearing,
      never,
    );
    await database.run('select 1', sink, never);
    assert.deepEqual(notices, [
      { severity: 'NOTICE', text: 'copied 3 rows' },
      { severity: 'WARNING', text: 'slow' },
    ]);
  });

  it('streams a large result in batches and keeps the order', async () => {
    const { sink, rows, largest } = keeping();
    const outcome = await database.run('select generate_series(1, 50000)', sink, never);
    assert.deepEqual(outcome, { tag: 'SELECT 50000', capped: false });
    assert.equal(rows.length, 50_000);
    assert.deepEqual([rows[0], rows[49_999]], [['1'], ['50000']]);
    assert.ok(largest() <= 2_000);
  });

  it('takes fewer rows at once where their cells are huge', async () => {
    const batches: number[] = [];
    await database.run(
      "select repeat('x', 100000) from generate_series(1, 400)",
      {
        columns: () => {},
        rows: async (batch) => {
          batches.push(batch.length);
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
    const outcome = await database.run('select generate_series(1, 10000000)', sink, never);
    assert.equal(outcome.capped, true);
    assert.ok(rows.length < 5_000);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('shows columns of a result without rows', async () => {
    const { sink, columns, rows } = keeping();
    await database.run('select 1 as one where false', sink, never);
    assert.deepEqual(columns, [{ name: 'one', type: 'int4' }]);
    assert.deepEqual(rows, []);
  });

  it('commits a statement by itself, and runs what no transaction allows', async () => {
    const { sink, columns } = keeping();
    await database.run('create table made_here (id int)', sink, never);
    const { tag } = await database.run('insert into made_here values (1), (2)', sink, never);
    assert.equal(tag, 'INSERT 0 2');
    await database.run('vacuum made_here', sink, never);
    assert.deepEqual(columns, []);
    const other = await openDatabase(url, never);
    assert.deepEqual(await other.query('select count(*) from made_here', [], never), [['2']]);
    await other.close();
  });

  it('says the command as the server does, with every row that came', async () => {
    const tagOf = async (sql: string) => (await database.run(sql, keeping().sink, never)).tag;
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
    await database.run('create table parent (id int primary key)', sink, never);
    const child = 'create table child (id int references parent deferrable initially deferred)';
    await database.run(child, sink, never);
    const failure = await failureOf(database.run('insert into child values (1)', sink, never));
    assert.equal(failure.reason, 'statementFailed');
    assert.match(plain(failure.sentence), /foreign key constraint/);
    assert.deepEqual(await database.query('select count(*) from child', [], never), [['0']]);
  });

  it('keeps a transaction that the person began', async () => {
    const { sink } = keeping();
    await database.run('begin', sink, never);
    await database.run('create table never_committed ()', sink, never);
    await database.run('rollback', sink, never);
    assert.deepEqual(await database.query("select to_regclass('never_committed')", [], never), [
      [null],
    ]);
  });

  it('refuses two statements in one string', async () => {
    const failure = await failureOf(database.run('select 1; select 2', keeping().sink, never));
    assert.equal(failure.detail.sqlstate, '42601');
  });

  it('says what is wrong with a statement and where, in characters of the editor', async () => {
    const sql = "select '😀', nme from customers";
    const failure = await failureOf(database.run(sql, keeping().sink, never));
    assert.equal(failure.reason, 'statementFailed');
    assert.equal(failure.message, 'column "nme" does not exist');
    assert.equal(failure.detail.sqlstate, '42703');
    assert.equal(failure.detail.position, sql.indexOf('nme'));
  });

  it('survives COPY to and from the client with a sentence', async () => {
    const failure = await failureOf(
      database.run('copy customers from stdin', keeping().sink, never),
    );
    assert.match(failure.message, /use psql for it/);
    await database.run('copy (select generate_series(1, 200000)) to stdout', keeping().sink, never);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('hands on every byte that COPY sends, as fast as it is taken', async () => {
    const { sink } = keeping();
    const pieces: Buffer[] = [];
    const data = async (bytes: Uint8Array) => {
      await new Promise((resolve) => setImmediate(resolve));
      pieces.push(Buffer.from(bytes));
    };
    const { tag } = await database.run(
      "copy (select n, repeat('é', n % 50) from generate_series(1, 100000) as n) to stdout (format csv)",
      { ...sink, data },
      never,
    );
    assert.equal(tag, 'COPY 100000');
    const lines = Array.from(
      { length: 100_000 },
      (_, at) => `${at + 1},${'é'.repeat((at + 1) % 50)}\n`,
    );
    const written = Buffer.concat(pieces).toString();
    // An empty text is quoted, so that it is not NULL.
    assert.equal(written.replaceAll('""', ''), lines.join(''));
  });

  it('ends a COPY whose taker was cancelled, and goes on', async () => {
    const abort = new AbortController();
    const failure = await failureOf(
      database.run(
        'copy (select generate_series(1, 100000000)) to stdout',
        { ...keeping().sink, data: async () => abort.abort() },
        abort.signal,
      ),
    );
    assert.equal(failure.reason, 'cancelled');
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('goes on after a sink that failed', async () => {
    const broken: RowSink = {
      columns: () => {},
      rows: () => Promise.reject(new Error('the disk is full')),
    };
    await assert.rejects(
      database.run('select generate_series(1, 100000)', broken, never),
      /the disk is full/,
    );
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('ends between two batches, where the server has nothing to cancel', async () => {
    const abort = new AbortController();
    const { sink, rows } = keeping();
    const slow: RowSink = {
      columns: sink.columns,
      rows: async (batch) => {
        abort.abort();
        return sink.rows(batch);
      },
    };
    const failure = await failureOf(
      database.run('select generate_series(1, 1000000)', slow, abort.signal),
    );
    assert.equal(failure.reason, 'cancelled');
    assert.ok(rows.length < 10_000);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('never cancels the statement after the one that was meant', async () => {
    for (let round = 0; round < 20; round++) {
      const abort = new AbortController();
      const quick = database.query('select 1', [], abort.signal).catch(() => {});
      abort.abort();
      await quick;
      assert.deepEqual(await database.query('select pg_sleep(0.01), 2', [], never), [['', '2']]);
    }
  });

  it('cancels on the server', async () => {
    const abort = new AbortController();
    const mark = 'select pg_sleep(60) /* to be cancelled */';
    const running = failureOf(database.run(mark, keeping().sink, abort.signal));
    const watcher = await openDatabase(url, never);
    const active = async () =>
      (
        await watcher.query(
          'select query from pg_stat_activity where query = $1 and state = $2',
          [mark, 'active'],
          never,
        )
      ).length;
    while ((await active()) === 0);
    abort.abort();
    assert.equal((await running).reason, 'cancelled');
    // The error comes a moment before the server is idle.
    await poll('the server to be idle', async () => (await active()) === 0);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
    await watcher.close();
  });

  it('notices that the server has ended the connection', async () => {
    const victim = await openDatabase(url, never);
    const [[pid] = []] = await victim.query('select pg_backend_pid()', [], never);
    const admin = await openDatabase(url, never);
    await admin.query('select pg_terminate_backend($1::int)', [pid ?? null], never);
    const failure = await failureOf(victim.query('select 1', [], never));
    assert.equal(failure.reason, 'unreachable');
    assert.equal(victim.alive, false);
    await admin.close();
  });

  it('says that the connection was lost when the server ends it in the middle of a statement', async () => {
    const doomed = await openDatabase(url, never);
    const failure = await failureOf(
      doomed.run('select pg_terminate_backend(pg_backend_pid())', keeping().sink, never),
    );
    assert.equal(failure.reason, 'unreachable');
    assert.equal(doomed.alive, false);
  });

  it('gives a connection up whose network has gone when the statement is cancelled', async () => {
    const frozen = await freezableProxy(url);
    const database = await openDatabase(frozen.url, never);
    const abort = new AbortController();
    frozen.freeze();
    const running = failureOf(database.run('select 1', keeping().sink, abort.signal));
    abort.abort();
    assert.equal((await running).reason, 'cancelled');
    assert.equal(database.alive, false);
    await frozen.close();
  });

  it('says in a sentence that the password is wrong, and does not repeat it', async () => {
    const wrong = new URL(url);
    wrong.password = 'hunter2-wrong';
    const failure = await failureOf(openDatabase(wrong.href, never));
    assert.equal(failure.reason, 'refusedLogin');
    assert.match(failure.message, /password/i);
    assert.doesNotMatch(failure.message, /hunter2/);
  });

  it('says that nobody answers at an address', async () => {
    const closed = new URL(url);
    closed.port = '1';
    const failure = await failureOf(openDatabase(closed.href, never));
    assert.match(failure.message, /127\.0\.0\.1:1|127\.0\.0\.1/);
  });

  it('says that the database does not exist', async () => {
    const other = new URL(url);
    other.pathname = '/no_such_database';
    const failure = await failureOf(openDatabase(other.href, never));
    assert.match(failure.message, /no_such_database/);
  });

  it('cancels also when the request may overtake the statement', async () => {
    const database = await openDatabase(url, never);
    for (let round = 0; round < 200; round++) {
      const abort = new AbortController();
      const sleeping = failureOf(database.run('select pg_sleep(60)', keeping().sink, abort.signal));
      abort.abort();
      assert.equal((await sleeping).reason, 'cancelled');
    }
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
    await database.close();
  });

  it('can be ended while it connects', async () => {
    const abort = new AbortController();
    const opening = failureOf(openDatabase(url, abort.signal));
    abort.abort();
    assert.equal((await opening).reason, 'cancelled');
  });

  it('can be ended while a server that accepted says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const abort = new AbortController();
    const opening = failureOf(openDatabase(`postgresql://u:p@127.0.0.1:${port}/d`, abort.signal));
    await once(silent, 'connection');
    abort.abort();
    assert.equal((await opening).reason, 'cancelled');
    silent.close();
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

describe('the connection to Postgres over TLS', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: string;

  before(async () => {
    sandbox = await start({ tls: 'required' });
    url = await sandbox.database();
  });
  after(() => sandbox?.stop());

  for (const mode of ['', '?sslmode=prefer', '?sslmode=require']) {
    it(`encrypts with ${mode || 'nothing said'}, and cancels over TLS`, async () => {
      const abort = new AbortController();
      const database = await openDatabase(url + mode, never);
      assert.deepEqual(
        await database.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()', [], never),
        [['t']],
      );
      const sleeping = failureOf(database.run('select pg_sleep(60)', keeping().sink, abort.signal));
      abort.abort();
      assert.equal((await sleeping).reason, 'cancelled');
      await database.close();
    });
  }

  it('refuses a certificate of an unknown authority with verify-full', async () => {
    const failure = await failureOf(openDatabase(`${url}?sslmode=verify-full`, never));
    assert.match(failure.message, /certificate/i);
  });

  it('refuses to go in the clear where the server insists on TLS', async () => {
    const failure = await failureOf(openDatabase(`${url}?sslmode=disable`, never));
    assert.match(
      `${failure.message} ${plain(failure.detail.hint ?? failure.sentence)}`,
      /TLS|sslmode/,
    );
  });
});
