import { type Message, message } from '../errors';

/** An operator of a filter: what it does and the SQL it means. */
export interface Operator {
  readonly name: string;
  readonly group: 'compare' | 'pattern' | 'special' | 'search' | 'contain' | 'range';
  readonly sql: string;
  /** Of the column and the value. */
  readonly meaning: Message;
  /** Takes (any) and (all). */
  readonly quantifiable: boolean;
}

/** https://docs.postgrest.org/en/v16/references/api/tables_views.html#operators */
export const operators: readonly Operator[] = [
  operator('eq', 'compare', '=', '{0} equals {1}.', true),
  operator('neq', 'compare', '<>', '{0} is not equal to {1}.'),
  operator('gt', 'compare', '>', '{0} is greater than {1}.', true),
  operator('gte', 'compare', '>=', '{0} is at least {1}.', true),
  operator('lt', 'compare', '<', '{0} is less than {1}.', true),
  operator('lte', 'compare', '<=', '{0} is at most {1}.', true),
  operator('like', 'pattern', 'LIKE', '{0} matches the pattern {1}.', true),
  operator('ilike', 'pattern', 'ILIKE', '{0} matches, in either case, the pattern {1}.', true),
  operator('match', 'pattern', '~', '{0} matches the regular expression {1}.', true),
  operator(
    'imatch',
    'pattern',
    '~*',
    '{0} matches, in either case, the regular expression {1}.',
    true,
  ),
  operator('in', 'special', 'IN', '{0} is one of {1}.'),
  operator('is', 'special', 'IS', '{0} is {1}.'),
  operator(
    'isdistinct',
    'special',
    'IS DISTINCT FROM',
    '{0} is not {1}, where null is a value too.',
  ),
  operator('fts', 'search', '@@ to_tsquery', '{0} has words that fit the search {1}.'),
  operator('plfts', 'search', '@@ plainto_tsquery', '{0} has all the words of {1}.'),
  operator('phfts', 'search', '@@ phraseto_tsquery', '{0} has the phrase {1}.'),
  operator(
    'wfts',
    'search',
    '@@ websearch_to_tsquery',
    '{0} has what the web search asks for: {1}.',
  ),
  operator('cs', 'contain', '@>', '{0} contains {1}.'),
  operator('cd', 'contain', '<@', '{0} is contained in {1}.'),
  operator('ov', 'contain', '&&', '{0} overlaps {1}.'),
  operator('sl', 'range', '<<', '{0} is strictly left of {1}.'),
  operator('sr', 'range', '>>', '{0} is strictly right of {1}.'),
  operator('nxr', 'range', '&<', '{0} does not extend to the right of {1}.'),
  operator('nxl', 'range', '&>', '{0} does not extend to the left of {1}.'),
  operator('adj', 'range', '-|-', '{0} is adjacent to {1}.'),
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
