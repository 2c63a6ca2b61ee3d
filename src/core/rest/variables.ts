import { Failure, message } from '../errors';
import { isComment, linesOf } from './lines';
import type { Span } from './span';

/** `{{name}}`, `{{$env NAME}}` or `{{$uuid}}` in a request. */
export type Variable = Span &
  (
    | { readonly kind: 'named' | 'environment'; readonly name: string }
    | { readonly kind: 'uuid' }
    /** Begins with `$` and is none of ours. */
    | { readonly kind: 'unknown'; readonly name: string }
  );

/** Text in which variables have their values. Offsets before the block are those of the source. */
export interface Filled {
  readonly text: string;
  readonly block: Span;
  /** A place of the source; what lies inside of a value is the whole variable. */
  toSource(span: Span): Span;
  /** Where an offset of the source is in the filled text. */
  fromSource(offset: number): number;
  /** Whether a part of the filled text holds a value: an edit there would lose the variable. */
  holdsValue(span: Span): boolean;
}

const definition = /^[ \t]*@([A-Za-z_][\w-]*)[ \t]*=[ \t]*(.*)$/gm;
const variable = /\{\{\s*(?:\$env\s+([A-Za-z_]\w*)|(\$?[A-Za-z_][\w-]*))\s*\}\}/g;

/** Every variable that a block uses outside of its comments. */
export function variablesIn(text: string, block: Span): readonly Variable[] {
  return linesOf(text, block).flatMap(({ raw, start, content }) =>
    isComment(content) ? [] : [...raw.matchAll(variable)].map((found) => variableOf(found, start)),
  );
}

function variableOf(found: RegExpExecArray, lineStart: number): Variable {
  const [whole, environment, name = ''] = found;
  const start = lineStart + found.index;
  const span = { start, end: start + whole.length };
  if (environment !== undefined) return { kind: 'environment', name: environment, ...span };
  if (name === '$uuid') return { kind: 'uuid', ...span };
  return { kind: name.startsWith('$') ? 'unknown' : 'named', name, ...span };
}

/** The values of the `@name = value` lines above the end of a block; the nearest one counts. */
export function definitionsFor(text: string, { end }: Span): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, written, start } of definitionsIn(text)) {
    if (start >= end) break;
    const value = written.replace(/\{\{\s*([A-Za-z_][\w-]*)\s*\}\}/g, (whole, used: string) => {
      return values.get(used) ?? whole;
    });
    values.set(name, value);
  }
  return values;
}

interface Definition {
  readonly name: string;
  readonly written: string;
  readonly start: number;
}

/** Those of the text that was asked about last: a document asks for each of its blocks. */
let latest: { readonly text: string; readonly definitions: readonly Definition[] } | undefined;

function definitionsIn(text: string): readonly Definition[] {
  if (latest?.text !== text) {
    const found = text.matchAll(definition);
    const definitions = [...found].map(({ 1: name = '', 2: written = '', index }) => ({
      name,
      written: written.trimEnd(),
      start: index,
    }));
    latest = { text, definitions };
  }
  return latest.definitions;
}

/** Puts values in the place of variables; one whose value is undefined stays as it is written. */
export function fill(
  text: string,
  block: Span,
  variables: readonly Variable[],
  resolve: (variable: Variable) => string | undefined,
): Filled {
  const pieces: { readonly source: Span; readonly filled: Span }[] = [];
  const held = variables.flatMap((one) => {
    const value = resolve(one);
    return value === undefined ? [] : [{ one, value }];
  });
  // Most blocks hold none, and a copy of the document for each of them takes time.
  let filled = held.length === 0 ? text.slice(0, block.end) : text.slice(0, block.start);
  let at = held.length === 0 ? block.end : block.start;
  for (const { one, value } of held) {
    filled += text.slice(at, one.start);
    const start = filled.length;
    filled += value;
    pieces.push({ source: one, filled: { start, end: filled.length } });
    at = one.end;
  }
  filled += text.slice(at, block.end);

  return {
    text: filled,
    block: { start: block.start, end: filled.length },
    toSource: ({ start, end }) => ({
      start: moved(start, pieces, 'filled', 'source', 'start'),
      end: moved(end, pieces, 'filled', 'source', 'end'),
    }),
    fromSource: (offset) => moved(offset, pieces, 'source', 'filled', 'end'),
    holdsValue: ({ start, end }) =>
      pieces.some((piece) => start < piece.filled.end && piece.filled.start < end),
  };
}

type Side = 'source' | 'filled';

function moved(
  offset: number,
  pieces: readonly Readonly<Record<Side, Span>>[],
  from: Side,
  to: Side,
  edge: keyof Span,
): number {
  const last = pieces.findLast((piece) => piece[from].start <= offset);
  if (!last || offset === last[from].start) return last ? last[to].start : offset;
  return offset < last[from].end ? last[to][edge] : last[to].end + offset - last[from].end;
}

/** Checks what a variable holds before it is put into a request. Throws `badInput`. */
export function checkedValue(written: string, value: string | undefined): string {
  if (value === undefined) {
    throw new Failure(
      'badInput',
      message(
        '{0} has no value. Define it above the request, in a line such as @name = value.',
        written,
      ),
    );
  }
  if (/[\r\n]/.test(value)) {
    throw new Failure(
      'badInput',
      message('{0} holds more than one line, which cannot stand in a request.', written),
    );
  }
  return value;
}

/** A value within an address: a part of one parameter, whatever it holds. A comma still parts the items of a list. */
export function inAddress(value: string): string {
  return value.replace(/[%&+#]/g, encodeURIComponent);
}
