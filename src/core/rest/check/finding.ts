import { type Message, message } from '../../errors';
import type { ParsedRequest } from '../parse';
import type { RestCatalog } from '../restCatalog';
import type { Scope } from '../scope';
import type { Span } from '../span';
import type { Version } from '../version';

/** A replacement in the text. */
export interface Edit extends Span {
  readonly text: string;
}

export interface Fix {
  readonly title: Message;
  readonly edits: readonly Edit[];
}

/** Something about a request that a person should know before it is sent. */
export interface Finding extends Span {
  /** The server refuses an error; a warning is sent, but hardly meant. */
  readonly severity: 'error' | 'warning' | 'hint';
  /** For settings and tests, such as `unknownColumn`. */
  readonly code: string;
  readonly sentence: Message;
  readonly fixes: readonly Fix[];
}

/** What a rule may look at. */
export interface Checked {
  readonly text: string;
  readonly request: ParsedRequest;
  readonly scope: Scope;
  readonly catalog: RestCatalog | undefined;
  readonly version: Version | undefined;
  /** The headers that carry this provider's key, in lower case. */
  readonly keyHeaders: readonly string[];
  readonly aggregates: boolean;
}

export type Rule = (checked: Checked) => readonly Finding[];

export function finding(
  severity: Finding['severity'],
  code: string,
  { start, end }: Span,
  sentence: Message,
  fixes: readonly (Fix | undefined)[] = [],
): Finding {
  return { start, end, severity, code, sentence, fixes: fixes.filter((fix) => fix !== undefined) };
}

/** A fix of one replacement. */
export function replace({ start, end }: Span, text: string, title: Message): Fix {
  return { title, edits: [{ start, end, text }] };
}

/** A fix that takes a header's whole line out: an empty line in its place would end the headers. */
export function withoutLine(text: string, { start, end }: Span): Fix {
  const title = message('Remove it');
  if (text[end] === '\n') return replace({ start, end: end + 1 }, '', title);
  const lineEnd = /\r?\n$/.exec(text.slice(0, start))?.[0] ?? '';
  return replace({ start: start - lineEnd.length, end }, '', title);
}
