import { type Message, message } from '../errors';
import type { Decoded } from './decode';
import type { Span } from './span';

/** Nobody nests deeper, and a stack has an end. */
export const deepest = 100;

/** What may be missing, and how a person hears of it. */
export const expectations = {
  name: message('A name should stand here.'),
  quote: message('The quoted name has no closing quote.'),
  dot: message('A dot should stand here.'),
  operator: message('An operator with a dot behind it should stand here, such as eq. or in.'),
  quantifier: message('Only (any) or (all) may stand here.'),
  config: message('The name of a text search configuration should stand here, as in fts(english).'),
  isValue: message('is. takes null, true, false or unknown.'),
  open: message('An opening bracket should stand here.'),
  close: message('A comma or a closing bracket should stand here.'),
  end: message('The end or a comma should stand here.'),
  item: message('A column, an embedded table or * should stand here.'),
  aggregate: message('One of sum(), avg(), count(), max() or min() should stand here.'),
  call: message('Empty brackets should stand behind an aggregate, as in sum().'),
  cast: message('A cast is written with two colons and the name of a type, as in ::text.'),
  step: message('A key or a number should stand behind the arrow.'),
  digit: message('A number should stand here.'),
  direction: message('Only asc, desc, nullsfirst or nullslast may stand here.'),
  nulls: message('Only nullsfirst or nullslast may stand here.'),
  term: message('A filter such as id.eq.1, or a group such as and(…), should stand here.'),
  group: message('Only and(…) or or(…) may stand here.'),
} satisfies Record<string, Message>;
export type Expectation = keyof typeof expectations;

/**
 * A place in a decoded text. PostgREST names the place where its reading failed furthest since it last took
 * something; `failedAt` keeps it, so that our column is the server's.
 */
export interface Cursor {
  readonly source: Decoded;
  readonly text: string;
  at: number;
  failedAt: number;
  /** How many brackets are open. */
  depth: number;
  expected: Expectation;
}

export function cursorOn(source: Decoded): Cursor {
  return { source, text: source.text, at: 0, failedAt: -1, depth: 0, expected: 'name' };
}

/** Goes on by some characters; what failed before them no longer counts. */
export function take(cursor: Cursor, length: number): string {
  const taken = cursor.text.slice(cursor.at, cursor.at + length);
  if (length > 0) {
    cursor.at += length;
    cursor.failedAt = -1;
  }
  return taken;
}

/** Notes that something is missing, here or at `at`. That all could end there says least. */
export function miss(cursor: Cursor, expected: Expectation, at: number = cursor.at): undefined {
  if (at > cursor.failedAt || (at === cursor.failedAt && cursor.expected === 'end')) {
    cursor.failedAt = at;
    cursor.expected = expected;
  }
}

/** Takes the word whole, or nothing. */
export function takeWord(cursor: Cursor, word: string, expected: Expectation): boolean {
  if (!cursor.text.startsWith(word, cursor.at)) {
    miss(cursor, expected);
    return false;
  }
  take(cursor, word.length);
  return true;
}

/** Takes what a sticky pattern matches here; empty when it does not. */
export function takeWhile(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  return pattern.test(cursor.text) ? take(cursor, pattern.lastIndex - cursor.at) : '';
}

export function skipBlanks(cursor: Cursor): void {
  let end = cursor.at;
  while (cursor.text[end] === ' ' || cursor.text[end] === '\t') end += 1;
  take(cursor, end - cursor.at);
}

/** Goes back if nothing comes of it; where it failed still counts. */
export function attempt<T>(cursor: Cursor, read: (cursor: Cursor) => T | undefined): T | undefined {
  const { at, failedAt, expected } = cursor;
  const result = read(cursor);
  if (result === undefined) {
    cursor.at = at;
    if (failedAt >= cursor.failedAt) {
      cursor.failedAt = failedAt;
      cursor.expected = expected;
    }
  }
  return result;
}

export function spanFrom(cursor: Cursor, start: number, end: number = cursor.at): Span {
  return cursor.source.span(start, end);
}

/** Over what cannot be read, to the next comma or bracket of this depth; quotes and inner brackets are passed. */
export function skipToSeparator(cursor: Cursor): void {
  const token = /"(?:[^"\\]|\\.)*"?|[(),]|[^"(),]+/suy;
  token.lastIndex = cursor.at;
  let depth = 0;
  for (let found = token.exec(cursor.text); found; found = token.exec(cursor.text)) {
    const [word] = found;
    if (depth === 0 && (word === ',' || word === ')')) return;
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    cursor.at = token.lastIndex;
  }
  cursor.at = cursor.text.length;
}
