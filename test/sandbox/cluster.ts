import { chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '../hosts/freePort';
import type { Certificates } from './certificates';
import { programEnvironment } from './environment';
import { foreignOwner } from './folder';
import { poll } from './poll';
import type { Programs } from './programs';
import { ADMIN } from './shop/roles';
import type { Running, Supervisor } from './supervisor';

/** A running Postgres with an empty database `postgres`. */
export interface Cluster {
  /** A URL of 127.0.0.1, with the password percent-encoded. */
  url(user: string, password: string, database: string): string;
  /** Runs scripts one after the other, each in a transaction, in a database as the superuser. */
  run(database: string, ...scripts: readonly string[]): Promise<void>;
  /** Runs one statement with parameters in the same way: its rows. */
  query(database: string, sql: string, values: readonly unknown[]): Promise<unknown[]>;
}

/** What the cluster needs to know. */
export interface ClusterOptions {
  readonly folder: string;
  readonly programs: Programs;
  readonly supervisor: Supervisor;
  readonly adminPassword: string;
  /** With them Postgres takes connections over TLS. */
  readonly certificates?: Certificates;
  /** Over nothing else, then. */
  readonly requiresTls?: boolean;
}

/** Nothing here outlives the sandbox, so nothing waits for the disk; many tables may be made in one transaction. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_locks_per_transaction: '512',
  dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
  timezone: 'UTC',
};

/** Makes a cluster in the folder and starts it. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const data = await makeDataFolder(options);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const log = join(options.folder, `postgres-${port}.log`);
    const ready = await startPostgres(options, data, port, log);
    if (ready) return connectTo(port, options);
    const said = await readFile(log, 'utf8');
    // Somebody else may have taken the port since it was found free.
    if (attempt === 5 || !said.includes('could not bind')) {
      throw new Error(`The sandbox's Postgres did not start: ${said.trim()}`);
    }
  }
}

async function makeDataFolder(options: ClusterOptions): Promise<string> {
  const { folder, programs, supervisor, adminPassword } = options;
  const owner = foreignOwner();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const log = join(folder, 'initdb.log');
  await writeFile(passwordFile, adminPassword, { mode: 0o600 });
  if (owner !== undefined) await chown(passwordFile, owner, owner);
  const flags = ['--no-sync', '--no-instructions', '--encoding=UTF8', '--locale=C'];
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['-U', ADMIN, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const initdb = await supervisor.run({
    command: programs.initdb,
    args: ['-D', data, ...flags, ...locale, ...access],
    env: programEnvironment(),
    log,
    ...(owner !== undefined && { owner }),
    endSignal: 'SIGKILL',
  });
  if ((await initdb.ended) !== 0) {
    throw new Error(`The sandbox's initdb failed: ${(await readFile(log, 'utf8')).trim()}`);
  }
  const kind = options.requiresTls ? 'hostssl' : 'host';
  await writeFile(join(data, 'pg_hba.conf'), `${kind} all all 127.0.0.1/32 scram-sha-256\n`);
  return data;
}

/** Starts Postgres on the port: true once it takes connections, false when it has ended instead. */
async function startPostgres(
  { supervisor, programs, certificates }: ClusterOptions,
  data: string,
  port: number,
  log: string,
): Promise<boolean> {
  const owner = foreignOwner();
  const tls = certificates && {
    ssl: 'on',
    ssl_cert_file: certificates.certificate,
    ssl_key_file: certificates.key,
  };
  const set = Object.entries({ ...settings, ...tls, port: String(port) });
  const running = await supervisor.run({
    command: programs.postgres,
    args: ['-D', data, ...set.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: programEnvironment(),
    log,
    ...(owner !== undefined && { owner }),
    // Postgres's immediate shutdown: it ends all its processes.
    endSignal: 'SIGQUIT',
  });
  return poll(() => readiness(running, data), 'The sandbox waited too long for Postgres.');
}

async function readiness(running: Running, data: string): Promise<boolean | undefined> {
  // The eighth line of this file is what pg_ctl waits for; unlike an open port, it cannot be somebody else's.
  const status = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  if (status.split('\n')[7]?.trim() === 'ready') return true;
  return running.hasEnded() ? false : undefined;
}

function connectTo(port: number, { adminPassword, certificates }: ClusterOptions): Cluster {
  const url = (user: string, password: string, database: string) =>
    `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const connected = async <T>(database: string, use: (client: Client) => Promise<T>) => {
    const client = new Client({
      connectionString: url(ADMIN, adminPassword, database),
      ...(certificates && { ssl: { ca: certificates.ca } }),
    });
    // A connection that breaks fails the query under way; without this it would also end the process.
    client.on('error', () => {});
    await client.connect();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  };
  return {
    url,
    run: (database, ...scripts) =>
      connected(database, async (client) => {
        for (const script of scripts) await client.query(script);
      }),
    query: (database, sql, values) =>
      connected(database, async (client) => (await client.query(sql, [...values])).rows),
  };
}
