import type { Span } from './span';

/** A text between two separators of a query, decoded, that knows where each character was written. */
export interface Decoded {
  readonly text: string;
  /** False where its bytes are not UTF-8; the server answers such a request with status 500. */
  readonly isUtf8: boolean;
  /** The place in the written text of the characters from `start` to before `end`. */
  span(start: number, end: number): Span;
}

/** Written text in pieces, because a query may go on over several lines. */
export interface Source {
  readonly text: string;
  /** The offset of each character of `text` in the document; undefined for `base` and up. */
  readonly offsets?: readonly number[];
  readonly base: number;
}

/** A part of the source in the document. What ends with a line ends before the break. */
export function spanInSource({ text, offsets, base }: Source, start: number, end: number): Span {
  if (!offsets) return { start: base + start, end: base + end };
  const before = (index: number) => (index === 0 ? base : (offsets[index - 1] ?? base) + 1);
  const from =
    start < end || start < text.length ? (offsets[start] ?? before(start)) : before(start);
  return { start: from, end: start < end ? before(end) : from };
}

/**
 * Reads `+` as a space and `%XX` as UTF-8; a `%` without two digits stands for itself. As http-types does for
 * PostgREST.
 */
export function decode(source: Source, start: number, end: number): Decoded {
  const written = source.text.slice(start, end);
  if (!/[%+]/.test(written)) {
    return {
      text: written,
      isUtf8: true,
      span: (from, to) => spanInSource(source, start + from, start + to),
    };
  }
  const origins: number[] = [];
  let text = '';
  let isUtf8 = true;
  let at = 0;
  while (at < written.length) {
    const { character, length } = written[at] === '%' ? escaped(written, at) : plainAt(written, at);
    if (character === undefined) isUtf8 = false;
    const shown = character ?? '\uFFFD';
    for (let unit = 0; unit < shown.length; unit++) origins.push(start + at);
    text += shown;
    at += length;
  }
  origins.push(start + written.length);
  const origin = (index: number) => origins[index] ?? start;
  return { text, isUtf8, span: (from, to) => spanInSource(source, origin(from), origin(to)) };
}

interface Piece {
  /** Undefined for bytes that are not UTF-8. */
  readonly character: string | undefined;
  /** Of the written text. */
  readonly length: number;
}

function plainAt(written: string, at: number): Piece {
  const character = written[at] ?? '';
  return { character: character === '+' ? ' ' : character, length: 1 };
}

function escaped(written: string, at: number): Piece {
  const first = byteAt(written, at);
  if (first === undefined) return { character: '%', length: 1 };
  const more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
  const bytes = [first];
  for (let next = at + 3; bytes.length <= more; next += 3) {
    const byte = byteAt(written, next);
    if (byte === undefined || byte >> 6 !== 0b10) return { character: undefined, length: 3 };
    bytes.push(byte);
  }
  return { character: utf8(bytes), length: 3 * bytes.length };
}

function byteAt(written: string, at: number): number | undefined {
  const [, digits] = /^%([\da-f]{2})/i.exec(written.slice(at, at + 3)) ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: readonly number[]): string | undefined {
  const [only = 0] = bytes;
  if (only < 0x80) return String.fromCharCode(only);
  try {
    return strict.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
