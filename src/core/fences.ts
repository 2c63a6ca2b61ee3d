import type { Span } from './rest/span';

/** What stands between the two marks of a fence of Markdown (CommonMark 4.5). */
export interface Fence extends Span {
  /** What follows the opening mark: the language, and perhaps more. */
  readonly info: string;
}

const opening = /^ {0,3}(`{3,}|~{3,})([^`\n]*)$/;

/** Every fence of a Markdown text; one that is not closed goes to the end. */
export function fencesOf(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { readonly mark: string; readonly start: number; readonly info: string } | undefined;
  for (const [line, at, next] of linesOf(markdown)) {
    if (open === undefined) {
      const [, mark, info = ''] = opening.exec(line) ?? [];
      if (mark !== undefined) open = { mark, start: next, info: info.trim() };
    } else if (closes(line, open.mark)) {
      fences.push({ start: open.start, end: at, info: open.info });
      open = undefined;
    }
  }
  if (open) fences.push({ start: open.start, end: markdown.length, info: open.info });
  return fences;
}

function closes(line: string, mark: string): boolean {
  const text = line.trim();
  return text.startsWith(mark) && text === text.charAt(0).repeat(text.length);
}

/** Each line without its end, its offset, and the offset of the next. */
function* linesOf(text: string): Generator<readonly [string, number, number]> {
  for (const { 0: whole, index } of text.matchAll(/.*(?:\r?\n|$)/g)) {
    if (whole !== '') yield [whole.replace(/\r?\n$/, ''), index, index + whole.length];
  }
}
