import { type KeyWriter, type WriteValue, writeByte } from './keyWriter';

/** What the ranges that Postgres comes with are ranges of. */
export const rangeTypes: ReadonlyMap<string, string> = new Map([
  ['int4range', 'int4'],
  ['int8range', 'int8'],
  ['numrange', 'numeric'],
  ['daterange', 'date'],
  ['tsrange', 'timestamp'],
  ['tstzrange', 'timestamptz'],
]);

/** `[1,10)`, a bound in quotes or none (PostgreSQL, "Range Input/Output"). */
const range =
  /(empty)|([[(])(?:"((?:[^"\\]|\\.|"")*)"|([^",()[\]\\]*)),(?:"((?:[^"\\]|\\.|"")*)"|([^",()[\]\\]*))([)\]])/sy;

/** Ranges as Postgres orders them: empty ones first, then by the lower bound, then by the upper one. */
export function rangeWriter(write: WriteValue): WriteValue {
  return (key, cell) => writeRange(key, cell, 0, write) === cell.length;
}

/** Range by range; the one with fewer of them first. */
export function multirangeWriter(write: WriteValue): WriteValue {
  return (key, cell) => {
    if (cell !== '{}') {
      let at: number | undefined = 0;
      do {
        at = writeRange(key, cell, at + 1, write);
      } while (at !== undefined && cell[at] === ',');
      if (at === undefined || cell.slice(at) !== '}') return false;
    }
    writeByte(key, 1);
    return cell.startsWith('{');
  };
}

/** Where the range ends that begins there; undefined where none does. */
function writeRange(
  key: KeyWriter,
  text: string,
  start: number,
  write: WriteValue,
): number | undefined {
  range.lastIndex = start;
  const found = range.exec(text);
  if (!found) return undefined;
  const [, empty, opening, lowerQuoted, lower, upperQuoted, upper, closing] = found;
  writeByte(key, empty === undefined ? 3 : 2);
  if (empty !== undefined) return range.lastIndex;
  const end = range.lastIndex;
  // Nothing is below a range without a lower bound, and nothing above one without an upper bound.
  const wrote =
    writeBound(key, lowerQuoted ?? lower, 1, opening === '[' ? 1 : 2, write) &&
    writeBound(key, upperQuoted ?? upper, 3, closing === ')' ? 1 : 2, write);
  return wrote ? end : undefined;
}

function writeBound(
  key: KeyWriter,
  bound: string | undefined,
  unbounded: number,
  side: number,
  write: WriteValue,
): boolean {
  if (!bound) {
    writeByte(key, unbounded);
    return true;
  }
  writeByte(key, 2);
  if (!write(key, bound.replace(/\\(.)|"(")/gs, '$1$2'))) return false;
  writeByte(key, side);
  return true;
}
