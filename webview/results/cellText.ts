import type { Cell } from '../../src/core/ports';

export interface CellText {
  readonly text: string;
  readonly kind: 'value' | 'null' | 'empty';
}

/** More than this of one cell is never on the screen; `copyCell` has the whole. */
const shownCharacters = 500;

/**
 * A cell on one line: line breaks, tabs, outer spaces and control characters show, so do those that would turn the text
 * around; NULL is a word that is not an empty string.
 */
export function cellText(cell: Cell): CellText {
  if (cell === null) return { text: 'NULL', kind: 'null' };
  if (cell === '') return { text: '', kind: 'empty' };
  const short = cell.length > shownCharacters ? `${cut(cell)}…` : cell;
  const text = short
    .replace(/^ +| +$/g, (spaces) => '␣'.repeat(spaces.length))
    .replace(/\r\n|\r|\n/g, '⏎')
    .replace(/\t/g, '⇥')
    .replace(controls, pictureOf);
  return { text, kind: 'value' };
}

/** Not through a surrogate pair, which would show as a broken character. */
function cut(cell: string): string {
  return cell.slice(0, shownCharacters).replace(/[\ud800-\udbff]$/, '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is shown
const controls = /[\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]/g;

/** The sign that Unicode has for it, or its number, as the editor writes it. */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '␡' : `[U+${code.toString(16).toUpperCase()}]`;
}
