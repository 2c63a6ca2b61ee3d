import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { RowSink } from '../../src/core/ports';
import { openDatabase } from '../../src/node/postgres';
import { poll } from '../e2e/poll';
import { failureOf, keeping, never } from './keeping';
import { ownDatabase } from './withDatabase';

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

describe('cancelling on Postgres', function () {
  this.timeout(60_000);
  const own = ownDatabase();

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
      own.database.run('select generate_series(1, 1000000)', slow, abort.signal),
    );
    assert.equal(failure.reason, 'cancelled');
    assert.ok(rows.length < 10_000);
    assert.deepEqual(await own.database.query('select 1', [], never), [['1']]);
  });

  it('never cancels the statement after the one that was meant', async () => {
    for (let round = 0; round < 20; round++) {
      const abort = new AbortController();
      const quick = own.database.query('select 1', [], abort.signal).catch(() => {});
      abort.abort();
      await quick;
      assert.deepEqual(await own.database.query('select pg_sleep(0.01), 2', [], never), [
        ['', '2'],
      ]);
    }
  });

  it('cancels on the server', async () => {
    const abort = new AbortController();
    const mark = 'select pg_sleep(60) /* to be cancelled */';
    const running = failureOf(own.database.run(mark, keeping().sink, abort.signal));
    const watcher = await openDatabase(own.url, never);
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
    assert.deepEqual(await own.database.query('select 1', [], never), [['1']]);
    await watcher.close();
  });

  it('gives a connection up whose network has gone when the statement is cancelled', async () => {
    const frozen = await freezableProxy(own.url);
    const database = await openDatabase(frozen.url, never);
    const abort = new AbortController();
    frozen.freeze();
    const running = failureOf(database.run('select 1', keeping().sink, abort.signal));
    abort.abort();
    assert.equal((await running).reason, 'cancelled');
    assert.equal(database.alive, false);
    await frozen.close();
  });

  it('cancels also when the request may overtake the statement', async () => {
    const database = await openDatabase(own.url, never);
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
    const opening = failureOf(openDatabase(own.url, abort.signal));
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
});
