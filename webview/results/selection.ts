import type { Selection, Span } from '../../src/core/results/selection';
import type { Extent, Place } from './movement';

/** What a press takes: one cell, its whole row or its whole column. */
export type Reach = 'cells' | 'rows' | 'columns';

/** A rectangle, both ends included. */
export interface Area {
  readonly rows: Span;
  readonly columns: Span;
}

export function areaOf(
  anchor: Place,
  head: Place,
  reach: Reach,
  { rowCount, columnCount }: Pick<Extent, 'rowCount' | 'columnCount'>,
): Area {
  return {
    rows: reach === 'columns' ? span(0, rowCount - 1) : span(anchor.row, head.row),
    columns: reach === 'rows' ? span(0, columnCount - 1) : span(anchor.column, head.column),
  };
}

/** Rows and columns of all areas: every one of these rows with every one of these columns. */
export function selectionOf(areas: readonly Area[]): Selection {
  const columns = merged(areas.map((area) => area.columns));
  return {
    rows: merged(areas.map(({ rows }) => rows)),
    columns: columns.flatMap(({ first, last }) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at),
    ),
  };
}

export function holds(spans: readonly Span[], index: number): boolean {
  return spans.some(({ first, last }) => index >= first && index <= last);
}

function span(one: number, other: number): Span {
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** In order, without overlaps. */
function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const next of spans.toSorted((one, other) => one.first - other.first)) {
    const before = result.at(-1);
    if (before && next.first <= before.last + 1) {
      result.pop();
      result.push({ first: before.first, last: Math.max(before.last, next.last) });
    } else result.push(next);
  }
  return result;
}
