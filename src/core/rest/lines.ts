import type { Span } from './span';

/** One line of a block. */
export interface Line {
  /** Offset of the line in the whole text. */
  readonly start: number;
  readonly raw: string;
  readonly content: string;
}

/** The lines of a part of the text. */
export function linesOf(text: string, { start, end }: Span): readonly Line[] {
  let at = start;
  return text
    .slice(start, end)
    .split('\n')
    .map((raw) => {
      const line = { start: at, raw, content: raw.trim() };
      at += raw.length + 1;
      return line;
    });
}

/** The line of an offset, counted from 1 as the editor shows it. */
export function lineNumberAt(text: string, offset: number): string {
  return String(text.slice(0, offset).split('\n').length);
}

export function isComment(content: string): boolean {
  return content.startsWith('#') || content.startsWith('//');
}

/** `@name = value`: a variable of the document. */
export function isDefinition(content: string): boolean {
  return /^@[A-Za-z_][\w-]*\s*=/.test(content);
}

/** What may stand before a request line without being one. */
export function isBeside(content: string): boolean {
  return isComment(content) || isDefinition(content);
}

/**
 * How many of the lines go on with the query of the line before: indented, with `?` or `&` first. A comment between
 * two of them, such as a parameter that is left out for now, counts too.
 */
export function continuations(lines: readonly Line[]): number {
  const end = lines.findIndex((line) => !isContinuation(line) && !isComment(line.content));
  return lines.slice(0, end < 0 ? lines.length : end).findLastIndex(isContinuation) + 1;
}

/** What lines add to a query, without comments: `?` stands before the first parameter, also where that was left out. */
export function continued(line: string, more: readonly Line[]): readonly Line[] {
  const [first, ...others] = more.filter(({ content }) => !isComment(content));
  if (!first || line.includes('?')) return first ? [first, ...others] : [];
  return [{ ...first, content: `?${first.content.slice(1)}` }, ...others];
}

function isContinuation({ raw, content }: Line): boolean {
  return /^\s/.test(raw) && /^[?&]/.test(content);
}
