import { type Client, type FieldDef, type QueryResult, types } from 'pg';
import Cursor from 'pg-cursor';
import { cancelled } from '../core/errors';
import type { ResultColumn, Row, RowSink, StatementOutcome } from '../core/ports';

const firstBatch = 200;
const smallBatch = 500;
const largeBatch = 2_000;
/** No memory holds 2,000 cells of a megabyte: a batch has fewer rows where they are this large together. */
const batchCharacters = 8_000_000;
/** Milliseconds for a batch from which the way to the server counts for more than the rows. */
const slowBatch = 20;

/** Every value as the server wrote it. */
export const asText = { getTypeParser: () => (value: string) => value };

const typeNames = new Map(
  Object.entries(types.builtins).map(([name, oid]) => [Number(oid), name.toLowerCase()]),
);

/**
 * Runs one statement through a cursor, so that its rows come as fast as the sink takes them. `ended` resolves when
 * the connection has ended. Rejects with pg's error.
 */
export async function streamRows(
  client: Client,
  ended: Promise<void>,
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
    // The sink may have failed: without this the connection would wait for the rest for ever. One that has
    // ended never answers.
    await Promise.race([cursor.close().catch(() => {}), ended]);
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
  let count = smallBatch;
  while (batch.rows.length > 0) {
    total += batch.rows.length;
    const complete = batch.tag !== '';
    const next = complete ? undefined : read(cursor, Math.min(count, fitting(batch.rows)));
    // The sink may fail while the server is still sending: that must not become an unhandled rejection.
    next?.catch(() => {});
    const wish = await sink.rows(batch.rows);
    if (next === undefined) break;
    batch = await next;
    count = nextCount(count, batch.milliseconds);
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
  /** From asking for it to having it. */
  readonly milliseconds: number;
}

/** Small batches die young in memory; large ones save round trips to a server that is far away. */
function nextCount(count: number, milliseconds: number): number {
  return milliseconds > slowBatch
    ? Math.min(count * 2, largeBatch)
    : Math.max(count / 2, smallBatch);
}

/** How many rows of the size of these are not too large together. */
function fitting(rows: readonly Row[]): number {
  let characters = 1;
  for (const row of rows) for (const cell of row) characters += cell?.length ?? 0;
  return Math.max(1, Math.floor((batchCharacters * rows.length) / characters));
}

function read(cursor: Cursor<Row>, count: number): Promise<CursorBatch> {
  const asked = performance.now();
  return new Promise((resolve, reject) => {
    cursor.read(count, (error, rows, result) => {
      const milliseconds = performance.now() - asked;
      if (error) reject(error);
      else resolve({ rows, fields: result?.fields ?? [], tag: tagOf(result), milliseconds });
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
