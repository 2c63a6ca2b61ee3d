import type { Cell, ResultColumn, Row } from '../../ports';
import { quoteName, quoteText } from '../../sql/quote';
import { isBoolean, isNumber, isNumeric } from '../columnKinds';
import type { ResultForm } from './form';

export const insert: ResultForm = {
  id: 'insert',
  label: 'SQL INSERT',
  writer(columns, { relation }) {
    const names = columns.map(({ name }) => quoteName(name)).join(', ');
    return {
      head: `insert into ${relation} (${names}) values\n  `,
      row: tupleOf(columns),
      between: ',\n  ',
      tail: ';\n',
    };
  },
};

export const values: ResultForm = {
  id: 'values',
  label: 'SQL VALUES',
  writer: (columns) => ({
    head: 'values\n  ',
    row: tupleOf(columns),
    between: ',\n  ',
    tail: '\n',
  }),
};

/** What stands behind IN: each value once. NULL is left out, for NOT IN would find nothing with it. */
export const inList: ResultForm = {
  id: 'inList',
  label: 'SQL IN List',
  writer(columns) {
    const tuple = tupleOf(columns);
    const seen = new Set<string>();
    return {
      head: '(',
      row(row) {
        const text = columns.length === 1 ? tuple(row).slice(1, -1) : tuple(row);
        if (seen.has(text) || row.includes(null)) return undefined;
        seen.add(text);
        return text;
      },
      between: ', ',
      tail: ')\n',
    };
  },
};

function tupleOf(columns: readonly ResultColumn[]): (row: Row) => string {
  return (row) => {
    const literals = columns.map(({ type }, at) => literalOf(row[at] ?? null, type));
    return `(${literals.join(', ')})`;
  };
}

function literalOf(cell: Cell, type: string): string {
  if (cell === null) return 'null';
  // As digits -0 would be the 0 of an integer.
  if (isNumeric(type) && isNumber(cell) && !/^-0(\.0*)?$/.test(cell)) return cell;
  if (isBoolean(type)) return cell === 't' || cell === 'true' ? 'true' : 'false';
  return quoteText(cell);
}
