import type { Broken, LogicFilter, LogicGroup, LogicNode } from './ast';
import { readCondition, readNot } from './condition';
import { attempt, type Cursor, deepest, miss, skipBlanks, spanFrom, takeWord } from './cursor';
import { type Report, readList } from './list';
import { readField } from './names';

function readGroup(cursor: Cursor, report: Report, isNotNull: boolean): LogicGroup | undefined {
  const start = cursor.at;
  const negated = attempt(cursor, readNot) ?? false;
  const operator = readGroupOperator(cursor);
  if (!operator) return undefined;
  skipBlanks(cursor);
  if (!takeWord(cursor, '(', 'open')) return undefined;
  skipBlanks(cursor);
  if (cursor.depth === deepest) return miss(cursor, 'close');
  cursor.depth += 1;
  const inside = cursor.at;
  const children: readonly (LogicNode | Broken)[] = readList(
    cursor,
    report,
    (c) => readNode(c, report, isNotNull),
    'some',
  );
  cursor.depth -= 1;
  const end = cursor.at;
  if (takeWord(cursor, ')', 'close')) skipBlanks(cursor);
  else report(cursor);
  return {
    ...spanFrom(cursor, start),
    kind: 'group',
    negated,
    operator,
    children,
    inside: spanFrom(cursor, inside, end),
  };
}

/** A word that only begins like `or` is where the server gives up. */
function readGroupOperator(cursor: Cursor): 'and' | 'or' | undefined {
  const operator = (['and', 'or'] as const).find((word) => takeWord(cursor, word, 'group'));
  if (!operator && cursor.text[cursor.at] === 'o') cursor.failedAt = cursor.at;
  return operator;
}

/** A filter, or a group in brackets, `and(…)` or `not.or(…)`. */
export function readNode(
  cursor: Cursor,
  report: Report,
  isNotNull: boolean,
): LogicNode | undefined {
  return attempt(cursor, (c) => readFilter(c, isNotNull)) ?? readGroup(cursor, report, isNotNull);
}

function readFilter(cursor: Cursor, isNotNull: boolean): LogicFilter | undefined {
  const field = readField(cursor);
  if (!field || !takeWord(cursor, '.', 'dot')) return undefined;
  const condition = readCondition(cursor, 'logic', isNotNull);
  return condition && { kind: 'filter', field, condition, start: field.start, end: condition.end };
}
