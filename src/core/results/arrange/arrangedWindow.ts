import type { Row } from '../../ports';
import { pickRows, type ReadWindow } from './pickRows';

/** Rows read ahead for whoever reads one window after another: a copy, an export, a search. */
const ahead = 20_000;
const aheadBytes = 16 * 1024 * 1024;

/** Windows over rows in another order: `order` has the number of the row at each place. */
export function arrangedWindow(
  { window }: { readonly window: ReadWindow },
  order: Uint32Array,
  bytesPerRow: number,
): ReadWindow {
  let block: { readonly offset: number; readonly rows: readonly Row[] } | undefined;
  const largest = Math.max(1, Math.min(ahead, Math.floor(aheadBytes / Math.max(1, bytesPerRow))));

  async function read(offset: number, count: number): Promise<readonly Row[]> {
    const wanted = order.subarray(offset, offset + count);
    const ascending = wanted.slice().sort();
    const found = await pickRows({ window }, ascending);
    const byNumber = new Map(Array.from(ascending, (number, at) => [number, found[at]]));
    return Array.from(wanted, (number) => byNumber.get(number) ?? []);
  }

  return async (offset, count) => {
    const end = Math.min(offset + count, order.length);
    if (offset >= end) return [];
    const from = block && offset - block.offset;
    if (block && from !== undefined && from >= 0 && end <= block.offset + block.rows.length) {
      return block.rows.slice(from, from + end - offset);
    }
    const goesOn = block !== undefined && offset === block.offset + block.rows.length;
    const rows = await read(offset, goesOn ? Math.max(count, largest) : count);
    block = { offset, rows };
    return rows.slice(0, end - offset);
  };
}
