import type { Cell, PackedRows, Row } from './ports';

/** Of a message: its code and its length, which counts itself and no code. */
export const headerLength = 5;
const dataRow = 0x44;

// A byte order mark at the start of a cell is a part of its text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

/** Rows `first` up to `end`, every cell as the server wrote it. */
export function unpackRows({ count, pieces }: PackedRows, first = 0, end = count): Row[] {
  const bytes = joined(pieces);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < Math.min(end, count); index++) {
    const next = at + 1 + view.getUint32(at + 1);
    if (index >= first) rows.push(cellsOf(bytes, view, at + headerLength, next));
    at = next;
  }
  return rows;
}

/** The rows that begin at these places, in this order. */
export function rowsAt(bytes: Uint8Array, starts: Uint32Array): Row[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from(starts, (start) =>
    cellsOf(bytes, view, start + headerLength, start + 1 + view.getUint32(start + 1)),
  );
}

/** Where each row begins, and behind them where the last one ends. */
export function rowStarts(bytes: Uint8Array, count: number): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = new Uint32Array(count + 1);
  for (let at = 0; at < count; at++) {
    const start = starts[at] ?? 0;
    starts[at + 1] = start + 1 + view.getUint32(start + 1);
  }
  return starts;
}

/** One piece, for rows that are read in parts. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only] = pieces;
  if (only && pieces.length === 1) return only;
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Rows that no server has sent, as one would have. */
export function packRows(rows: readonly Row[]): PackedRows {
  return { count: rows.length, pieces: rows.map(packRow) };
}

/** One call of the decoder for a whole row costs a quarter of one for each cell. */
function cellsOf(bytes: Uint8Array, view: DataView, start: number, end: number): Cell[] {
  const text = decoder.decode(bytes.subarray(start, end));
  // No byte makes more than one character: where there are as many, every byte made its own.
  const textOf =
    text.length === end - start
      ? (at: number, next: number) => text.slice(at - start, next - start)
      : (at: number, next: number) => decoder.decode(bytes.subarray(at, next));
  const cells: Cell[] = [];
  // The number of cells comes first; the end of the message says the same.
  for (let at = start + 2; at < end; ) {
    const length = view.getInt32(at);
    const next = at + 4 + Math.max(0, length);
    cells.push(length < 0 ? null : textOf(at + 4, next));
    at = next;
  }
  return cells;
}

function packRow(row: Row): Uint8Array {
  const cells = row.map((cell) => (cell === null ? null : encoder.encode(cell)));
  const length = cells.reduce((sum, cell) => sum + 4 + (cell?.length ?? 0), headerLength + 2);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, dataRow);
  view.setUint32(1, length - 1);
  view.setUint16(headerLength, cells.length);
  let at = headerLength + 2;
  for (const cell of cells) {
    view.setInt32(at, cell?.length ?? -1);
    at += 4;
    if (cell) bytes.set(cell, at);
    at += cell?.length ?? 0;
  }
  return bytes;
}
