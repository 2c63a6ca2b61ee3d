import { operators } from './operators';

/** What kinds of types behave alike under the operators. */
export type TypeFamily =
  | 'text'
  | 'number'
  | 'boolean'
  | 'time'
  | 'uuid'
  | 'json'
  | 'jsonb'
  | 'array'
  | 'range'
  | 'search'
  | 'enum'
  | 'other';

const families: readonly (readonly [RegExp, TypeFamily])[] = [
  [/\[\]$|^ARRAY$/i, 'array'],
  [/^(?:text|character|varchar|char|bpchar|name|citext)\b/, 'text'],
  [
    /^(?:smallint|integer|bigint|int[248]?|numeric|decimal|real|double|float[48]?|money)\b/,
    'number',
  ],
  [/^bool/, 'boolean'],
  [/^(?:date|time|timestamp|timestamptz|timetz|interval)\b/, 'time'],
  [/^uuid$/, 'uuid'],
  [/^jsonb$/, 'jsonb'],
  [/^json$/, 'json'],
  [/(?:range|multirange)$/, 'range'],
  [/^tsvector$/, 'search'],
];

/** The family of a type as Postgres writes it, `numeric(10,2)`. */
export function familyOf(type: string, values?: readonly string[]): TypeFamily {
  if (values) return 'enum';
  return families.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}

const fitting: Readonly<Record<string, readonly TypeFamily[]>> = {
  pattern: ['text'],
  search: ['text', 'json', 'jsonb', 'search'],
  contain: ['array', 'range', 'jsonb'],
  range: ['range'],
};

/** Operators that Postgres has for the family. What we do not know may have all. */
export function fits(operator: string, family: TypeFamily): boolean {
  if (family === 'other') return true;
  const group = operators.find(({ name }) => name === operator)?.group;
  if (operator === 'ov' && family === 'jsonb') return false;
  if (family === 'json' && group === 'compare') return false;
  const only = group && fitting[group];
  return !only || only.includes(family);
}
