import type { Node } from 'libpg-query';
import { familyOf } from '../types';
import { type Constant, constantOf, elementsOf } from './expressions';
import { type Reading, refuse } from './reading';

/** A value of a statement as JSON, for a column or an argument of the type. */
export function jsonOf(
  reading: Reading,
  node: Node,
  type: string | undefined,
  location: number | undefined,
): string {
  const value = constantOf(node);
  if (value) return jsonText(value, type);
  return refuse(
    reading,
    location,
    'A request sends values as they are written, and works nothing out: put this into a function of the database.',
  );
}

function jsonText(value: Constant, type: string | undefined): string {
  if (value.kind === 'null') return 'null';
  if (value.kind === 'array')
    return `[${value.elements.map((one) => jsonText(one, undefined)).join(', ')}]`;
  const { kind, text } = value;
  if (kind === 'boolean') return text;
  const family = type === undefined ? 'other' : familyOf(type);
  if (kind === 'number' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return text;
  if ((family === 'json' || family === 'jsonb') && isJson(text)) return text;
  const elements = family === 'array' ? elementsOf(text) : undefined;
  return elements
    ? `[${elements.map((one) => JSON.stringify(one)).join(', ')}]`
    : JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** `{"name": "Toys", "slug": "toys"}` of values that are JSON already. */
export function objectText(members: readonly (readonly [name: string, json: string])[]): string {
  return `{${members.map(([name, json]) => `${JSON.stringify(name)}: ${json}`).join(', ')}}`;
}

export function listText(objects: readonly string[]): string {
  return `[\n${objects.map((one) => `  ${one}`).join(',\n')}\n]`;
}
