import type { Cell } from '../ports';
import { isNumber } from './columnKinds';

/** An exact decimal: `digits / 10 ** scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** What stands under a selection. The numbers are exact, whatever their length. */
export interface Summary {
  /** Cells that are not NULL. */
  readonly count: number;
  /** Absent where there are no numbers, or something like NaN among them. */
  readonly numbers?: { readonly sum: string; readonly min: string; readonly max: string };
}

export interface Summing {
  /** `ofNumbers` is whether the column of the cell holds numbers. */
  add(cell: Cell, ofNumbers: boolean): void;
  summary(): Summary;
}

/** Exponents of float8 end at 308; beyond that a sum has no use and a cost. */
const largestExponent = 400;

export function startSumming(): Summing {
  let count = 0;
  let exact = true;
  let sum: Decimal | undefined;
  let min: Decimal | undefined;
  let max: Decimal | undefined;
  return {
    add(cell, ofNumbers) {
      if (cell === null) return;
      count++;
      if (!ofNumbers) return;
      const value = decimalOf(cell);
      if (!value) {
        exact = false;
        return;
      }
      sum = sum ? plus(sum, value) : value;
      if (!min || compare(value, min) < 0) min = value;
      if (!max || compare(value, max) > 0) max = value;
    },
    summary() {
      if (!exact || !sum || !min || !max) return { count };
      return { count, numbers: { sum: textOf(sum), min: textOf(min), max: textOf(max) } };
    },
  };
}

function decimalOf(text: string): Decimal | undefined {
  if (!isNumber(text)) return undefined;
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  if (Math.abs(scale) > largestExponent + fraction.length) return undefined;
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function plus(one: Decimal, other: Decimal): Decimal {
  const scale = Math.max(one.scale, other.scale);
  return { digits: atScale(one, scale) + atScale(other, scale), scale };
}

function compare(one: Decimal, other: Decimal): number {
  const scale = Math.max(one.scale, other.scale);
  const difference = atScale(one, scale) - atScale(other, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function atScale({ digits, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? digits : digits * 10n ** BigInt(wanted - scale);
}

function textOf({ digits, scale }: Decimal): string {
  if (scale === 0) return String(digits);
  const sign = digits < 0n ? '-' : '';
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}
