import assert from 'node:assert/strict';
import { openDatabase } from '../../src/node/postgres';
import { poll } from '../e2e/poll';
import { type ImportGround, openGround } from './imports';
import { failureOf, keeping, never } from './keeping';

const line = `1,${'x'.repeat(120)}\n`;
const rowCount = 500_000;

describe('the stream of an import', function () {
  this.timeout(60_000);
  let ground: ImportGround;
  before(async () => {
    ground = await openGround();
    await ground.run('create table big (a int, b text)');
  });
  after(() => ground?.close());

  const count = () => ground.run('select count(*) from big');

  for (const mapping of [
    ['a', 'b'],
    [undefined, 'b'],
  ]) {
    it(`reads no further than the server takes, and leaves nothing when cancelled: ${mapping}`, async () => {
      // The first row waits for a lock that this test holds.
      await ground.run(`create or replace function wait() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(7); return new; end $$`);
      await ground.run(
        'create trigger wait before insert on big for each row execute function wait()',
      );
      const other = await openDatabase(ground.url, never);
      await other.query('select pg_advisory_lock(7)', [], never);
      const abort = new AbortController();
      let read = 0;
      const importing = failureOf(
        ground.load('big', line.repeat(rowCount), {
          header: false,
          mapping,
          options: {
            signal: abort.signal,
            progress: (bytes) => {
              read = bytes;
            },
          },
        }),
      );
      const waits = `select from pg_stat_activity where wait_event = 'advisory'`;
      await poll('the row to wait', async () => (await other.query(waits, [], never)).length === 1);
      let before = -1;
      await poll('the reading to stand still', async () => {
        const stands = before === read;
        before = read;
        return stands;
      });
      assert.ok(read < 20_000_000, `${read} bytes were read`);
      abort.abort();
      assert.equal((await importing).reason, 'cancelled');
      await other.close();
      await ground.run('drop trigger wait on big');
      assert.deepEqual(await count(), [['0']]);
    });
  }

  it('is cancelled in the middle, and the connection goes on', async () => {
    const abort = new AbortController();
    const failure = await failureOf(
      ground.load('big', line.repeat(rowCount), {
        header: false,
        options: { signal: abort.signal, progress: (bytes) => bytes > 5_000_000 && abort.abort() },
      }),
    );
    assert.equal(failure.reason, 'cancelled');
    assert.deepEqual(await count(), [['0']]);
  });

  it('tells how far it is, to the last byte', async () => {
    const told: number[] = [];
    await ground.load('big', line.repeat(10_000), {
      header: false,
      options: { progress: (bytes) => told.push(bytes) },
    });
    assert.equal(told.at(-1), line.length * 10_000);
    assert.deepEqual(
      told,
      told.toSorted((one, next) => one - next),
    );
    await ground.run('truncate big');
  });

  it('ends a COPY whose input fails, with the error of the input', async () => {
    async function* input() {
      yield Buffer.from(line);
      throw new Error('the disk is gone');
    }
    const copy = ground.database.run('copy big from stdin (format csv)', keeping().sink, never, {
      input: input(),
    });
    await assert.rejects(copy, /the disk is gone/);
    assert.deepEqual(await count(), [['0']]);
  });

  it('says that the connection was lost in the middle of it', async () => {
    const victim = await openDatabase(ground.url, never);
    async function* input() {
      yield Buffer.from(line);
      await ground.database.query(
        'select pg_terminate_backend($1::int)',
        [String(victim.processId)],
        never,
      );
      for (;;) yield Buffer.from(line.repeat(1_000));
    }
    const failure = await failureOf(
      victim.run('copy big from stdin (format csv)', keeping().sink, never, { input: input() }),
    );
    assert.equal(failure.reason, 'connectionLost');
  });
});
