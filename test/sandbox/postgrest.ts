import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../hosts/freePort';
import { programEnvironment } from './environment';
import { foreignOwner } from './folder';
import { poll } from './poll';
import type { Running, Supervisor } from './supervisor';
import { sign } from './tokens';

/** Where an HTTP server listens: a Unix socket, or a port of 127.0.0.1 where PostgREST has no sockets. */
export type Address =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number };

/** What one PostgREST is told. */
export interface PostgrestOptions {
  readonly folder: string;
  readonly supervisor: Supervisor;
  readonly program: string;
  /** Names its files; one PostgREST for each name. */
  readonly name: string;
  /** The URL of its database, as the role `authenticator`. */
  readonly databaseUrl: string;
  /** The first is the default. */
  readonly schemas: readonly string[];
  readonly jwtSecret: string;
  /** The role of requests without a token; they are refused without it. */
  readonly anonRole?: string;
  /** A role that `authenticator` may become, to ask whether it is ready. */
  readonly knownRole: string;
  readonly maxRows?: number;
  /** Whether `Prefer: tx=rollback` is taken. */
  readonly rollsBack?: boolean;
  readonly aggregates: boolean;
}

/** Starts PostgREST and waits until it has read the schema. */
export async function startPostgrest(options: PostgrestOptions): Promise<Address> {
  const { folder, supervisor, name } = options;
  const address: Address =
    process.platform === 'win32'
      ? { host: '127.0.0.1', port: await freePort() }
      : { socketPath: join(folder, `${name}.sock`) };
  const log = join(folder, `postgrest-${name}.log`);
  const owner = foreignOwner();
  const running = await supervisor.run({
    command: options.program,
    args: [],
    env: programEnvironment(configuration(options, address)),
    log,
    ...(owner !== undefined && { owner }),
    endSignal: 'SIGKILL',
  });
  const token = await sign({ role: options.knownRole }, options.jwtSecret);
  const ready = await poll(
    () => readiness(running, address, token),
    `The sandbox waited too long for PostgREST (${name}).`,
  );
  if (ready) return address;
  const said = await readFile(log, 'utf8');
  throw new Error(`The sandbox's PostgREST (${name}) did not start: ${said.trim()}`);
}

function configuration(options: PostgrestOptions, address: Address): Record<string, string> {
  const { databaseUrl, schemas, jwtSecret, anonRole, maxRows, rollsBack, aggregates } = options;
  return {
    PGRST_DB_URI: databaseUrl,
    PGRST_DB_SCHEMAS: schemas.join(','),
    PGRST_DB_EXTRA_SEARCH_PATH: 'public,extensions',
    PGRST_JWT_SECRET: jwtSecret,
    PGRST_DB_POOL: '5',
    PGRST_DB_AGGREGATES_ENABLED: String(aggregates),
    ...(anonRole !== undefined && { PGRST_DB_ANON_ROLE: anonRole }),
    ...(rollsBack && { PGRST_DB_TX_END: 'commit-allow-override' }),
    ...(maxRows !== undefined && { PGRST_DB_MAX_ROWS: String(maxRows) }),
    ...('socketPath' in address
      ? { PGRST_SERVER_UNIX_SOCKET: address.socketPath }
      : { PGRST_SERVER_HOST: address.host, PGRST_SERVER_PORT: String(address.port) }),
  };
}

/** True once it answers from its schema cache, false when it has ended. */
async function readiness(
  running: Running,
  address: Address,
  token: string,
): Promise<boolean | undefined> {
  const status = await statusOf(address, token);
  if (status !== undefined && status !== 503) return true;
  return running.hasEnded() ? false : undefined;
}

/** The status of a call that needs the schema cache but no database, undefined when nobody answers. */
function statusOf(address: Address, token: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const path = '/rpc/is_the_schema_there';
    const headers = { authorization: `Bearer ${token}` };
    request({ ...address, path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', () => resolve(undefined))
      .end();
  });
}
