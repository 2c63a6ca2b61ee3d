import type { ResultColumn, Row } from '../../src/core/ports';
import { columnWidths, narrowestColumn } from './columnWidths';

/** In pixels; what a person has set stays when the cells change. */
export interface ColumnWidth {
  readonly width: number;
  readonly byHand: boolean;
}

/** The widths of the shown columns, by their places. */
export interface Sizing {
  /** As before; where there was nothing before, as these rows need it. */
  first(rows: readonly Row[]): readonly number[];
  /** As these rows need it, except for what was set by hand. */
  fit(rows: readonly Row[], now: readonly number[]): readonly number[];
  setByHand(now: readonly number[], at: number, width: number): readonly number[];
  kept(now: readonly number[]): readonly ColumnWidth[];
}

export function createSizing(options: {
  readonly columns: readonly ResultColumn[];
  /** The numbers of the shown ones. */
  readonly numbers: readonly number[];
  readonly before: readonly (ColumnWidth | undefined)[];
  /** The width of one digit. */
  readonly character: number;
}): Sizing {
  const { columns, numbers, before, character } = options;
  const byHand = new Set(before.flatMap((width, at) => (width?.byHand ? [at] : [])));

  function needed(rows: readonly Row[]): readonly number[] {
    const widths = columnWidths(columns, rows, character);
    return numbers.map((number) => widths[number] ?? narrowestColumn);
  }

  return {
    first: (rows) => needed(rows).map((width, at) => before[at]?.width ?? width),
    fit: (rows, now) =>
      needed(rows).map((width, at) => (byHand.has(at) ? (now[at] ?? width) : width)),
    setByHand(now, at, width) {
      byHand.add(at);
      return now.with(at, Math.max(narrowestColumn, width));
    },
    kept: (now) => now.map((width, at) => ({ width, byHand: byHand.has(at) })),
  };
}
