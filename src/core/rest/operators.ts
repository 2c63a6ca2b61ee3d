import { type Message, message } from '../errors';

/** An operator of a filter: what it does and the SQL it means. */
export interface Operator {
  readonly name: string;
  readonly group: 'compare' | 'pattern' | 'special' | 'search' | 'contain' | 'range';
  readonly sql: string;
  readonly meaning: Message;
  /** Takes (any) and (all). */
  readonly quantifiable: boolean;
}

/** https://docs.postgrest.org/en/v16/references/api/tables_views.html#operators */
export const operators: readonly Operator[] = [
  operator('eq', 'compare', '=', 'equals', true),
  operator('neq', 'compare', '<>', 'is not equal to'),
  operator('gt', 'compare', '>', 'is greater than', true),
  operator('gte', 'compare', '>=', 'is at least', true),
  operator('lt', 'compare', '<', 'is less than', true),
  operator('lte', 'compare', '<=', 'is at most', true),
  operator('like', 'pattern', 'LIKE', 'matches the pattern', true),
  operator('ilike', 'pattern', 'ILIKE', 'matches, in either case, the pattern', true),
  operator('match', 'pattern', '~', 'matches the regular expression', true),
  operator('imatch', 'pattern', '~*', 'matches, in either case, the regular expression', true),
  operator('in', 'special', 'IN', 'is one of'),
  operator('is', 'special', 'IS', 'is'),
  operator('isdistinct', 'special', 'IS DISTINCT FROM', 'differs, also from null, from'),
  operator('fts', 'search', '@@ to_tsquery', 'has words that fit the search'),
  operator('plfts', 'search', '@@ plainto_tsquery', 'has all the words of'),
  operator('phfts', 'search', '@@ phraseto_tsquery', 'has the phrase'),
  operator('wfts', 'search', '@@ websearch_to_tsquery', 'has what this web search asks for:'),
  operator('cs', 'contain', '@>', 'contains'),
  operator('cd', 'contain', '<@', 'is contained in'),
  operator('ov', 'contain', '&&', 'overlaps'),
  operator('sl', 'range', '<<', 'is strictly left of'),
  operator('sr', 'range', '>>', 'is strictly right of'),
  operator('nxr', 'range', '&<', 'does not extend to the right of'),
  operator('nxl', 'range', '&>', 'does not extend to the left of'),
  operator('adj', 'range', '-|-', 'is adjacent to'),
];

export const operatorNamed: ReadonlyMap<string, Operator> = new Map(
  operators.map((one) => [one.name, one]),
);

function operator(
  name: string,
  group: Operator['group'],
  sql: string,
  meaning: string,
  quantifiable = false,
): Operator {
  return { name, group, sql, meaning: message(meaning), quantifiable };
}
