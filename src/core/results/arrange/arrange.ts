import { createPause, type Pause } from '../../pace';
import type { ResultColumn, Row, Spool } from '../../ports';
import { type Arrangement, cellTest } from './arrangement';
import { sortRows } from './sortRows';

const atOnce = 500;

/** Rows that stay where they are while they are arranged. */
export interface FetchedRows extends Pick<Spool, 'rowCount' | 'window' | 'pick'> {
  readonly columns: readonly ResultColumn[];
  /** Numbers of rows that are not there any more. */
  readonly gone?: ReadonlySet<number> | undefined;
}

/** Says how many rows have been looked at, of how many. */
export type TellProgress = (done: number, of: number) => void;

/**
 * The numbers of the rows that are there and pass every filter, in the order that is wanted; equal rows stay as they were fetched.
 * Four bytes a row, and a bounded part of what it is sorted by, are in memory. Throws `cancelled`.
 */
export async function arrange(
  rows: FetchedRows,
  arrangement: Arrangement,
  signal: AbortSignal,
  tell: TellProgress,
): Promise<Uint32Array> {
  const pause = createPause(signal);
  const passing = await filterRows(rows, arrangement, pause, tell);
  if (arrangement.sort.length === 0) return passing;
  return sortRows(rows, passing, arrangement.sort, pause, tell);
}

async function filterRows(
  { columns, rowCount, gone, window }: FetchedRows,
  { filters }: Arrangement,
  pause: Pause,
  tell: TellProgress,
): Promise<Uint32Array> {
  const numbers = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const isThere = (row: number) => !gone?.has(row);
  if (filters.length === 0) return gone ? numbers.filter(isThere) : numbers;
  const tests = filters.map(({ column, test }) => {
    const passes = cellTest(test, columns[column] ?? { name: '', type: '' });
    return (row: Row) => passes(row[column] ?? null);
  });
  let passed = 0;
  for (let offset = 0; offset < rowCount; offset += atOnce) {
    const found = await window(offset, atOnce);
    for (const [at, row] of found.entries()) {
      const number = offset + at;
      if (number < rowCount && isThere(number) && tests.every((passes) => passes(row))) {
        numbers[passed++] = number;
      }
    }
    tell(offset, rowCount);
    await pause();
  }
  return numbers.slice(0, passed);
}
