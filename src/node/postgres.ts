import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';
import { Client, type FieldDef, type QueryResult, types } from 'pg';
import Cursor from 'pg-cursor';
import { type ConnectionParts, parseUri, type TlsMode } from '../core/connectionStrings/parts';
import { diagnosePostgres } from '../core/diagnose';
import { cancelled, Failure, isFailure, message } from '../core/errors';
import type { Cell, Database, ResultColumn, Row, RowSink, StatementOutcome } from '../core/ports';
import { utf16Offset } from '../core/statements';
import { cancelRequest } from './cancelRequest';

const connectLimit = 15_000;
const firstBatch = 200;
const laterBatch = 2_000;

/** The socket under a client, which its types leave out: `end()` would wait for a server that never answers. */
interface Wire {
  readonly connection: { readonly stream: { destroy(): void } };
}

/** What a connected client knows of its server process, which its types leave out too. */
interface ServerProcess {
  readonly processID: number;
  readonly secretKey: number;
}

const asText = { getTypeParser: () => (value: string) => value };

const typeNames = new Map(
  Object.entries(types.builtins).map(([name, oid]) => [Number(oid), name.toLowerCase()]),
);

/** Opens one connection. `sslmode` in the URL means what libpq says it means. */
export async function openDatabase(url: string, signal: AbortSignal): Promise<Database> {
  const parts = parseUri(url);
  const tls = await tlsOptions(parts);
  const client = await connectClient(parts, tls, signal).catch((error) => {
    if (!(error instanceof NoTls) || !mayGoWithoutTls.includes(parts.tls)) throw error;
    return connectClient(parts, undefined, signal);
  });
  return databaseOn(client, parts);
}

/** The server answered that it does not speak TLS. */
class NoTls extends Failure {}

/** libpq tries TLS first when nothing is said, and does not verify unless it is asked to. */
async function tlsOptions(parts: ConnectionParts): Promise<ConnectionOptions | undefined> {
  switch (parts.tls) {
    case 'disable':
      return undefined;
    case 'unsaid':
    case 'allow':
    case 'prefer':
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-ca':
      return { ...(await authority(parts)), checkServerIdentity: () => undefined };
    case 'verify-full':
      return authority(parts);
  }
}

const mayGoWithoutTls: readonly TlsMode[] = ['unsaid', 'allow', 'prefer'];

async function authority({ caFile }: ConnectionParts): Promise<ConnectionOptions> {
  if (caFile === undefined || caFile === 'system') return {};
  const ca = await readFile(caFile, 'utf8').catch(() => {
    throw new Failure(
      'badInput',
      message('The certificate file "{0}" that sslrootcert names cannot be read.', caFile),
    );
  });
  return { ca };
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
    password: parts.password ?? '',
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
    const { reason, sentence, advice } = diagnosePostgres(error, parts);
    const answer = error instanceof Error ? error.message : '';
    const Kind = answer.includes('does not support SSL') ? NoTls : Failure;
    throw new Kind(reason, sentence, { hint: advice });
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return { client, ...(tls === undefined ? {} : { tls }) };
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

  /** Runs one piece of work; an abort cancels it on the server and becomes `cancelled`. */
  async function cancellable<T>(
    sql: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    if (signal.aborted) throw cancelled();
    const { processID, secretKey } = client as Client & ServerProcess;
    let cancelling: Promise<void> | undefined;
    const cancel = () => {
      cancelling = cancelRequest({
        host: parts.host,
        port: parts.port,
        processId: processID,
        secretKey,
        ...(tls === undefined ? {} : { tls }),
      });
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw cancelled();
      alive &&= !endsConnection(error);
      throw statementFailure(error as Error, sql, alive);
    } finally {
      signal.removeEventListener('abort', cancel);
      // A cancel still on its way would hit the next statement.
      await cancelling;
    }
  }

  return {
    user: parts.user,
    processId: (client as Client & ServerProcess).processID,
    encrypted: tls !== undefined,

    get alive() {
      return alive;
    },

    query: (sql, params, signal) =>
      cancellable(sql, signal, async () => {
        const result = await client.query<Cell[]>({
          text: sql,
          values: [...params],
          rowMode: 'array',
          types: asText,
        });
        return result.rows;
      }),

    run: (sql, sink, signal) => cancellable(sql, signal, () => stream(client, sql, sink, signal)),

    close: () => client.end(),
  };
}

async function stream(
  client: Client,
  sql: string,
  sink: RowSink,
  signal: AbortSignal,
): Promise<StatementOutcome> {
  const cursor = client.query(
    refusingCopy(new Cursor<Row>(sql, [], { rowMode: 'array', types: asText })),
  );
  try {
    return await readAll(cursor, sink, signal);
  } catch (error) {
    // The sink may have failed: without this the connection would wait for the rest for ever.
    await cursor.close().catch(() => {});
    throw error;
  }
}

async function readAll(
  cursor: Cursor<Row>,
  sink: RowSink,
  signal: AbortSignal,
): Promise<StatementOutcome> {
  let batch = await read(cursor, firstBatch);
  if (batch.fields.length > 0) sink.columns(batch.fields.map(columnOf));
  // The server counts the rows of the last batch alone.
  let total = 0;
  while (batch.rows.length > 0) {
    total += batch.rows.length;
    const complete = batch.tag !== '';
    const next = complete ? undefined : read(cursor, laterBatch);
    // The sink may fail while the server is still sending: that must not become an unhandled rejection.
    next?.catch(() => {});
    const wish = await sink.rows(batch.rows);
    if (next === undefined) break;
    batch = await next;
    // Between two batches the server has nothing to cancel.
    if (signal.aborted) throw cancelled();
    if (wish === 'enough' && batch.rows.length > 0) {
      await cursor.close();
      return { tag: '', capped: true };
    }
  }
  return { tag: batch.tag.replace(/^SELECT .*/, `SELECT ${total}`), capped: false };
}

interface CursorBatch {
  readonly rows: readonly Row[];
  readonly fields: readonly FieldDef[];
  /** Empty while the server has more. */
  readonly tag: string;
}

function read(cursor: Cursor<Row>, count: number): Promise<CursorBatch> {
  return new Promise((resolve, reject) => {
    cursor.read(count, (error, rows, result) => {
      if (error) reject(error);
      else resolve({ rows, fields: result?.fields ?? [], tag: tagOf(result) });
    });
  });
}

/** pg takes the command tag apart; this puts it together again. */
function tagOf(result: QueryResult | undefined): string {
  if (!result?.command) return '';
  const { command, oid, rowCount } = result;
  const words = [command, command === 'INSERT' ? (oid ?? 0) : undefined, rowCount ?? undefined];
  return words.filter((word) => word !== undefined && !Number.isNaN(word)).join(' ');
}

/** Without these a COPY to or from the client would throw inside the driver's parser. */
function refusingCopy(cursor: Cursor<Row>): Cursor<Row> {
  return Object.assign(cursor, {
    handleCopyInResponse(connection: { sendCopyFail(reason: string): void }) {
      connection.sendCopyFail('COPY FROM STDIN needs a file: use psql for it');
    },
    handleCopyData() {},
  });
}

function columnOf({ name, dataTypeID }: FieldDef): ResultColumn {
  return { name, type: typeNames.get(dataTypeID) ?? '' };
}

/** Class 57P: the server shuts down, crashed, or ended this connection. */
function endsConnection(error: unknown): boolean {
  const { code } = error as ServerError;
  return code?.startsWith('57P') ?? false;
}

/** The fields of a Postgres error that pg hands on. */
interface ServerError {
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly position?: string;
}

function statementFailure(error: Error, sql: string, alive: boolean): Failure {
  if (isFailure(error)) return error;
  const { code, detail, hint, position } = error as ServerError;
  const text = error.message;
  if (!alive || code === undefined) {
    return new Failure(
      'unreachable',
      message('The connection to the database was lost ({0}). Run it again to connect anew.', text),
    );
  }
  return new Failure('statementFailed', message('{0}', text), {
    sqlstate: code,
    ...(detail === undefined ? {} : { detail: message('{0}', detail) }),
    ...(hint === undefined ? {} : { hint: message('{0}', hint) }),
    ...(position === undefined ? {} : { position: utf16Offset(sql, Number(position) - 1) }),
  });
}
