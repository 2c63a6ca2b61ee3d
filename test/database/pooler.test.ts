import assert from 'node:assert/strict';
import { renderConnection } from '../../src/core/connectionStrings';
import { unpackRows } from '../../src/core/packedRows';
import type { Cell, Database, Row, RowSink, RunOptions } from '../../src/core/ports';
import { settingsOf } from '../../src/core/roles';
import { openDatabase } from '../../src/node/postgres';
import { poll } from '../e2e/poll';
import { debianPackages } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { type Pgbouncer, startPgbouncer } from '../sandbox/pgbouncer';
import { inDebian } from './inDebian';
import { rows } from './rows';

const never = new AbortController().signal;

async function ask(database: Database, sql: string, options: RunOptions = {}) {
  const kept: Row[] = [];
  const sink: RowSink = {
    columns: () => {},
    rows: async (batch) => {
      kept.push(...unpackRows(batch));
      return 'more';
    },
  };
  const { tag } = await database.run(sql, sink, never, options);
  return { kept, tag };
}

describe('statements through a pooler in transaction mode', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let server: string;
  let pooler: Pgbouncer;
  let url: string;
  const open: Database[] = [];

  inDebian([debianPackages.pgbouncer]);
  before(async () => {
    sandbox = await start();
    server = await sandbox.database();
    pooler = await startPgbouncer(server);
    url = renderConnection('uri', pooler.parts, { password: 'shown' });
  });
  after(async () => {
    for (const database of open) await database.close();
    await pooler?.stop();
    await sandbox?.stop();
  });

  async function connected(): Promise<Database> {
    const database = await openDatabase(url, never);
    open.push(database);
    return database;
  }

  it('gives all rows to more clients than the pooler has connections', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, connected));
    const counts = await Promise.all(
      clients.map(async (client, n) => {
        const { kept } = await ask(client, `select ${n}, g from generate_series(1, 20000) g`);
        return new Set(kept.map((row) => row.join())).size;
      }),
    );
    assert.deepEqual(counts, Array(6).fill(20_000));
  });

  it('keeps several statements together as one role, and leaves the connection as it was', async () => {
    const clients = await Promise.all(Array.from({ length: 6 }, connected));
    const settings = settingsOf({ role: 'anon', claims: {} });
    const seen = await Promise.all(
      clients.map((client) =>
        client.atomically(
          settings,
          async (ask) => {
            const [first] = await ask('select pg_backend_pid(), current_user', []);
            const [again] = await ask('select pg_backend_pid(), current_user, pg_sleep(0.02)', []);
            return [first?.[0] === again?.[0], first?.[1], again?.[1]];
          },
          never,
        ),
      ),
    );
    assert.deepEqual(seen, Array(6).fill([true, 'anon', 'anon']));
    const { kept } = await ask(await connected(), 'select current_user::text');
    assert.deepEqual(kept, [[pooler.parts.user]]);
  });

  it('binds values without a name for the statement', async () => {
    const database = await connected();
    for (let time = 0; time < 10; time++) {
      const values: Cell[] = [String(time), "o'neil; drop table x --", null];
      const { kept } = await ask(database, 'select $1::int + 1, $2::text, $3::text is null', {
        values,
      });
      assert.deepEqual(kept, [[String(time + 1), "o'neil; drop table x --", 't']]);
    }
    await pooler.refresh();
  });

  it('leaves neither the role nor the settings of a statement to the next client', async () => {
    const [one, other] = [await connected(), await connected()];
    const settings = settingsOf({ role: 'authenticated', claims: { sub: 'ada' } });
    const who = "select current_user, current_setting('request.jwt.claims', true)::json ->> 'sub'";
    for (let time = 0; time < 6; time++) {
      const { kept } = await ask(one, who, { frame: { readOnly: false, settings } });
      assert.deepEqual(kept, [['authenticated', 'ada']]);
      const { kept: left } = await ask(
        other,
        "select current_user = session_user, coalesce(nullif(current_setting('request.jwt.claims', true), ''), 'none')",
      );
      assert.deepEqual(left, [['t', 'none']]);
    }
  });

  it('keeps what is committed, and nothing of a frame that is rolled back', async () => {
    const database = await connected();
    await ask(database, 'create table pooled (n int)');
    const frame = { readOnly: false, settings: [] };
    await ask(database, 'insert into pooled values (1)', { frame });
    const undone = await ask(database, 'insert into pooled values (2) returning n', {
      frame: { ...frame, rollsBack: true },
    });
    assert.deepEqual(undone.kept, [['2']]);
    await ask(database, 'begin');
    await ask(database, 'insert into pooled values (3)');
    assert.equal(database.transaction, 'open');
    await ask(database, 'rollback');
    assert.deepEqual(await rows(server, 'select n from pooled'), [['1']]);
  });

  it('cancels a statement, and the pooler lives on for everybody', async () => {
    const [one, other] = [await connected(), await connected()];
    for (let time = 0; time < 3; time++) {
      const cancel = new AbortController();
      const sleeping = one.run('select pg_sleep(60)', sinkOfNothing, cancel.signal);
      // Once it really runs there.
      while (!(await isSleeping(server))) await new Promise(setImmediate);
      cancel.abort();
      await assert.rejects(sleeping, { reason: 'cancelled' });
      // The error comes a moment before the server is idle.
      await poll('the server to be idle', async () => !(await isSleeping(server)));
      assert.deepEqual((await ask(one, 'select 1')).kept, [['1']]);
      assert.deepEqual((await ask(other, 'select 2')).kept, [['2']]);
    }
  });
});

const sinkOfNothing: RowSink = { columns: () => {}, rows: async () => 'more' };

async function isSleeping(server: string): Promise<boolean> {
  const [[count] = []] = await rows(
    server,
    "select count(*) from pg_stat_activity where state = 'active' and query like 'select pg_sleep%'",
  );
  return count !== '0';
}
