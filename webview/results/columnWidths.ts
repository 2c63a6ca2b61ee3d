import type { ResultColumn, Row } from '../../src/core/ports';
import { cellText } from './cellText';

export const narrowestColumn = 48;
const widestAtFirst = 360;
const sampledRows = 50;
/** Padding and border of a cell, and some air before the ellipsis. */
const padding = 20;
const gapBeforeType = 8;

/** First widths in pixels, from the headers and the first rows; `character` is the width of one digit. */
export function columnWidths(
  columns: readonly ResultColumn[],
  rows: readonly Row[],
  character: number,
): number[] {
  const sample = rows.slice(0, sampledRows);
  return columns.map((column, index) => {
    const named = column.domain ?? column.type;
    const type = named === '' ? 0 : gapBeforeType + textUnits(named) * character;
    const header = textUnits(column.name) * character + type;
    const widest = Math.max(
      header,
      ...sample.map((row) => textUnits(cellText(row[index] ?? null).text) * character),
    );
    return Math.ceil(Math.min(Math.max(widest + padding, narrowestColumn), widestAtFirst));
  });
}

/** The width of the row numbers’ column; `digits` is the length of the longest number as it is written. */
export function gutterWidth(digits: number, character: number): number {
  return Math.ceil(Math.max(2, digits) * character + padding);
}

/** Length in widths of a digit: East Asian characters and emoji take two. */
function textUnits(text: string): number {
  let units = 0;
  for (const character of text) units += wide.test(character) ? 2 : 1;
  return units;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
