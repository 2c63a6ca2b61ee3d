import type { Field, JsonStep, Name } from './ast';
import {
  attempt,
  type Cursor,
  miss,
  skipBlanks,
  spanFrom,
  take,
  takeWhile,
  takeWord,
} from './cursor';
import type { Span } from './span';

const ascii = /[A-Za-z0-9_$ ]*/y;
const letter = /\p{L}/uy;
const jsonKey = /[^(\-:.,>)]+/y;
const insideQuotes = /(?:[^"\\]|\\.)*/suy;
const digit = /\d+/y;
const indexEnd = /->|::|[.,]|$/y;

/** Letters of any script, digits, `_`, `$` and blanks. Most names are ASCII, which is found much faster. */
function takeIdentifier(cursor: Cursor): string {
  const start = cursor.at;
  do takeWhile(cursor, ascii);
  while (cursor.text.charCodeAt(cursor.at) > 127 && takeWhile(cursor, letter) !== '');
  return cursor.text.slice(start, cursor.at);
}

const takeJsonKey = (cursor: Cursor) => takeWhile(cursor, jsonKey);

/** A name: quoted, or letters, digits, `_`, `$` and inner spaces, joined by `-`. */
export function readName(cursor: Cursor): Name | undefined {
  return nameOf(cursor, takeIdentifier, 'name');
}

/** A name that cannot be quoted: a type, or a text search configuration. */
export function readIdentifier(cursor: Cursor, expected: 'cast' | 'config'): Name | undefined {
  const start = cursor.at;
  const name = takeIdentifier(cursor);
  if (name === '') return miss(cursor, expected);
  return plainName(name.trim(), trimmed(cursor, start));
}

function nameOf(
  cursor: Cursor,
  takePart: (cursor: Cursor) => string,
  expected: 'name' | 'step',
): Name | undefined {
  const start = cursor.at;
  const quoted = readQuoted(cursor);
  if (quoted !== undefined) return { ...spanFrom(cursor, start), name: quoted, quoted: true };
  if (cursor.at > start) return undefined;
  let name = '';
  for (;;) {
    const part = takePart(cursor);
    if (part === '') return miss(cursor, expected);
    name += part.trim();
    if (!takeDash(cursor)) return plainName(name, trimmed(cursor, start));
    name += '-';
  }
}

/** Written out, because names are what most of a request is, and a spread takes its time. */
function plainName(name: string, { start, end }: Span): Name {
  return { start, end, name, quoted: false };
}

/** A `-` between parts of a name, which is not the arrow of a JSON path. */
function takeDash(cursor: Cursor): boolean {
  if (cursor.text[cursor.at] !== '-') {
    miss(cursor, 'end');
    return false;
  }
  if (cursor.text[cursor.at + 1] === '>') {
    miss(cursor, 'end', cursor.at + 2);
    return false;
  }
  take(cursor, 1);
  return true;
}

/** The span without the blanks around a name, which are no part of it. */
function trimmed({ text, at, source }: Cursor, start: number): Span {
  let from = start;
  let to = at;
  while (from < to && text[from] === ' ') from += 1;
  while (from < to && text[to - 1] === ' ') to -= 1;
  return source.span(from, to);
}

/** The text between double quotes; a backslash takes the next character as it is. */
export function readQuoted(cursor: Cursor): string | undefined {
  if (!takeWord(cursor, '"', 'name')) return undefined;
  const inside = takeWhile(cursor, insideQuotes);
  if (cursor.text[cursor.at] === '\\') take(cursor, 1);
  if (!takeWord(cursor, '"', 'quote')) return undefined;
  return inside.replace(/\\(.)/gsu, '$1');
}

/** A column, perhaps with a JSON path, and the blanks around it. */
export function readField(cursor: Cursor): Field | undefined {
  skipBlanks(cursor);
  const name = readName(cursor);
  if (!name) return undefined;
  const path = readJsonPath(cursor);
  if (!path) return undefined;
  const field = {
    kind: 'field' as const,
    name,
    path,
    start: name.start,
    end: path.at(-1)?.end ?? name.end,
  };
  skipBlanks(cursor);
  return field;
}

/** Undefined when an arrow leads to nothing. */
export function readJsonPath(cursor: Cursor): readonly JsonStep[] | undefined {
  const steps: JsonStep[] = [];
  for (;;) {
    const start = cursor.at;
    const arrow = takeWord(cursor, '->>', 'end')
      ? '->>'
      : takeWord(cursor, '->', 'end')
        ? '->'
        : undefined;
    if (!arrow) return steps;
    const operand = attempt(cursor, readIndex) ?? attempt(cursor, readKey);
    if (!operand) return undefined;
    steps.push({ ...spanFrom(cursor, start), arrow, key: operand.key, isIndex: operand.isIndex });
  }
}

function readIndex(cursor: Cursor): Pick<JsonStep, 'key' | 'isIndex'> | undefined {
  const sign = takeWord(cursor, '-', 'step') ? '-' : '';
  const digits = takeWhile(cursor, digit);
  if (digits === '') return miss(cursor, 'digit');
  indexEnd.lastIndex = cursor.at;
  return indexEnd.test(cursor.text) ? { key: sign + digits, isIndex: true } : miss(cursor, 'end');
}

function readKey(cursor: Cursor): Pick<JsonStep, 'key' | 'isIndex'> | undefined {
  const key = nameOf(cursor, takeJsonKey, 'step');
  return key && { key: key.name, isIndex: false };
}
