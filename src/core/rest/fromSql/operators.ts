import { operators } from '../operators';

/** What PostgREST calls an operator of SQL. */
export interface Comparison {
  readonly operator: string;
  readonly negated: boolean;
}

/** The parser writes LIKE as the operator behind it. */
const patterns: Readonly<Record<string, string>> = { '~~': 'like', '~~*': 'ilike' };

const negatives: Readonly<Record<string, string>> = {
  '!~~': '~~',
  '!~~*': '~~*',
  '!~': '~',
  '!~*': '~*',
};

export function comparison(symbol: string): Comparison | undefined {
  const positive = negatives[symbol];
  const known = positive ?? symbol;
  const operator =
    patterns[known] ??
    operators.find(({ sql, group }) => sql === known && group !== 'search')?.name;
  return operator === undefined ? undefined : { operator, negated: positive !== undefined };
}

/** The same with its sides changed. */
export const flipped: Readonly<Record<string, string>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '@>': '<@',
  '<@': '@>',
  '&&': '&&',
  '<<': '>>',
  '>>': '<<',
  '-|-': '-|-',
};
