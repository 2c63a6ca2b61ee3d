import type { Span } from './span';

/** One line of a block. */
export interface Line {
  /** Counted from 1 in the whole text, as the editor shows it. */
  readonly number: number;
  /** Offset of the line in the whole text. */
  readonly start: number;
  readonly raw: string;
  readonly content: string;
}

/** The lines of a part of the text. */
export function linesOf(text: string, { start, end }: Span): readonly Line[] {
  let number = text.slice(0, start).split('\n').length;
  let at = start;
  return text
    .slice(start, end)
    .split('\n')
    .map((raw) => {
      const line = { number: number++, start: at, raw, content: raw.trim() };
      at += raw.length + 1;
      return line;
    });
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

/** How many of the lines go on with the query of the line before: indented, with `?` or `&` first. */
export function continuations(lines: readonly Line[]): number {
  const end = lines.findIndex(({ raw, content }) => !/^\s/.test(raw) || !/^[?&]/.test(content));
  return end < 0 ? lines.length : end;
}
