import assert from 'node:assert/strict';
import { packRows, unpackRows } from '../../src/core/packedRows';
import type { PackedRows, Row } from '../../src/core/ports';

const rows: readonly Row[] = [
  ['1', null, '', 'NULL'],
  ['ä€😀', '\uFEFFmarked', '\u0000', 'line\nbreak'],
  [],
  ['€'.repeat(70_000)],
  // Lengths whose own bytes look like text, before text that could go on with them.
  ['x'.repeat(200), 'y'.repeat(0xc3a4), '¤', null, 'z'],
];

/** The same bytes in pieces of this length, as a network cuts them. */
function cut({ count, pieces }: PackedRows, length: number): PackedRows {
  const bytes = Buffer.concat(pieces);
  const starts = Array.from({ length: Math.ceil(bytes.length / length) }, (_, at) => at * length);
  return { count, pieces: starts.map((start) => bytes.subarray(start, start + length)) };
}

describe('packed rows', () => {
  it('are the messages that Postgres sends', () => {
    // "Message Formats": code, length with itself, number of columns; for each its length, -1 for NULL, and its bytes.
    const message = '44 00000010 0002 00000002 c3a4 ffffffff'.replaceAll(' ', '');
    assert.deepEqual(packRows([['ä', null]]).pieces, [
      Uint8Array.from(Buffer.from(message, 'hex')),
    ]);
    const sent = { count: 1, pieces: [Buffer.from(message, 'hex')] };
    assert.deepEqual(unpackRows(sent), [['ä', null]]);
  });

  it('give back every cell, wherever the network has cut them', () => {
    for (const length of [1, 3, 8_192, 1_000_000]) {
      assert.deepEqual(unpackRows(cut(packRows(rows), length)), rows, `pieces of ${length}`);
    }
  });

  it('are read in part', () => {
    assert.deepEqual(unpackRows(packRows(rows), 1, 3), rows.slice(1, 3));
    assert.deepEqual(unpackRows(packRows(rows), 3, 9), rows.slice(3));
    assert.deepEqual(unpackRows(packRows([])), []);
  });
});
