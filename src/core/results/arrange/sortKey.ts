import type { Cell } from '../../ports';
import { isBoolean, isNumber, isNumeric } from '../columnKinds';
import { hasZone, isMoment, microsecondsOf } from './moments';

/** The first byte of a value tells what it is; a value that is none of its type comes behind those that are. */
const ranks = {
  '-Infinity': 1,
  negative: 2,
  zero: 3,
  positive: 4,
  Infinity: 5,
  NaN: 6,
  text: 7,
} as const;
/** Behind everything, whichever way it is sorted. */
const nullByte = 255;

const utf8 = new TextEncoder();

/** Bytes that are written one after another. */
export interface KeyWriter {
  bytes: Uint8Array;
  length: number;
}

export function createKeyWriter(): KeyWriter {
  return { bytes: new Uint8Array(1024), length: 0 };
}

/**
 * Appends bytes that stand in the order of the cells when compared as bytes: numbers, dates and times by value, of any
 * length and exact, text by code point (UTF-8 keeps that order), NULL last. None is the beginning of another.
 */
export function writeKey(key: KeyWriter, cell: Cell, type: string, descending: boolean) {
  const start = key.length;
  if (cell === null) {
    byte(key, nullByte);
    return;
  }
  writeValue(key, cell, type, false);
  if (!descending) return;
  for (let at = start; at < key.length; at++) key.bytes[at] = 255 - (key.bytes[at] ?? 0);
}

/** Whether the text is a value of the type, as far as values of it have an order of their own. */
export function isComparable(text: string, type: string): boolean {
  if (type === 'money' && !isAmount(text)) return false;
  const hasOwnOrder = isMoment(type) || isNumeric(type) || isBoolean(type);
  return !hasOwnOrder || numberIn(text, type, true) !== undefined;
}

/** Compares cells of a column with a text: negative, 0 or positive. */
export function compareWith(text: string, type: string): (cell: string) => number {
  const local = isMoment(type) && !hasZone(text);
  const wanted = createKeyWriter();
  writeValue(wanted, text, type, local);
  const given = createKeyWriter();
  return (cell) => {
    given.length = 0;
    writeValue(given, cell, type, local);
    return compareBytes(given, wanted);
  };
}

function compareBytes(one: KeyWriter, other: KeyWriter): number {
  for (let at = 0; at < one.length && at < other.length; at++) {
    const difference = (one.bytes[at] ?? 0) - (other.bytes[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function writeValue(key: KeyWriter, cell: string, type: string, local: boolean) {
  const number = numberIn(cell, type, local);
  if (number !== undefined) writeNumber(key, number);
  else writeText(key, cell);
}

/** What the cell counts as, as JSON writes numbers, or one of Postgres' three others. */
function numberIn(cell: string, type: string, local: boolean): string | undefined {
  if (isMoment(type)) {
    if (cell === 'infinity') return 'Infinity';
    if (cell === '-infinity') return '-Infinity';
    const microseconds = microsecondsOf(cell, local);
    return microseconds === undefined ? undefined : String(microseconds);
  }
  if (isBoolean(type)) return truths.get(cell);
  if (type === 'money') return minorUnits(cell);
  if (type !== '' && !isNumeric(type)) return undefined;
  if (isNumber(cell)) return cell;
  const isSpecial = cell === 'NaN' || cell === 'Infinity' || cell === '-Infinity';
  return isSpecial && type !== '' ? cell : undefined;
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

/** 0.d1d2d3… × 10^exponent: the exponent, then the digits, then an end; turned over below zero. */
function writeNumber(key: KeyWriter, number: string) {
  if (number === 'NaN' || number === 'Infinity' || number === '-Infinity') {
    byte(key, ranks[number]);
    return;
  }
  const isNegative = number.startsWith('-');
  const [mantissa = '', power = '0'] = number.slice(isNegative ? 1 : 0).split(/[eE]/);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const padded = whole + fraction;
  const digits = padded.replace(/^0+/, '');
  if (digits === '') {
    byte(key, ranks.zero);
    return;
  }
  const exponent = whole.length - (padded.length - digits.length) + Number(power);
  const turn = isNegative ? 255 : 0;
  byte(key, isNegative ? ranks.negative : ranks.positive);
  const biased = exponent + 2 ** 31;
  for (const shift of [24, 16, 8, 0]) byte(key, ((biased / 2 ** shift) & 255) ^ turn);
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  for (let at = 0; at < end; at++) byte(key, digits.charCodeAt(at) ^ turn);
  byte(key, turn);
}

function writeText(key: KeyWriter, text: string) {
  byte(key, ranks.text);
  reserve(key, text.length * 3);
  const { written } = utf8.encodeInto(text, key.bytes.subarray(key.length));
  const start = key.length;
  key.length += written;
  if (text.includes('\0')) escapeZeros(key, start);
  byte(key, 0);
  byte(key, 0);
}

/** A zero byte within a text must not look like its end. */
function escapeZeros(key: KeyWriter, start: number) {
  const plain = key.bytes.slice(start, key.length);
  key.length = start;
  for (const code of plain) {
    byte(key, code);
    if (code === 0) byte(key, 255);
  }
}

function byte(key: KeyWriter, value: number) {
  reserve(key, 1);
  key.bytes[key.length++] = value;
}

function reserve(key: KeyWriter, more: number) {
  if (key.length + more <= key.bytes.length) return;
  const larger = new Uint8Array((key.length + more) * 2);
  larger.set(key.bytes.subarray(0, key.length));
  key.bytes = larger;
}
