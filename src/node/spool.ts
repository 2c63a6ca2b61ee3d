import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure, message } from '../core/errors';
import { packRows, rowStarts, unpackRows } from '../core/packedRows';
import type { PackedRows, Row, Spool } from '../core/ports';

/** One appended batch: rows `first` up to `first + count`, packed, in `length` bytes from `start`. */
interface Batch {
  readonly first: number;
  readonly count: number;
  readonly start: number;
  readonly length: number;
}

const batchesInMemory = 4;
const stretchBytes = 4 * 1024 * 1024;

/**
 * A file that only this user may read. On POSIX its name is removed at once, so that nothing is left whatever
 * ends the process; on Windows it is removed on close.
 */
export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `powabase-${randomUUID()}.rows`);
  const named = process.platform === 'win32';
  const file = await open(path, 'wx+', 0o600).catch(throwStorage);
  if (!named) await unlink(path).catch(throwStorage);

  const batches: Batch[] = [];
  const cache = new Map<Batch, Promise<Uint8Array>>();
  /** The rows that are others now: those that a person has changed. */
  const replaced = new Map<number, Row>();
  let rowCount = 0;
  let size = 0;
  let closed = false;
  /** One buffer for every write: a new one each time would pile up until the next full collection. */
  let outgoing = Buffer.alloc(0);
  /** Appends follow one another, whoever asks for them. */
  let written = Promise.resolve();

  async function write({ count, pieces }: PackedRows) {
    if (count === 0) return;
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (outgoing.length < length) outgoing = Buffer.allocUnsafeSlow(length * 2);
    let filled = 0;
    for (const piece of pieces) {
      outgoing.set(piece, filled);
      filled += piece.length;
    }
    await writeAll(file, outgoing.subarray(0, length), size).catch(throwStorage);
    batches.push({ first: rowCount, count, start: size, length });
    rowCount += count;
    size += length;
  }

  const batchOf = (row = 0) => batchAt(batches, row);

  function remember(batch: Batch, bytes: Promise<Uint8Array>) {
    cache.delete(batch);
    cache.set(batch, bytes);
    const oldest = cache.keys().next().value;
    if (cache.size > batchesInMemory && oldest) cache.delete(oldest);
    return bytes;
  }

  return {
    get rowCount() {
      return rowCount;
    },
    get size() {
      return size;
    },

    append(rows) {
      written = written.then(() => write(rows));
      return written;
    },

    replace(row, cells) {
      replaced.set(row, cells);
    },

    async window(offset, count) {
      if (closed) return [];
      const end = Math.min(offset + count, rowCount);
      const rows: Row[] = [];
      for (let index = batchAt(batches, offset); rows.length < end - offset; index++) {
        const batch = batches[index];
        if (!batch) break;
        const bytes = await remember(batch, cache.get(batch) ?? load(file, batch));
        const { first, count: held } = batch;
        const packed = { count: held, pieces: [bytes] };
        rows.push(...unpackRows(packed, Math.max(0, offset - first), end - first));
      }
      for (const [row, cells] of replaced) {
        if (row >= offset && row < end) rows[row - offset] = cells;
      }
      return rows;
    },

    async pick(numbers, atMost = Number.POSITIVE_INFINITY) {
      const pieces: Uint8Array[] = [];
      // Rows from all over the file: it is read in long stretches, none of them worth keeping, into one buffer.
      const isWide = batchOf(numbers.at(-1)) - batchOf(numbers[0]) >= batchesInMemory;
      let own = Buffer.alloc(0);
      let at = 0;
      let taken = 0;
      while (at < numbers.length && taken < atMost) {
        const index = batchOf(numbers[at]);
        const batch = isWide ? stretchFrom(batches, index) : batches[index];
        if (!batch || closed) break;
        if (isWide && own.length < batch.length) {
          own = Buffer.allocUnsafeSlow(Math.max(stretchBytes, batch.length));
        }
        const bytes = isWide
          ? await load(file, batch, own)
          : await remember(batch, cache.get(batch) ?? load(file, batch));
        const starts = rowStarts(bytes, batch.count);
        const found: Uint8Array[] = [];
        for (; at < numbers.length; at++) {
          const row = (numbers[at] ?? 0) - batch.first;
          if (row >= batch.count) break;
          const other = replaced.get(batch.first + row);
          if (other) found.push(...packRows([other]).pieces);
          else found.push(bytes.subarray(starts[row], starts[row + 1]));
        }
        // A copy: what is only a part of the batch would hold all of it in memory.
        const piece = Buffer.concat(found);
        pieces.push(piece);
        taken += piece.length;
      }
      return { count: at, pieces };
    },

    async close() {
      if (closed) return;
      closed = true;
      cache.clear();
      await file.close();
      if (named) await unlink(path);
    },
  };
}

/** A batch with those that follow it, as many as are read at once. */
function stretchFrom(batches: readonly Batch[], index: number): Batch | undefined {
  const batch = batches[index];
  if (!batch) return undefined;
  let { count, length } = batch;
  for (let at = index + 1; at < batches.length; at++) {
    const next = batches[at];
    if (!next || length + next.length > stretchBytes) break;
    count += next.count;
    length += next.length;
  }
  return { ...batch, count, length };
}

async function load(
  file: FileHandle,
  { start, length }: Batch,
  into: Buffer = Buffer.allocUnsafeSlow(length),
): Promise<Uint8Array> {
  await file.read(into, 0, length, start).catch(throwStorage);
  return into.subarray(0, length);
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number) {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** The index of the batch that holds the row, by bisection. */
function batchAt(batches: readonly Batch[], row: number): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const batch = batches[middle];
    if (batch && batch.first + batch.count <= row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function throwStorage(error: unknown): never {
  const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  throw new Failure(
    'storage',
    message(
      'The rows could not be kept in the folder for temporary files ({0}). Free some space there and run it again.',
      why,
    ),
  );
}
