import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { freePort } from '../hosts/freePort';
import { programEnvironment } from './environment';
import { foreignOwner, makeFolder } from './folder';
import { poll } from './poll';
import { startSupervisor } from './supervisor';

/** A pooler in transaction mode in front of a database. */
export interface Pgbouncer {
  /** The database as one reaches it through the pooler. */
  readonly parts: ConnectionParts;
  /** Sees to it that there are two connections to the server and nothing is prepared on either. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts Debian's pgbouncer for the database of a URL. It has two connections to the server and gives each
 * transaction the one that has rested longer, so whatever one transaction leaves behind the next does not find.
 */
export async function startPgbouncer(url: string): Promise<Pgbouncer> {
  const server = parseUri(url);
  const folder = await makeFolder(false);
  const supervisor = startSupervisor(folder);
  try {
    const port = await freePort();
    const owner = foreignOwner();
    await writeFile(join(folder, 'users'), `"${server.user}" "${server.password}"\n`);
    await writeFile(join(folder, 'pgbouncer.ini'), settings(server, port, folder));
    await supervisor.run({
      command: '/usr/sbin/pgbouncer',
      args: [join(folder, 'pgbouncer.ini')],
      env: programEnvironment(),
      log: join(folder, 'pgbouncer.log'),
      ...(owner !== undefined && { owner }),
      endSignal: 'SIGKILL',
    });
    const parts = { ...server, port };
    const refresh = () => openBothConnections(parts);
    await refresh();
    return { parts, refresh, stop: () => supervisor.stop() };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

function settings(server: ConnectionParts, port: number, folder: string): string {
  return `[databases]
* = host=${server.host} port=${server.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = 2
server_round_robin = 1
ignore_startup_parameters = extra_float_digits
`;
}

async function openBothConnections(parts: ConnectionParts): Promise<void> {
  const connected = () =>
    poll(async () => {
      const client = new Client({ ...parts, password: parts.password ?? '' });
      client.on('error', () => {});
      return client.connect().then(
        () => client,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ECONNREFUSED') return undefined;
          throw error;
        },
      );
    }, 'The sandbox waited too long for pgbouncer.');
  const clients = [await connected(), await connected()];
  for (const client of clients) await client.query('begin; deallocate all');
  for (const client of clients) {
    await client.query('commit');
    await client.end();
  }
}
