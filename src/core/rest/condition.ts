import type { Condition, IsValue, Item, Name, Operand } from './ast';
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
import { readIdentifier, readQuoted } from './names';
import { operators } from './operators';

/** Where a value ends: with the parameter, or inside of brackets at the next comma or bracket. */
export type Place = 'top' | 'logic';

/** `[not.]operator[(modifier)].operand` at the cursor. */
export function readCondition(
  cursor: Cursor,
  place: Place,
  isNotNull: boolean,
): Condition | undefined {
  const start = cursor.at;
  const negated = attempt(cursor, readNot) ?? false;
  const rest = readOperation(cursor, place, isNotNull);
  return rest && { ...rest, ...spanFrom(cursor, start), kind: 'condition', negated };
}

/** `not.` before an operator or a group. */
export function readNot(cursor: Cursor): true | undefined {
  if (!takeWord(cursor, 'not', 'operator')) return undefined;
  return takeWord(cursor, '.', 'dot') ? true : undefined;
}

type Operation = Omit<Condition, 'kind' | 'negated' | 'start' | 'end'>;

/** In the order in which the server tries them. */
function readOperation(cursor: Cursor, place: Place, isNotNull: boolean): Operation | undefined {
  const listed = attempt(cursor, (c) => readOperator(c, 'in'));
  if (listed) return withOperand(listed, readList(cursor));
  const is = attempt(cursor, (c) => readOperator(c, 'is'));
  if (is) return withOperand(is, readIs(cursor, isNotNull));
  const head =
    attempt(cursor, (c) => readOperator(c, 'isdistinct')) ??
    attempt(cursor, readTextSearch) ??
    attempt(cursor, readSimple) ??
    attempt(cursor, readQuantified);
  return head && { ...head, operand: readText(cursor, place) };
}

type Head = Omit<Operation, 'operand'>;

function withOperand(head: Head, operand: Operand | undefined): Operation | undefined {
  return operand && { ...head, operand };
}

function readOperator(cursor: Cursor, name: string): Head | undefined {
  const start = cursor.at;
  if (!takeWord(cursor, name, 'operator')) return undefined;
  const operator = { ...spanFrom(cursor, start), name, quoted: false };
  return takeWord(cursor, '.', 'operator') ? { operator } : undefined;
}

const textSearch = operators.filter(({ group }) => group === 'search').map(({ name }) => name);
const quantified = operators.filter(({ quantifiable }) => quantifiable).map(({ name }) => name);
const simple = operators
  .filter(
    ({ name, group, quantifiable }) =>
      !quantifiable && group !== 'search' && !['in', 'is', 'isdistinct'].includes(name),
  )
  .map(({ name }) => name);

/** The first name of the list that stands here. A longer one may begin with it: the dot decides. */
function readWord(cursor: Cursor, names: readonly string[]): Name | undefined {
  const start = cursor.at;
  const word = takeWhile(cursor, /[a-z]+/y);
  const name =
    names.find((known) => known === word) ??
    names.filter((known) => word.startsWith(known)).sort((a, b) => b.length - a.length)[0];
  cursor.at = start;
  if (name === undefined) return miss(cursor, 'operator');
  take(cursor, name.length);
  return { ...spanFrom(cursor, start), name, quoted: false };
}

function readSimple(cursor: Cursor): Head | undefined {
  const operator = readWord(cursor, simple);
  return operator && takeWord(cursor, '.', 'operator') ? { operator } : undefined;
}

function readQuantified(cursor: Cursor): Head | undefined {
  const operator = readWord(cursor, quantified);
  if (!operator) return undefined;
  const quantifier = attempt(cursor, readQuantifier);
  if (!takeWord(cursor, '.', 'operator')) return undefined;
  return { operator, quantifier };
}

function readQuantifier(cursor: Cursor): 'any' | 'all' | undefined {
  if (!takeWord(cursor, '(', 'operator')) return undefined;
  const word = (['any', 'all'] as const).find((one) => takeWord(cursor, one, 'quantifier'));
  return word && takeWord(cursor, ')', 'quantifier') ? word : undefined;
}

function readTextSearch(cursor: Cursor): Head | undefined {
  const operator = readWord(cursor, textSearch);
  if (!operator) return undefined;
  const config = attempt(cursor, readConfig);
  if (!takeWord(cursor, '.', 'operator')) return undefined;
  return { operator, config };
}

function readConfig(cursor: Cursor): Name | undefined {
  if (!takeWord(cursor, '(', 'operator')) return undefined;
  const name = readIdentifier(cursor, 'config');
  return name && takeWord(cursor, ')', 'config') ? name : undefined;
}

/** Letter by letter, whatever their case. What goes on behind the word is not looked at. */
function readIs(cursor: Cursor, isNotNull: boolean): Operand | undefined {
  const start = cursor.at;
  const known: readonly IsValue[] = [
    ...(isNotNull ? (['not_null'] as const) : []),
    'null',
    'unknown',
    'true',
    'false',
  ];
  const rest = cursor.text.slice(start, start + 8).toLowerCase();
  const value = known.find((word) => rest.startsWith(word));
  if (value === undefined) {
    const common = Math.max(...known.map((word) => commonLength(word, rest)));
    return miss(cursor, 'isValue', start + common);
  }
  take(cursor, value.length);
  return { ...spanFrom(cursor, start), kind: 'is', value };
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function readList(cursor: Cursor): Operand | undefined {
  skipBlanks(cursor);
  const start = cursor.at;
  if (!takeWord(cursor, '(', 'open')) return undefined;
  skipBlanks(cursor);
  const items: Item[] = [];
  do items.push(readItem(cursor, false));
  while (takeWord(cursor, ',', 'close'));
  if (!takeWord(cursor, ')', 'close')) return undefined;
  const [first] = items;
  const empty = items.length === 1 && first?.text === '' && !first.quoted;
  const list = {
    ...spanFrom(cursor, start),
    kind: 'list' as const,
    items: empty ? [] : items,
  };
  skipBlanks(cursor);
  return list;
}

/** A value inside brackets: quoted whole, an array in braces where `arrays`, or all to the next comma or bracket. */
function readItem(cursor: Cursor, arrays: boolean): Item {
  const start = cursor.at;
  const quoted = attempt(cursor, readWholeQuoted);
  if (quoted !== undefined) return { ...spanFrom(cursor, start), text: quoted, quoted: true };
  const array = arrays ? takeWhile(cursor, /\{[^{}]*\}/y) : '';
  const text = array === '' ? takeWhile(cursor, /[^,)]*/y) : array;
  return { ...spanFrom(cursor, start), text, quoted: false };
}

function readWholeQuoted(cursor: Cursor): string | undefined {
  const text = readQuoted(cursor);
  const next = cursor.text[cursor.at];
  return text === undefined || next === undefined || next === ',' || next === ')'
    ? text
    : undefined;
}

function readText(cursor: Cursor, place: Place): Operand {
  if (place === 'logic') return { ...readItem(cursor, true), kind: 'text' };
  const start = cursor.at;
  const text = take(cursor, cursor.text.length - start);
  return { ...spanFrom(cursor, start), kind: 'text', text, quoted: false };
}
