import { joined, rowStarts, rowsAt } from '../../packedRows';
import type { Spool } from '../../ports';

/** Rows and bytes read ahead for whoever reads one window after another: a copy, an export, a search. */
const ahead = 256 * 1024;
const aheadBytes = 28 * 1024 * 1024;
/** Where they turn out to be longer than those before them, no more of them than this is taken. */
const mostBytes = 32 * 1024 * 1024;
/** How many times as many rows as the last time are read ahead at most: those that follow may be longer. */
const growth = 16;

/** Rows in memory, packed: as text they would take several times as much. */
interface Block {
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** Where in the bytes the row of each place begins. */
  readonly starts: Uint32Array;
}

const nothing: Block = { offset: -1, bytes: new Uint8Array(), starts: new Uint32Array() };

/** Windows over rows in another order: `order` has the number of the row at each place. */
export function arrangedWindow({ pick }: Pick<Spool, 'pick'>, order: Uint32Array): Spool['window'] {
  let block = nothing;

  async function read(offset: number, count: number, atMost?: number): Promise<Block> {
    const wanted = order.subarray(offset, offset + count);
    const ascending = wanted.slice().sort();
    const packed = await pick(ascending, atMost);
    if (packed.count < wanted.length) return nothing;
    const bytes = joined(packed.pieces);
    const starts = rowStarts(bytes, packed.count);
    return { offset, bytes, starts: wanted.map((row) => starts[placeIn(ascending, row)] ?? 0) };
  }

  return async (offset, count) => {
    const end = Math.min(offset + count, order.length);
    if (offset >= end) return [];
    const blockEnd = block.offset + block.starts.length;
    if (offset < block.offset || end > blockEnd) {
      const goesOn = offset >= block.offset && offset <= blockEnd;
      block = goesOn ? await read(offset, further(block), mostBytes) : nothing;
      if (end > block.offset + block.starts.length) block = await read(offset, end - offset);
    }
    const { offset: first, bytes, starts } = block;
    return rowsAt(bytes, starts.subarray(offset - first, end - first));
  };
}

/** How many rows to read behind a block. */
function further({ bytes, starts }: Block): number {
  const inMemory = Math.floor((aheadBytes * starts.length) / bytes.length);
  return Math.min(ahead, inMemory, starts.length * growth);
}

/** Where the number stands among those that ascend, by bisection. */
function placeIn(ascending: Uint32Array, number: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
