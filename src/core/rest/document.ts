import { isBeside, type Line, linesOf } from './lines';
import type { Span } from './span';

/** One `###` part of a request document. */
export interface Block extends Span {
  /** What stands behind the `###`. */
  readonly title: string;
  /** The request line, trimmed; absent in a block without one. */
  readonly request?: Span & { readonly text: string };
  /** From the first line of the block that says anything to its last one. */
  readonly inside: Span;
}

/** The blocks of a document, or of a part of it, in their order; the first one may have no `###` before it. */
export function blocksOf(
  text: string,
  part: Span = { start: 0, end: text.length },
): readonly Block[] {
  const separators = [...text.slice(part.start, part.end).matchAll(/^###(.*)$/gm)].map((found) => ({
    start: part.start + found.index,
    end: part.start + found.index + found[0].length,
    title: (found[1] ?? '').trim(),
  }));
  const heads = [{ end: part.start, title: '' }, ...separators];
  return heads
    .map(({ end, title }, index) =>
      blockOf(text, { start: end, end: separators[index]?.start ?? part.end }, title),
    )
    .filter(({ title, request }) => title !== '' || request);
}

function blockOf(text: string, span: Span, title: string): Block {
  const lines = linesOf(text, span).filter(({ content }) => content !== '');
  const line = lines.find(({ content }) => !isBeside(content));
  const [first, last] = [lines[0], lines.at(-1)];
  const start = line && line.start + line.raw.length - line.raw.trimStart().length;
  return {
    ...span,
    title,
    inside: {
      start: first?.start ?? span.start,
      end: last ? last.start + last.raw.trimEnd().length : span.start,
    },
    ...(line && start !== undefined
      ? { request: { start, end: start + line.content.length, text: line.content } }
      : {}),
  };
}

/** A directive of a block, `# @role user 7c9e…`. */
export interface WrittenDirective extends Span {
  readonly name: string;
  readonly value: string;
}

/** The directives before the request line. */
export function directivesIn(text: string, block: Span): readonly WrittenDirective[] {
  const lines = linesOf(text, block);
  const head = lines.findIndex(({ content }) => content !== '' && !isBeside(content));
  return readDirectives(lines.slice(0, head < 0 ? lines.length : head));
}

/** The directives among the lines before a request line. */
export function readDirectives(head: readonly Line[]): readonly WrittenDirective[] {
  return head.flatMap(({ content, raw, start }) => {
    const [, name, value = ''] = /^(?:#|\/\/)\s*@(\w+)\s*(.*)$/.exec(content) ?? [];
    return name === undefined ? [] : [{ name, value, start, end: start + raw.trimEnd().length }];
  });
}

/** Where a directive is written: over the one of its name, else above the request line. */
export function placeOfDirective(text: string, block: Block, name: string): Span | undefined {
  const written = directivesIn(text, block).find((one) => one.name === name);
  if (written) return written;
  if (!block.request) return undefined;
  const start = text.lastIndexOf('\n', block.request.start - 1) + 1;
  return { start, end: start };
}
