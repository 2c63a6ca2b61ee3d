import type { Cell } from '../../ports';
import { jsonParts } from '../jsonParts';
import { type WriteValue, writeByte, writeInteger } from './keyWriter';

interface ArrayValue {
  /** Of all dimensions, one after another. */
  readonly elements: readonly Cell[];
  /** The length of each dimension; none where the array is empty. */
  readonly lengths: readonly number[];
  /** The index of the first element in each dimension, where it is not 1. */
  readonly bounds: readonly number[];
}

/**
 * Arrays as Postgres orders them: element by element, NULL behind every value, the shorter array first; then by the
 * number of dimensions, their lengths and where they begin (PostgreSQL, array_cmp).
 */
export function arrayWriter(write: WriteValue): WriteValue {
  return (key, cell) => {
    const array = cell.startsWith('{') || cell.includes('={') ? readArray(cell) : readJson(cell);
    if (!array) return false;
    for (const element of array.elements) {
      writeByte(key, element === null ? 3 : 2);
      if (element !== null && !write(key, element)) return false;
    }
    writeByte(key, 1);
    writeByte(key, array.lengths.length);
    for (const length of array.lengths) writeInteger(key, length);
    for (const [at] of array.lengths.entries()) writeInteger(key, array.bounds[at] ?? 1);
    return true;
  };
}

/** `[0:1]={{a,"b, c"},{NULL,d}}` (PostgreSQL, "Array Input and Output Syntax"); undefined for any other text. */
function readArray(text: string): ArrayValue | undefined {
  const [prefix = ''] = /^(?:\[-?\d+:-?\d+\])+=/.exec(text) ?? [];
  const bounds = Array.from(prefix.matchAll(/\[(-?\d+)/g), ([, bound]) => Number(bound));
  const elements: Cell[] = [];
  const lengths: number[] = [];
  const counts: number[] = [];
  const token = /([{},])|"((?:[^"\\]|\\.)*)"|([^{},"\\]+)/sy;
  token.lastIndex = prefix.length;
  for (;;) {
    const [, mark, quoted, plain] = token.exec(text) ?? [];
    if (mark === '{') counts.push(0);
    else if (mark === '}') {
      lengths[counts.length - 1] = counts.pop() ?? 0;
      if (counts.length === 0) break;
    }
    const depth = counts.length - 1;
    if (mark === undefined) {
      const element = quoted?.replace(/\\(.)/gs, '$1') ?? plain?.trim();
      if (element === undefined || depth < 0) return undefined;
      elements.push(plain !== undefined && element === 'NULL' ? null : element);
    }
    if (mark === undefined || mark === '}') counts[depth] = (counts[depth] ?? 0) + 1;
  }
  if (token.lastIndex < text.length) return undefined;
  return { elements, lengths: elements.length === 0 ? [] : lengths, bounds };
}

/** A list as PostgREST writes it, lists within it included. */
function readJson(text: string): ArrayValue | undefined {
  const elements: Cell[] = [];
  const lengths: number[] = [];

  function add(value: string, depth: number): boolean {
    const parts = jsonParts(value);
    if (parts?.kind === 'array') {
      lengths[depth] = parts.items.length;
      return parts.items.every((item) => add(item, depth + 1));
    }
    if (value === 'null') elements.push(null);
    else elements.push(value.startsWith('"') ? String(JSON.parse(value)) : value);
    return depth > 0 && parts !== undefined;
  }

  if (!add(text, 0)) return undefined;
  return { elements, lengths: elements.length === 0 ? [] : lengths, bounds: [] };
}
