import { oneLine } from '../../src/core/plainText';
import type { Cell } from '../../src/core/ports';

export interface CellText {
  readonly text: string;
  readonly kind: 'value' | 'null' | 'empty';
}

/** More than this of one cell is never on the screen; `copyCell` has the whole. */
const shownCharacters = 500;

/**
 * A cell on one line: line breaks, tabs, outer spaces and control characters show, so do those that take no room or
 * would turn the text around; NULL is a word that is not an empty string.
 */
export function cellText(cell: Cell): CellText {
  if (cell === null) return { text: 'NULL', kind: 'null' };
  if (cell === '') return { text: '', kind: 'empty' };
  const short = cell.length > shownCharacters ? `${cut(cell)}…` : cell;
  const text = short.replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length));
  return { text: oneLine(text), kind: 'value' };
}

/** Not through a surrogate pair, which would show as a broken character. */
function cut(cell: string): string {
  return cell.slice(0, shownCharacters).replace(/[\ud800-\udbff]$/, '');
}
