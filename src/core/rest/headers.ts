import type { Line } from './lines';
import type { Span } from './span';

/** One token of `Prefer`, `count=exact`. */
export interface Preference extends Span {
  readonly name: string;
  readonly value: string;
}

/** A header line. `name` is in lower case, and empty where the line is no header. */
export interface Header extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
  /** Of `Prefer` alone. */
  readonly preferences: readonly Preference[];
}

export function readHeader({ raw, start }: Line): Header {
  const [, blank = '', name = '', gap = '', value = ''] =
    /^(\s*)([\w!#$%&'*+.^`|~-]+)(\s*:\s*)(.*?)\s*$/.exec(raw) ?? [];
  const nameStart = start + blank.length;
  const valueStart = nameStart + name.length + gap.length;
  const lower = name.toLowerCase();
  return {
    name: lower,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    value,
    valueSpan: { start: valueStart, end: valueStart + value.length },
    preferences: lower === 'prefer' ? readPreferences(value, valueStart) : [],
    start,
    end: start + raw.length,
  };
}

function readPreferences(value: string, start: number): readonly Preference[] {
  return [...value.matchAll(/[^,]+/g)].flatMap((found) => {
    const text = found[0].trim();
    if (text === '') return [];
    const at = start + found.index + found[0].length - found[0].trimStart().length;
    const [name = '', ...rest] = text.split('=');
    return [{ name: name.trim(), value: rest.join('=').trim(), start: at, end: at + text.length }];
  });
}

/** The value of a header by its lower-case name. */
export function headerNamed(headers: readonly Header[], name: string): Header | undefined {
  return headers.find((header) => header.name === name);
}

/** Rows from `0-9`, or from `10-` on; undefined where the server passes the header over. */
export function readRange(
  value: string,
): { readonly first: number; readonly last?: number } | undefined {
  const [, first, last] = /^(\d+)-(\d*)$/.exec(value.trim()) ?? [];
  if (first === undefined) return undefined;
  return { first: Number(first), ...(last ? { last: Number(last) } : {}) };
}
