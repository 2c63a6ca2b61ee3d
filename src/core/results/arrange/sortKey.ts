import type { Cell, ResultColumn } from '../../ports';
import { isBoolean, isNumber, isNumeric } from '../columnKinds';
import { writeAddress } from './addresses';
import { arrayWriter } from './arrays';
import { isInterval, lengthOf } from './intervals';
import {
  compareBytes,
  createKeyWriter,
  type KeyWriter,
  numberWriter,
  type WriteValue,
  writeByte,
  writeText,
} from './keyWriter';
import { hasZone, isMoment, microsecondsOf } from './moments';
import { multirangeWriter, rangeTypes, rangeWriter } from './ranges';

/** Behind everything, whichever way it is sorted. */
const nullByte = 255;

/** What the order of a column's cells depends on. */
export type Ordered = Pick<ResultColumn, 'type' | 'labels'>;

/**
 * Appends bytes that stand in the order of the cells when compared as bytes: as Postgres has it where the type has an
 * order of its own, else text by code point. NULL is last.
 */
export function keyOf(column: Ordered, descending: boolean): (key: KeyWriter, cell: Cell) => void {
  const write = cellWriter(column, false);
  return (key, cell) => {
    const start = key.length;
    if (cell === null) {
      writeByte(key, nullByte);
      return;
    }
    write(key, cell);
    if (!descending) return;
    for (let at = start; at < key.length; at++) key.bytes[at] = 255 - (key.bytes[at] ?? 0);
  };
}

/** Whether the text is a value of the column's type, as far as values of it have an order of their own. */
export function isComparable(text: string, column: Ordered): boolean {
  if (column.type === '') return true;
  if (column.type === 'money' && !isAmount(text)) return false;
  const write = valueWriter(column, true);
  return write?.(createKeyWriter(), text) ?? true;
}

/** Compares cells of a column with a text: negative, 0 or positive. */
export function compareWith(text: string, column: Ordered): (cell: string) => number {
  const write = cellWriter(column, isMoment(column.type) && !hasZone(text));
  const wanted = createKeyWriter();
  write(wanted, text);
  const given = createKeyWriter();
  return (cell) => {
    given.length = 0;
    write(given, cell);
    return compareBytes(given, wanted);
  };
}

/** What is no value of the type counts as text. */
function cellWriter(column: Ordered, local: boolean): (key: KeyWriter, cell: string) => void {
  const write = valueWriter(column, local) ?? writeText;
  return (key, cell) => {
    const start = key.length;
    if (write(key, cell)) return;
    key.length = start;
    writeText(key, cell);
  };
}

/** Undefined for a type whose values are compared as text. `local` leaves time zones out. */
function valueWriter({ type, labels }: Ordered, local: boolean): WriteValue | undefined {
  if (type.endsWith('[]')) {
    const element = { type: type.slice(0, -2), ...(labels ? { labels } : {}) };
    return arrayWriter(valueWriter(element, local) ?? writeText);
  }
  if (labels) return placeWriter(labels);
  const elements = rangeTypes.get(type.replace('multirange', 'range'));
  if (elements !== undefined) {
    const write = valueWriter({ type: elements }, local) ?? writeText;
    return type.includes('multirange') ? multirangeWriter(write) : rangeWriter(write);
  }
  if (type === 'inet' || type === 'cidr') return writeAddress;
  if (isMoment(type)) return numberWriter((cell) => momentIn(cell, local));
  if (isInterval(type))
    return numberWriter((cell) => infiniteIn(cell) ?? lengthOf(cell)?.toString());
  if (isBoolean(type)) return numberWriter((cell) => truths.get(cell));
  if (type === 'money') return numberWriter(minorUnits);
  if (type === '') return numberWriter((cell) => (isNumber(cell) ? cell : undefined));
  return isNumeric(type) ? numberWriter(numberIn) : undefined;
}

function momentIn(cell: string, local: boolean): string | undefined {
  return infiniteIn(cell) ?? microsecondsOf(cell, local)?.toString();
}

function infiniteIn(cell: string): string | undefined {
  if (cell === 'infinity') return 'Infinity';
  return cell === '-infinity' ? '-Infinity' : undefined;
}

function numberIn(cell: string): string | undefined {
  const isSpecial = cell === 'NaN' || cell === 'Infinity' || cell === '-Infinity';
  return isSpecial || isNumber(cell) ? cell : undefined;
}

/** The values of an enumerated type stand in the order in which it names them. */
function placeWriter(labels: readonly string[]): WriteValue {
  const places = new Map(labels.map((label, at) => [label, String(at)]));
  return numberWriter((cell) => places.get(cell));
}

/** As Postgres and as JSON write them. */
const truths = new Map([
  ['f', '0'],
  ['false', '0'],
  ['t', '1'],
  ['true', '1'],
]);

/** With its decimal places or its currency: `12` alone may be twelve of either unit. */
function isAmount(text: string): boolean {
  return /[.,]\d\d\D*$|[^\d.,\s-]/.test(text);
}

/** Money has as many decimal places in every row, so its digits alone say how much it is. */
function minorUnits(cell: string): string | undefined {
  const digits = cell.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
  if (digits === '') return undefined;
  return /[-(]/.test(cell) ? `-${digits}` : digits;
}
