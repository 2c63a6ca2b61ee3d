import { operators } from '../operators';
import type { TypeFamily } from '../types';
import { valueForms } from './valueForms';

/** What a range is to another one, and what a value is to another one. */
const places: ReadonlyMap<string, string> = new Map([
  ['sl', 'lt'],
  ['sr', 'gt'],
  ['nxr', 'lte'],
  ['nxl', 'gte'],
]);

/**
 * What was likely meant by an operator that the column's type does not have, as `eq.5`; undefined where nothing comes
 * close. `value` is decoded, and what would need an encoding is left to the person.
 */
export function otherCondition(
  operator: string,
  value: string,
  family: TypeFamily,
  values: readonly string[] = [],
): string | undefined {
  const word = value.replace(/[*%]/g, '');
  const list = /^\{(.+)\}$/.exec(value)?.[1] ?? word;
  if (!/^[\w.,-]+$/.test(list)) return undefined;
  const place = places.get(operator);
  if (place) return ordered.has(family) ? `${place}.${list}` : undefined;
  if (operators.find(({ name }) => name === operator)?.group === 'contain') {
    if (list.includes(',')) return `in.(${list})`;
    return family === 'text' ? `like.*${list}*` : `eq.${list}`;
  }
  if (list.includes(',')) return undefined;
  switch (family) {
    case 'array':
      return `cs.{${word}}`;
    case 'search':
      return `fts.${word}`;
    case 'enum':
      return oneOf(value, values);
    case 'number':
    case 'boolean':
    case 'uuid':
    case 'time':
      return valueForms[family]?.test(word) ? `eq.${word}` : undefined;
    default:
      return undefined;
  }
}

const ordered: ReadonlySet<TypeFamily> = new Set(['text', 'number', 'time', 'uuid', 'enum']);

/** The values of an enumerated type that a pattern has in mind. */
function oneOf(pattern: string, values: readonly string[]): string | undefined {
  const wanted = new RegExp(`^${pattern.replace(/\./g, '\\.').replace(/[*%]/g, '.*')}$`, 'i');
  const found = values.filter((value) => wanted.test(value) && /^[\w-]+$/.test(value));
  if (found.length === 0) return undefined;
  return found.length === 1 ? `eq.${found[0]}` : `in.(${found.join(',')})`;
}
