import type { Broken, Field, Name, OrderTerm } from './ast';
import { attempt, type Cursor, miss, skipBlanks, spanFrom, takeWord } from './cursor';
import { type Report, readList } from './list';
import { readField, readName } from './names';
import type { Span } from './span';

/** The terms of an `order`. */
export function readTerms(cursor: Cursor, report: Report): readonly (OrderTerm | Broken)[] {
  return readList(
    cursor,
    report,
    (c) => {
      skipBlanks(c);
      return attempt(c, readRelated) ?? readPlain(c);
    },
    'some',
  );
}

type Rest = Pick<OrderTerm, 'direction' | 'nulls'>;

/** `relation(field)`, perhaps with a direction. */
function readRelated(cursor: Cursor): OrderTerm | undefined {
  const start = cursor.at;
  const relation = readName(cursor);
  if (!relation || !takeWord(cursor, '(', 'end')) return undefined;
  const field = readField(cursor);
  if (!field || !takeWord(cursor, ')', 'close')) return undefined;
  const rest = readRest(cursor);
  return rest && termOf(rest, relation, field, spanFrom(cursor, start));
}

function readPlain(cursor: Cursor): OrderTerm | undefined {
  const start = cursor.at;
  const field = readField(cursor);
  const rest = field && readRest(cursor);
  return rest && termOf(rest, undefined, field, spanFrom(cursor, start));
}

function termOf(
  { direction, nulls }: Rest,
  relation: Name | undefined,
  field: Field,
  { start, end }: Span,
): OrderTerm {
  return { start, end, kind: 'term', relation, field, direction, nulls };
}

function readRest(cursor: Cursor): Rest | undefined {
  const direction = attempt(cursor, (c) => readWord(c, ['asc', 'desc'] as const, 'direction'));
  const nulls = attempt(cursor, (c) => readWord(c, ['nullsfirst', 'nullslast'] as const, 'nulls'));
  const next = cursor.text[cursor.at];
  if (next !== undefined && next !== ',') return miss(cursor, 'end');
  return { direction, nulls };
}

function readWord<Word extends string>(
  cursor: Cursor,
  words: readonly Word[],
  expected: 'direction' | 'nulls',
): Word | undefined {
  if (!takeWord(cursor, '.', 'end')) return undefined;
  return words.find((word) => takeWord(cursor, word, expected));
}
