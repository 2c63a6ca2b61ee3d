import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createCopyText } from '../core/csv/copyText';
import { detectCsv, markLength, recordsOf, type Sample } from '../core/csv/detect';
import { searchKey, searchRecord } from '../core/csv/failedRecord';
import { decoderLabels, isUtf16 } from '../core/csv/format';
import {
  type CsvFile,
  chosenFields,
  copyFrom,
  type ImportOptions,
  type ImportPlan,
  type ImportRoute,
  routeOf,
} from '../core/csv/plan';
import { cancelled, Failure, isFailure, message } from '../core/errors';
import type { Database } from '../core/ports';

/** Of a sample at first, and at most: it grows until it holds whole records to show. */
const sampleBytes = 64 * 1024;
const largestSample = 4 * 1024 * 1024;
const shownRecords = 3;
const chunkBytes = 256 * 1024;

/** Throws `storage`. */
export async function openCsv(path: string): Promise<CsvFile> {
  const file = await open(path).catch(throwStorage);
  try {
    const { size } = await file.stat();
    for (let length = sampleBytes; ; length *= 4) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
      const sample = { bytes: buffer.subarray(0, bytesRead), isWhole: bytesRead === size };
      if (sample.isWhole || length >= largestSample || hasRecords(sample)) return { size, sample };
    }
  } catch (error) {
    return throwStorage(error);
  } finally {
    await file.close();
  }
}

function hasRecords(sample: Sample): boolean {
  return recordsOf(sample, detectCsv(sample, []), shownRecords).length === shownRecords;
}

/**
 * Sends a file to its table by one COPY, which takes all of it or nothing, in constant memory. Gives the number of rows
 * that it made. Throws a `Failure`, with the line of the file where the server knows of one.
 */
export async function importCsv(
  database: Pick<Database, 'run'>,
  path: string,
  plan: ImportPlan,
  options: ImportOptions,
): Promise<number> {
  const route = routeOf(plan);
  try {
    return await send(database, path, plan, route, options);
  } catch (error) {
    // The server would take the line for the end of the data.
    if (error === endMark) return send(database, path, plan, 'records', options);
    throw await withLine(error, path, plan, route);
  }
}

async function send(
  database: Pick<Database, 'run'>,
  path: string,
  plan: ImportPlan,
  route: ImportRoute,
  { frame, signal, progress }: ImportOptions,
): Promise<number> {
  const chunks = chunksOf(path, plan, signal, progress);
  const input = route === 'bytes' ? watched(chunks) : chosen(chunks, plan);
  const sink = { columns: () => {}, rows: async () => 'more' as const };
  const { tag } = await database.run(copyFrom(plan, route), sink, signal, {
    input,
    ...(frame ? { frame } : {}),
  });
  return Number(/\d+$/.exec(tag)?.[0]);
}

/** The text of the file in pieces, as UTF-8 where it is UTF-16. */
async function* chunksOf(
  path: string,
  { format }: ImportPlan,
  signal: AbortSignal,
  progress: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const decoder = isUtf16(format.encoding)
    ? new TextDecoder(decoderLabels[format.encoding], { ignoreBOM: true })
    : undefined;
  let read = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      if (signal.aborted) throw cancelled();
      const text = read === 0 ? chunk.subarray(markLength(chunk, format.encoding)) : chunk;
      read += chunk.length;
      progress(read);
      yield decoder ? Buffer.from(decoder.decode(text, { stream: true })) : text;
    }
  } catch (error) {
    throwStorage(error);
  }
  if (decoder) yield Buffer.from(decoder.decode());
}

async function* chosen(
  chunks: AsyncIterable<Uint8Array>,
  plan: ImportPlan,
): AsyncGenerator<Uint8Array> {
  const text = createCopyText(plan.format, chosenFields(plan));
  for await (const chunk of chunks) {
    text.push(chunk);
    yield text.take();
  }
  text.end();
  yield text.take();
}

const endMark = new Failure('badInput', message('A line of the file is \\. alone.'));
const isMarkLine = /(?:^|[\r\n])\\\.(?:[\r\n]|$)/;

/**
 * The bytes as they are, until a line is `\.` alone: before version 18 it ends the data, and what follows would be lost
 * (https://www.postgresql.org/docs/17/sql-copy.html, CSV Format).
 */
async function* watched(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let tail = '\n';
  for await (const chunk of chunks) {
    const seam = tail + latin1(chunk.subarray(0, 3));
    if (isMarkLine.test(seam) || holdsMark(chunk)) throw endMark;
    yield chunk;
    tail = (tail + latin1(chunk.subarray(-3))).slice(-3);
  }
}

function holdsMark(chunk: Uint8Array): boolean {
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  for (let at = bytes.indexOf('\\.'); at >= 0; at = bytes.indexOf('\\.', at + 2)) {
    if (at > 0 && isMarkLine.test(latin1(bytes.subarray(at - 1, at + 3)))) return true;
  }
  return false;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** The failure with the line of the file that it is about. */
async function withLine(
  error: unknown,
  path: string,
  plan: ImportPlan,
  route: ImportRoute,
): Promise<unknown> {
  if (!isFailure(error) || error.reason !== 'statementFailed') return error;
  const search = searchRecord(error, plan, route) ?? searchKey(error, plan);
  if (!search) return error;
  try {
    const never = new AbortController().signal;
    for await (const chunk of chunksOf(path, plan, never, () => {})) {
      search.push(chunk);
      if (search.found()) break;
    }
    search.end();
  } catch (unread) {
    // What the server said is worth more than why its line cannot be found, which may be the quote that it misses.
    const isOpen = isFailure(unread) && unread.detail.line !== undefined;
    return search.found() ?? (isOpen ? unread : error);
  }
  return search.found() ?? error;
}

function throwStorage(error: unknown): never {
  if (isFailure(error)) throw error;
  const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  throw new Failure('storage', message('The file could not be read ({0}).', why));
}
