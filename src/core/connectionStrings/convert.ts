import type { RenderOptions } from '.';
import { isBareConnection, parseConnection } from './parse';
import { isPsql } from './parseShell';
import type { ConnectionParts } from './parts';

/** A connection as it was written, and how to write it down again. */
export interface WrittenConnection {
  readonly parts: ConnectionParts;
  readonly options: RenderOptions;
}

const placeholder = /\[?\byour[-_ ]?password\b\]?/gi;
const standIn = 'PasswordStandsHere';
const poolerFlags =
  /\b(?:prepareThreshold=0|binary_parameters=yes|No Reset On Close=true|pgbouncer=true|ATTR_EMULATE_PREPARES|NullPool)\b/i;

/**
 * Reads a connection string or the code that connects. A placeholder stays one, a password that comes from
 * PGPASSWORD goes on coming from there, and what was said for a pooler is said again. Throws `badInput`.
 */
export function readConnection(text: string): WrittenConnection {
  const { password, ...open } = parseConnection(text.replace(placeholder, standIn));
  const pooled = poolerFlags.test(text);
  if (password === standIn) return { parts: open, options: { password: 'placeholder', pooled } };
  if (password !== undefined) {
    return { parts: { ...open, password }, options: { password: 'shown', pooled } };
  }
  const fromVariable = /\bPGPASSWORD\b/.test(text);
  return { parts: open, options: { password: fromVariable ? 'environment' : 'shown', pooled } };
}

/** A part of a text, by offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const urls = /(?:jdbc:postgresql:|postgres(?:ql)?(?:\+\w+)?:)\/\/[^\s"'`<>]+/gi;
const quoted = /(?<=(["'`]))(?:(?!\1)[^\\]|\\.)+(?=\1)/g;

/** A variable that holds a URL: its name stays. */
const named = /^\s*(?:export\s+)?\w+\s*=\s*["'`]?(?:postgres|jdbc:)/i;

/** The connection string at an offset of a line: a psql command, a URL, what stands in quotes, or all of the line. */
export function connectionAt(line: string, offset: number): Span | undefined {
  const start = line.length - line.trimStart().length;
  const whole = { start, end: Math.max(start, line.trimEnd().length) };
  if (isPsql(line)) return whole;
  const isConnection = (span: Span) => isBareConnection(line.slice(span.start, span.end));
  const inside = [...spansOf(line, urls), ...spansOf(line, quoted)].filter(isConnection);
  const atOffset = inside.find((span) => span.start <= offset && offset <= span.end);
  if (atOffset) return atOffset;
  if (named.test(line)) return inside[0];
  return isConnection(whole) ? whole : undefined;
}

function spansOf(line: string, pattern: RegExp): readonly Span[] {
  return [...line.matchAll(pattern)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
}
