import type { Row } from './ports';

/** A row, and how often each result has it. */
export interface ComparedRow {
  readonly row: Row;
  readonly counts: readonly number[];
  /** Whether every result has it as often. */
  readonly isSame: boolean;
}

/**
 * The rows of all results, each once: in the order of the longest result, then those that only the others have.
 * Rows are the same when every cell is, character by character; NULL is not ''.
 */
export function compareRows(results: readonly (readonly Row[])[]): readonly ComparedRow[] {
  const counted = new Map<string, { readonly row: Row; readonly counts: number[] }>();
  const byLength = [...results.entries()].sort(([, a], [, b]) => b.length - a.length);
  for (const [at, rows] of byLength) {
    for (const row of rows) {
      const key = JSON.stringify(row);
      const known = counted.get(key) ?? { row, counts: results.map(() => 0) };
      known.counts[at] = (known.counts[at] ?? 0) + 1;
      counted.set(key, known);
    }
  }
  return [...counted.values()].map(({ row, counts }) => ({
    row,
    counts,
    isSame: counts.every((count) => count === counts[0]),
  }));
}
