import type { ConnectionOptions } from 'node:tls';
import { Client, type FieldDef } from 'pg';
import { type ConnectionParts, parseUri } from '../core/connectionStrings/parts';
import { withTls } from '../core/databaseTls';
import { diagnosePostgres } from '../core/diagnose';
import { cancelled, Failure } from '../core/errors';
import type { ProjectTls } from '../core/model';
import type { Cell, Database, Notice, RowSink, RunOptions, StatementOutcome } from '../core/ports';
import { cancelRequest, cancelUntil } from './cancelRequest';
import { inFrame, inTransaction } from './frame';
import { certificateOf, mayGoWithoutTls, tlsOptions } from './postgresTls';
import { type Tappable, tapRows } from './rowTap';
import { endsConnection, refuseNul, statementFailure } from './statementFailure';
import { streamRows } from './streamRows';
import { createTurns } from './turns';
import { createTypeNames } from './typeNames';

const connectLimit = 15_000;
/** How long a statement may take to end once it is cancelled, before its connection is given up. */
const cancelPatience = 5_000;

/** Every value as the server wrote it. */
const asText = { getTypeParser: () => (value: string) => value };

/** The connection under a client, which its types leave out: `end()` would wait for a server that never answers. */
interface Wire {
  readonly connection: {
    readonly stream: Tappable & { destroy(): void };
    /** Told after every statement: idle, in a transaction, or in one that has failed. */
    on(event: 'readyForQuery', told: (message: { readonly status: 'I' | 'T' | 'E' }) => void): void;
  };
}

/** What a connected client knows of its server process, which its types leave out too. */
interface ServerProcess {
  readonly processID: number;
  readonly secretKey: number;
}

/** Opens one connection; `withTls` says what its TLS is. */
export async function openDatabase(
  url: string,
  signal: AbortSignal,
  tlsOfProject?: ProjectTls,
): Promise<Database> {
  const parts = withTls(parseUri(url), tlsOfProject);
  const tls = await tlsOptions(parts);
  const client = await connectClient(parts, tls, signal).catch((error: Failure) => {
    if (error.reason !== 'noTls' || !mayGoWithoutTls.includes(parts.tls)) throw error;
    return connectClient(parts, undefined, signal);
  });
  return databaseOn(client, parts);
}

async function connectClient(
  parts: ConnectionParts,
  tls: ConnectionOptions | undefined,
  signal: AbortSignal,
): Promise<ConnectedClient> {
  const client = new Client({
    host: parts.host,
    port: parts.port,
    database: parts.database,
    ...(parts.options === undefined ? {} : { options: parts.options }),
    user: parts.user,
    password: parts.password ?? noPassword,
    ssl: tls ?? false,
    connectionTimeoutMillis: connectLimit,
    keepAlive: true,
    application_name: 'Powabase for VS Code',
  });
  client.on('error', () => {});
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
  });
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([client.connect(), aborted]);
  } catch (error) {
    (client as Client & Wire).connection.stream.destroy();
    if (signal.aborted) throw cancelled();
    throw await connectFailure(error, parts);
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return { client, ...(tls === undefined ? {} : { tls }) };
}

/** Asked for where the server wants one: without it, pg would send PGPASSWORD, which was set for another server. */
function noPassword(): never {
  throw new Error('no password supplied');
}

/** About a certificate that is refused one wants to know whose it is, which the driver does not say. */
async function connectFailure(error: unknown, parts: ConnectionParts): Promise<Failure> {
  const first = diagnosePostgres(error, parts);
  const { reason, sentence, advice } =
    first.reason === 'untrustedCertificate'
      ? diagnosePostgres(error, parts, await certificateOf(parts))
      : first;
  return new Failure(reason, sentence, { hint: advice });
}

interface ConnectedClient {
  readonly client: Client;
  readonly tls?: ConnectionOptions;
}

function databaseOn({ client, tls }: ConnectedClient, parts: ConnectionParts): Database {
  let alive = true;
  client.on('error', () => {
    alive = false;
  });
  client.on('end', () => {
    alive = false;
  });
  let transaction: Database['transaction'] = 'none';
  (client as Client & Wire).connection.on('readyForQuery', ({ status }) => {
    transaction = status === 'T' ? 'open' : status === 'E' ? 'failed' : 'none';
  });
  const target = {
    host: parts.host,
    port: parts.port,
    processId: (client as Client & ServerProcess).processID,
    secretKey: (client as Client & ServerProcess).secretKey,
    ...(tls === undefined ? {} : { tls }),
  };
  const line = { client, tap: tapRows((client as Client & Wire).connection.stream) };
  let running = 0;

  /** Runs one piece of work; an abort cancels it on the server and becomes `cancelled`. */
  async function cancellable<T>(
    sql: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    if (signal.aborted) throw cancelled();
    refuseNul(sql);
    const done = new AbortController();
    let cancelling: Promise<void> | undefined;
    let givingUp: ReturnType<typeof setTimeout> | undefined;
    let failed = false;
    const cancel = () => {
      // A network that is gone answers neither the statement nor its cancel.
      givingUp = setTimeout(
        () => (client as Client & Wire).connection.stream.destroy(),
        cancelPatience,
      );
      cancelling = cancelUntil(done.signal, target);
    };
    running++;
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await work();
    } catch (error) {
      failed = true;
      if (signal.aborted) throw cancelled();
      alive &&= !endsConnection(error);
      throw statementFailure(error as Error, sql, alive);
    } finally {
      signal.removeEventListener('abort', cancel);
      running--;
      done.abort();
      clearTimeout(givingUp);
      // A cancel still on its way would hit the next statement; a connection that has ended runs none.
      if (alive) await cancelling;
      if (failed && alive && transaction === 'open') await settle();
    }
  }

  /** What became of the transaction is known once the server is ready again, which it says behind the error. */
  async function settle() {
    const { stream } = (client as Client & Wire).connection;
    const givingUp = setTimeout(() => stream.destroy(), cancelPatience);
    await client.query('').catch(() => {});
    clearTimeout(givingUp);
  }

  let typeNames = createTypeNames();
  const inTurn = createTurns();

  async function query(sql: string, params: readonly Cell[]): Promise<Cell[][]> {
    const values = [...params];
    const result = await client.query<Cell[]>({
      text: sql,
      values,
      rowMode: 'array',
      types: asText,
    });
    return result.rows;
  }

  /** The statement first: how types are named is worth no wait, and no failure. */
  async function nameTypes(fields: readonly FieldDef[], sink: RowSink, signal: AbortSignal) {
    if (!alive || transaction === 'failed') return;
    const learn = () => typeNames.learn(fields, query);
    const learned = await cancellable('', signal, learn).catch(() => false);
    if (learned) sink.columns(typeNames.columnsOf(fields));
  }

  async function run(
    sql: string,
    sink: RowSink,
    signal: AbortSignal,
    { frame, values = [], input }: RunOptions = {},
  ): Promise<StatementOutcome> {
    let fields: readonly FieldDef[] = [];
    const described = {
      ...sink,
      fields(given: readonly FieldDef[]) {
        fields = given;
        sink.columns(typeNames.columnsOf(given));
      },
    };
    const tell = ({ severity, message }: ServerNotice) =>
      sink.notice?.({ severity: severity ?? '', text: message ?? '' } satisfies Notice);
    client.on('notice', tell);
    try {
      const query = { sql, values, ...(input ? { input } : {}) };
      const stream = () => streamRows(line, query, described, signal);
      const outcome = await cancellable(sql, signal, () =>
        frame ? inFrame(client, frame, stream) : stream(),
      );
      // A value or the type itself may have another name now, or an enumerated type more of them.
      if (outcome.tag === 'ALTER TYPE') typeNames = createTypeNames();
      await nameTypes(fields, sink, signal);
      return outcome;
    } finally {
      client.off('notice', tell);
    }
  }

  return {
    user: parts.user,
    processId: target.processId,
    tls: tls === undefined ? 'none' : tls.rejectUnauthorized === false ? 'unverified' : 'verified',

    get transaction() {
      return transaction;
    },

    get alive() {
      return alive;
    },

    query: (sql, params, signal) =>
      inTurn(signal, () => cancellable(sql, signal, () => query(sql, params))),

    atomically: (settings, work, signal) =>
      inTurn(signal, () => {
        const ask = (sql: string, params: readonly Cell[]) =>
          cancellable(sql, signal, () => query(sql, params));
        const open = transaction !== 'none';
        return inTransaction({ open, settings }, ask, query, () => work(ask));
      }),

    run: (sql, sink, signal, options) => inTurn(signal, () => run(sql, sink, signal, options)),

    async close() {
      // The server would go on with what nobody waits for.
      if (running > 0) await cancelRequest(target);
      await client.end();
    },
  };
}

/** The fields of a notice that pg hands on. */
interface ServerNotice {
  readonly severity?: string | undefined;
  readonly message?: string | undefined;
}
