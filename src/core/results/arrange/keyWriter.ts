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

const utf8 = new TextEncoder();

/** Bytes that are written one after another. */
export interface KeyWriter {
  bytes: Uint8Array;
  length: number;
}

/**
 * Appends the bytes of a value, which compare as the values do; none is the beginning of another, and none begins with
 * 0, which turned over would be NULL. False for a text that is no such value, whatever was appended for it until then.
 */
export type WriteValue = (key: KeyWriter, cell: string) => boolean;

export function createKeyWriter(): KeyWriter {
  return { bytes: new Uint8Array(1024), length: 0 };
}

export function compareBytes(one: KeyWriter, other: KeyWriter): number {
  for (let at = 0; at < one.length && at < other.length; at++) {
    const difference = (one.bytes[at] ?? 0) - (other.bytes[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** Writes what a cell counts as, as JSON writes numbers, or one of Postgres' three others. */
export function numberWriter(numberIn: (cell: string) => string | undefined): WriteValue {
  return (key, cell) => {
    const number = numberIn(cell);
    if (number !== undefined) writeNumber(key, number);
    return number !== undefined;
  };
}

/** 0.d1d2d3… × 10^exponent: the exponent, then the digits, then an end; turned over below zero. */
function writeNumber(key: KeyWriter, number: string) {
  if (number === 'NaN' || number === 'Infinity' || number === '-Infinity') {
    writeByte(key, ranks[number]);
    return;
  }
  const isNegative = number.startsWith('-');
  const [mantissa = '', power = '0'] = number.slice(isNegative ? 1 : 0).split(/[eE]/);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const padded = whole + fraction;
  const digits = padded.replace(/^0+/, '');
  if (digits === '') {
    writeByte(key, ranks.zero);
    return;
  }
  const exponent = whole.length - (padded.length - digits.length) + Number(power);
  const turn = isNegative ? 255 : 0;
  writeByte(key, isNegative ? ranks.negative : ranks.positive);
  writeInteger(key, exponent, turn);
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  for (let at = 0; at < end; at++) writeByte(key, digits.charCodeAt(at) ^ turn);
  writeByte(key, turn);
}

/** By code point: UTF-8 keeps that order. */
export const writeText: WriteValue = (key, text) => {
  writeByte(key, ranks.text);
  reserve(key, text.length * 3);
  const { written } = utf8.encodeInto(text, key.bytes.subarray(key.length));
  const start = key.length;
  key.length += written;
  if (text.includes('\0')) escapeZeros(key, start);
  writeByte(key, 0);
  writeByte(key, 0);
  return true;
};

/** A zero byte within a text must not look like its end. */
function escapeZeros(key: KeyWriter, start: number) {
  const plain = key.bytes.slice(start, key.length);
  key.length = start;
  for (const code of plain) {
    writeByte(key, code);
    if (code === 0) writeByte(key, 255);
  }
}

/** An integer of 32 bits; `turn` is 255 where it is to be turned over. */
export function writeInteger(key: KeyWriter, integer: number, turn = 0) {
  const biased = integer + 2 ** 31;
  for (const shift of [24, 16, 8, 0]) writeByte(key, ((biased / 2 ** shift) & 255) ^ turn);
}

export function writeByte(key: KeyWriter, value: number) {
  reserve(key, 1);
  key.bytes[key.length++] = value;
}

function reserve(key: KeyWriter, more: number) {
  if (key.length + more <= key.bytes.length) return;
  const larger = new Uint8Array((key.length + more) * 2);
  larger.set(key.bytes.subarray(0, key.length));
  key.bytes = larger;
}
