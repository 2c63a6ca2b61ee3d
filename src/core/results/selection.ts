import type { Cell, Row } from '../ports';

/** Both ends included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Every one of these rows with every one of these columns, both in the order of the result. */
export interface Selection {
  readonly rows: readonly Span[];
  readonly columns: readonly number[];
}

/** How many cells are selected. */
export function cellCount({ rows, columns }: Selection): number {
  return columns.length * rows.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

const atOnce = 500;

/** The selected rows, some at a time, with the selected cells alone. */
export async function* selectedRows(
  { rows, columns }: Selection,
  window: (offset: number, count: number) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Cell[][]> {
  for (const { first, last } of rows) {
    for (let offset = first; offset <= last; offset += atOnce) {
      const found = await window(offset, Math.min(atOnce, last - offset + 1));
      if (found.length === 0) break;
      yield found.map((row) => columns.map((column) => row[column] ?? null));
    }
  }
}
