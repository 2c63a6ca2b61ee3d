import type { Name, Target } from './ast';
import type { Source } from './decode';
import { readDirectives } from './document';
import { type Header, readHeader } from './headers';
import type { Issue } from './issue';
import { continuations, continued, isBeside, isComment, type Line, linesOf } from './lines';
import { type Method, methods } from './request';
import type { Span } from './span';
import { readTarget } from './target';
import { isAtLeast, type Version } from './version';

/** A request block, understood as far as it can be. Its spans count in the whole text. */
export interface ParsedRequest {
  /** GET where none is written; undefined for a word that is none. */
  readonly method: (Span & { readonly name: Method | undefined }) | undefined;
  readonly target: Target;
  readonly headers: readonly Header[];
  /** What its `@schema` line says, which a header goes before. */
  readonly schema?: Name;
  readonly body?: Span;
  /** What PostgREST cannot read of the query. */
  readonly issues: readonly Issue[];
}

/**
 * Reads the request of a block. Never throws: what is broken is marked so, and the rest is read. `version` is the
 * server's; the newest grammar where it is not known. Undefined for a block without a request line.
 */
export function parseRequest(
  text: string,
  span: Span = { start: 0, end: text.length },
  version?: Version,
): ParsedRequest | undefined {
  const lines = linesOf(text, span);
  const first = lines.findIndex(({ content }) => content !== '' && !isBeside(content));
  const line = lines[first];
  if (!line) return undefined;
  const more = lines.slice(first + 1, first + 1 + continuations(lines.slice(first + 1)));
  const { method, source } = readRequestLine(line, more);
  const name = method ? method.name : 'GET';
  const { target, issues } = readTarget(source, {
    isNotNull: version === undefined || isAtLeast(version, '13'),
    reads: name === 'GET' || name === 'HEAD',
  });
  const following = lines.slice(first + 1 + more.length);
  const gap = following.findIndex(({ content }) => content === '');
  const headers = (gap < 0 ? following : following.slice(0, gap))
    .filter(({ content }) => !isComment(content))
    .map((one) => readHeader(one));
  const body = gap < 0 ? undefined : bodyOf(text, following.slice(gap), span);
  const schema = schemaIn(lines.slice(0, first));
  return { method, target, headers, ...(schema && { schema }), ...(body && { body }), issues };
}

function schemaIn(head: readonly Line[]): Name | undefined {
  const written = readDirectives(head).find(({ name }) => name === 'schema');
  if (!written) return undefined;
  const { value, end } = written;
  return { name: value, quoted: false, start: end - value.length, end };
}

function readRequestLine(line: Line, more: readonly Line[]) {
  const indent = line.raw.length - line.raw.trimStart().length;
  const written = line.content.replace(/\s+HTTP\/[\d.]+$/, '');
  const [head = '', word = ''] = /^(?!https?:)([A-Za-z]+)(?:\s+|$)/i.exec(written) ?? [];
  const start = line.start + indent;
  const name = methods.find((known) => known === word.toUpperCase());
  const method = word === '' ? undefined : { name, start, end: start + word.length };
  const pieces = [
    { text: written.slice(head.length), start: start + head.length },
    ...continued(written, more).map(({ raw, content, start: at }) => ({
      text: content,
      start: at + raw.length - raw.trimStart().length,
    })),
  ];
  return { method, source: sourceOf(pieces) };
}

function sourceOf(pieces: readonly { readonly text: string; readonly start: number }[]): Source {
  const [first = { text: '', start: 0 }] = pieces;
  if (pieces.length < 2) return { text: first.text, base: first.start };
  const last = pieces.at(-1) ?? first;
  return {
    text: pieces.map(({ text }) => text).join(''),
    base: first.start,
    offsets: [
      ...pieces.flatMap(({ text, start }) => Array.from(text.split(''), (_, at) => start + at)),
      last.start + last.text.length,
    ],
  };
}

function bodyOf(text: string, lines: readonly Line[], span: Span): Span | undefined {
  const first = lines.find(({ content }) => content !== '');
  if (!first) return undefined;
  const end = first.start + text.slice(first.start, span.end).trimEnd().length;
  return { start: first.start, end };
}
