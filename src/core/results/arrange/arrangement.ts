import { type Message, message } from '../../errors';
import type { Cell, ResultColumn } from '../../ports';
import { isBoolean, isNumeric } from '../columnKinds';
import { isMoment } from './moments';
import { compareWith, isComparable, type Ordered } from './sortKey';

export const testKinds = [
  'contains',
  'equals',
  'differs',
  'less',
  'greater',
  'isNull',
  'isNotNull',
] as const;

/** What a filter asks of a cell; `isNull` and `isNotNull` need no text. */
export interface CellTest {
  readonly kind: (typeof testKinds)[number];
  readonly text: string;
}

export interface SortedColumn {
  readonly column: number;
  readonly descending: boolean;
}

export interface FilteredColumn {
  readonly column: number;
  readonly test: CellTest;
}

/** In which order the fetched rows are shown, and which of them: those that pass every filter. */
export interface Arrangement {
  /** The first decides, the next ones among equals. */
  readonly sort: readonly SortedColumn[];
  /** One of a column. */
  readonly filters: readonly FilteredColumn[];
}

export const asFetched: Arrangement = { sort: [], filters: [] };

export function isAsFetched({ sort, filters }: Arrangement): boolean {
  return sort.length === 0 && filters.length === 0;
}

/** With this filter in the place of another one of its column. */
export function withFilter(arrangement: Arrangement, filter: FilteredColumn): Arrangement {
  return {
    ...arrangement,
    filters: [...withoutFilter(arrangement, filter.column).filters, filter],
  };
}

export function withoutFilter(arrangement: Arrangement, column: number): Arrangement {
  const filters = arrangement.filters.filter((filter) => filter.column !== column);
  return { ...arrangement, filters };
}

/** Sorted by this column; `beside` keeps the columns that it is sorted by already. */
export function sortedBy(
  arrangement: Arrangement,
  wanted: SortedColumn,
  beside: boolean,
): Arrangement {
  const { sort } = arrangement;
  if (!beside) return { ...arrangement, sort: [wanted] };
  const at = sort.findIndex(({ column }) => column === wanted.column);
  return { ...arrangement, sort: at < 0 ? [...sort, wanted] : sort.with(at, wanted) };
}

export function unsorted(arrangement: Arrangement, column: number): Arrangement {
  return { ...arrangement, sort: arrangement.sort.filter((sorted) => sorted.column !== column) };
}

/** What one more press makes of a column: ascending, descending, as it was fetched. */
export function turned(arrangement: Arrangement, column: number, beside: boolean): Arrangement {
  const sorted = arrangement.sort.find((other) => other.column === column);
  if (!sorted) return sortedBy(arrangement, { column, descending: false }, beside);
  if (!sorted.descending) return sortedBy(arrangement, { column, descending: true }, beside);
  return beside ? unsorted(arrangement, column) : { ...arrangement, sort: [] };
}

/** The filter that lets through what is like this cell. */
export function likeCell(cell: Cell): CellTest {
  return cell === null ? { kind: 'isNull', text: '' } : { kind: 'equals', text: cell };
}

/** Whether a cell passes. As in SQL, NULL is neither equal to a value nor unlike it; `contains` ignores the case. */
export function cellTest({ kind, text }: CellTest, column: ResultColumn): (cell: Cell) => boolean {
  const needle = text.toLowerCase();
  const compared = compareWith(text, column);
  switch (kind) {
    case 'isNull':
      return (cell) => cell === null;
    case 'isNotNull':
      return (cell) => cell !== null;
    case 'contains':
      return (cell) => cell?.toLowerCase().includes(needle) ?? false;
    case 'equals':
      return (cell) => cell !== null && compared(cell) === 0;
    case 'differs':
      return (cell) => cell !== null && compared(cell) !== 0;
    case 'less':
      return (cell) => cell !== null && compared(cell) < 0;
    case 'greater':
      return (cell) => cell !== null && compared(cell) > 0;
  }
}

/** Why a text cannot be compared with the cells of this column. */
export function testProblem(
  kind: CellTest['kind'],
  text: string,
  column: Ordered,
): Message | undefined {
  if (kind === 'contains' || isComparable(text, column)) return undefined;
  const { type } = column;
  if (isBoolean(type)) return message('This column holds true and false. Write t or f.');
  if (type === 'money') {
    return message('This column holds money. Write an amount as the column shows it.');
  }
  if (isMoment(type)) {
    return message('This column holds dates or times. Write one as the column shows them.');
  }
  return isNumeric(type)
    ? message('This column holds numbers. Write one, such as 12.5.')
    : message('This column holds values of type {0}. Write one as the column shows them.', type);
}
