import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { plain } from '../../src/core/errors';
import { openDatabase } from '../../src/node/postgres';
import { type Sandbox, start } from '../sandbox';
import { failureOf, keeping, never } from './keeping';

describe('the connection to Postgres', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: string;

  before(async () => {
    sandbox = await start();
    url = await sandbox.database();
  });
  after(() => sandbox?.stop());

  it('notices that the server has ended the connection', async () => {
    const victim = await openDatabase(url, never);
    const [[pid] = []] = await victim.query('select pg_backend_pid()', [], never);
    const admin = await openDatabase(url, never);
    await admin.query('select pg_terminate_backend($1::int)', [pid ?? null], never);
    const failure = await failureOf(victim.query('select 1', [], never));
    assert.equal(failure.reason, 'connectionLost');
    assert.equal(victim.alive, false);
    await admin.close();
  });

  it('says that the connection was lost when the server ends it in the middle of a statement', async () => {
    const doomed = await openDatabase(url, never);
    const failure = await failureOf(
      doomed.run('select pg_terminate_backend(pg_backend_pid())', keeping().sink, never),
    );
    assert.equal(failure.reason, 'connectionLost');
    assert.equal(doomed.alive, false);
  });

  it('says in a sentence that the password is wrong, and does not repeat it', async () => {
    const wrong = new URL(url);
    wrong.password = 'hunter2-wrong';
    const failure = await failureOf(openDatabase(wrong.href, never));
    assert.equal(failure.reason, 'refusedLogin');
    assert.match(failure.message, /password/i);
    assert.doesNotMatch(failure.message, /hunter2/);
  });

  describe('without a password', () => {
    const before = process.env.PGPASSWORD;
    afterEach(() => {
      if (before === undefined) delete process.env.PGPASSWORD;
      else process.env.PGPASSWORD = before;
    });

    it('sends none of the environment, which is not for this server', async () => {
      process.env.PGPASSWORD = new URL(url).password;
      const open = new URL(url);
      open.password = '';
      const failure = await failureOf(openDatabase(open.href, never));
      assert.equal(failure.reason, 'refusedLogin');
      assert.match(failure.message, /wants a password and the Database URL has none/);
    });

    it('sends no empty one to a server that asks for it in the clear', async () => {
      process.env.PGPASSWORD = 'hunter2-of-the-environment';
      const asking = await startAsking();
      const { reason } = await failureOf(
        openDatabase(`postgresql://ann@127.0.0.1:${asking.port}/shop?sslmode=disable`, never),
      );
      assert.equal(reason, 'refusedLogin');
      assert.deepEqual(asking.answers, []);
      asking.close();
    });
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

/** A server that answers the startup message with AuthenticationCleartextPassword, and keeps what comes then. */
async function startAsking() {
  const answers: string[] = [];
  const server = createServer((socket) => {
    socket.once('data', () => {
      socket.on('data', (bytes) => answers.push(bytes.toString('latin1')));
      socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
    });
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { answers, port: (server.address() as AddressInfo).port, close: () => server.close() };
}
