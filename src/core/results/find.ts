import type { Row } from '../ports';

/** A cell, by its place in the result. */
export interface CellAt {
  readonly row: number;
  readonly column: number;
}

export interface Wanted {
  /** Upper and lower case are the same. */
  readonly text: string;
  /** The search begins behind this cell, or before it, and goes around. */
  readonly from: CellAt;
  readonly backwards: boolean;
}

const atOnce = 500;

/** The next cell that holds the text; absent where there is none. `stopped` is asked between two windows. */
export async function findIn(
  {
    rowCount,
    window,
  }: {
    readonly rowCount: number;
    readonly window: (offset: number, count: number) => Promise<readonly Row[]>;
  },
  { text, from, backwards }: Wanted,
  stopped: () => boolean,
): Promise<CellAt | undefined> {
  if (rowCount === 0 || text === '') return undefined;
  const needle = text.toLowerCase();
  const step = backwards ? -1 : 1;
  const blocks = Math.ceil(rowCount / atOnce);
  const begin = Math.floor(from.row / atOnce);
  // The block of the start is looked at twice: behind the start first, before it at last.
  for (let turn = 0; turn <= blocks && !stopped(); turn++) {
    const block = (((begin + turn * step) % blocks) + blocks) % blocks;
    const offset = block * atOnce;
    const rows = await window(offset, atOnce);
    const matches = rows.flatMap((row, at) => placesIn(row, needle, offset + at));
    const first = turn === 0 ? matches.filter((place) => order(place, from) * step > 0) : matches;
    const found = first.at(backwards ? -1 : 0);
    if (found) return found;
  }
  return undefined;
}

function placesIn(cells: Row, needle: string, row: number): CellAt[] {
  return cells.flatMap((cell, column) =>
    cell?.toLowerCase().includes(needle) ? [{ row, column }] : [],
  );
}

function order(one: CellAt, other: CellAt): number {
  return one.row - other.row || one.column - other.column;
}
