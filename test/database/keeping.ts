import assert from 'node:assert/strict';
import { Failure } from '../../src/core/errors';
import { unpackRows } from '../../src/core/packedRows';
import type { ResultColumn, Row, RowSink } from '../../src/core/ports';

/** For what runs to its end. */
export const never = new AbortController().signal;

/** A sink that keeps everything, and asks for no more than `limit` rows. */
export function keeping(limit = Number.POSITIVE_INFINITY) {
  const columns: ResultColumn[] = [];
  const rows: Row[] = [];
  let largest = 0;
  const sink: RowSink = {
    columns: (given) => columns.push(...given),
    rows: async (batch) => {
      largest = Math.max(largest, batch.count);
      rows.push(...unpackRows(batch));
      return rows.length >= limit ? 'enough' : 'more';
    },
  };
  return { sink, columns, rows, largest: () => largest };
}

export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof Failure, String(error));
    return error;
  }
  return assert.fail('nothing failed');
}
