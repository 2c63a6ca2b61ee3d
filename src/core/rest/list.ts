import type { Broken } from './ast';
import { type Cursor, skipBlanks, skipToSeparator, spanFrom, takeWord } from './cursor';

/** Says that the reading failed at the cursor's `failedAt`. */
export type Report = (cursor: Cursor) => void;

/**
 * What stands between commas. What cannot be read is reported and kept as broken, and the next is read. With
 * `any`, a first that cannot even begin makes an empty list, and nothing is reported.
 */
export function readList<T>(
  cursor: Cursor,
  report: Report,
  readOne: (cursor: Cursor) => T | undefined,
  least: 'any' | 'some',
): readonly (T | Broken)[] {
  const found: (T | Broken)[] = [];
  const first = cursor.at;
  do {
    if (found.length > 0) skipBlanks(cursor);
    const start = cursor.at;
    const one = readOne(cursor);
    if (one !== undefined) {
      found.push(one);
      continue;
    }
    if (least === 'any' && found.length === 0 && cursor.at === first) return [];
    report(cursor);
    found.push(skipBroken(cursor, start));
  } while (takeComma(cursor, report));
  return found;
}

/** Blanks belong to a comma: where none follows them the server gives up. */
function takeComma(cursor: Cursor, report: Report): boolean {
  const start = cursor.at;
  skipBlanks(cursor);
  if (takeWord(cursor, ',', 'close')) return true;
  if (cursor.at > start) report(cursor);
  return false;
}

function skipBroken(cursor: Cursor, start: number): Broken {
  cursor.at = start;
  skipToSeparator(cursor);
  return { kind: 'broken', ...spanFrom(cursor, start) };
}
