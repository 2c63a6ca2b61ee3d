import { Failure, message } from '../errors';
import {
  beginsWord,
  endOfComment,
  endOfDollar,
  endOfEscapeString,
  endOfLine,
  endOfNumber,
  endOfQuoted,
  endOfWord,
  isBlank,
  isDigit,
} from './tokens';

/** A statement as it is sent: its parameters are `$1`, `$2` …, in the order of `names`. */
export interface BoundStatement {
  readonly sql: string;
  /** As the person wrote them, `$1` or `:name`; each once. */
  readonly names: readonly string[];
  /** Where a place of `sql` is in what the person wrote, both in UTF-16 units. */
  originalOffset(offset: number): number;
}

/** Other commands take no values: there `$1` belongs to a function, and a colon to nobody. */
const takesValues = new Set(
  'select insert update delete merge values with table explain call'.split(' '),
);

interface Place {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly kind: 'word' | 'literal' | 'parameter' | 'sign';
  readonly start: number;
  readonly end: number;
}

/**
 * Finds `$1` and `:name` where Postgres or a person would: not in strings, comments, casts (`::`), slices (`a[1:n]`)
 * and `:=`. Throws `badInput` for a statement that mixes both, and for a number that Postgres does not have.
 */
export function bindParameters(text: string): BoundStatement {
  const places = placesIn(text);
  const numbered = places.filter(({ name }) => name.startsWith('$'));
  const named = places.filter(({ name }) => name.startsWith(':'));
  if (numbered.length > 0 && named.length > 0) {
    throw new Failure(
      'badInput',
      message('This statement mixes {0} with {1}. Use one kind of parameter.', '$1', ':name'),
      { position: named[0]?.start ?? 0 },
    );
  }
  if (numbered.length > 0) return { sql: text, names: upTo(numbered), originalOffset: (at) => at };
  return rewritten(text, named);
}

/** The protocol counts values in 16 bits (https://www.postgresql.org/docs/current/protocol-message-formats.html, Bind). */
const mostParameters = 65_535;

/** Postgres wants a value for each number up to the largest. */
function upTo(places: readonly Place[]): readonly string[] {
  const numbers = places.map(({ name }) => Number(name.slice(1)));
  const largest = numbers.reduce((one, next) => Math.max(one, next), 0);
  if (largest > mostParameters) {
    const beyond = places.find((_, at) => (numbers[at] ?? 0) > mostParameters);
    throw new Failure(
      'badInput',
      message(
        '{0} is no parameter of Postgres: the last one is {1}.',
        beyond?.name ?? '',
        `$${mostParameters}`,
      ),
      { position: beyond?.start ?? 0 },
    );
  }
  return Array.from({ length: largest }, (_, index) => `$${index + 1}`);
}

function rewritten(text: string, places: readonly Place[]): BoundStatement {
  const names = [...new Set(places.map(({ name }) => name))];
  /** Where each parameter begins in what was written, and where it ends in what is sent. */
  const moves: { readonly place: Place; readonly sentEnd: number }[] = [];
  let sql = '';
  let from = 0;
  for (const place of places) {
    sql += `${text.slice(from, place.start)}$${names.indexOf(place.name) + 1}`;
    moves.push({ place, sentEnd: sql.length });
    from = place.end;
  }
  return {
    sql: sql + text.slice(from),
    names,
    originalOffset(offset) {
      const next = moves.findIndex(({ sentEnd }) => sentEnd > offset);
      const before = next < 0 ? moves.at(-1) : moves[next - 1];
      const written = before ? before.place.end + offset - before.sentEnd : offset;
      // Within a parameter it is the beginning of that.
      return Math.min(written, moves[next]?.place.start ?? written);
    },
  };
}

function placesIn(text: string): readonly Place[] {
  const places: Place[] = [];
  const brackets: ('array' | 'slice' | 'other')[] = [];
  let last: Token | undefined;
  let first = true;
  for (const token of tokensOf(text)) {
    const { kind, start, end } = token;
    const written = text.slice(start, end);
    if (first && kind === 'word' && !takesValues.has(written.toLowerCase())) return [];
    if (kind === 'word') first = false;
    if (kind === 'parameter') {
      const isSlice = written.startsWith(':') && brackets.at(-1) === 'slice';
      if (!isSlice) places.push({ name: written, start, end });
    } else if (written === '[') {
      const before = last && text.slice(last.start, last.end).toLowerCase();
      const nested = brackets.at(-1) === 'array' && (before === '[' || before === ',');
      brackets.push(before === 'array' || nested ? 'array' : 'slice');
    } else if (written === '(') brackets.push('other');
    else if (written === ']' || written === ')') brackets.pop();
    last = token;
  }
  return places;
}

const colon = 58;
const dollar = 36;

function* tokensOf(text: string): Generator<Token> {
  let at = 0;
  while (at < text.length) {
    const start = at;
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    if (isBlank(code)) at++;
    else if (text.startsWith('--', at)) at = endOfLine(text, at);
    else if (text.startsWith('/*', at)) at = endOfComment(text, at);
    else {
      at = endOfToken(text, at, code, next);
      yield { kind: kindOf(text, start, at, code, next), start, end: at };
    }
  }
}

function kindOf(
  text: string,
  start: number,
  end: number,
  code: number,
  next: number,
): Token['kind'] {
  if (beginsWord(code)) return text.charAt(end - 1) === "'" ? 'literal' : 'word';
  if (code === dollar && isDigit(next)) return 'parameter';
  if (code === colon && beginsWord(next)) {
    // A name that sticks to the word before it is no parameter of anybody.
    return start > 0 && /[\w$\u0080-\uffff]/.test(text.charAt(start - 1)) ? 'sign' : 'parameter';
  }
  return end > start + 1 ? 'literal' : 'sign';
}

function endOfToken(text: string, at: number, code: number, next: number): number {
  if (beginsWord(code)) {
    const end = endOfWord(text, at);
    const escapes = end === at + 1 && (code | 32) === 101 && text.charAt(end) === "'";
    return escapes ? endOfEscapeString(text, end) : end;
  }
  if (code === 39) return endOfQuoted(text, at, "'", false);
  if (code === 34) return endOfQuoted(text, at, '"', false);
  if (code === dollar) return isDigit(next) ? endOfDigits(text, at + 1) : endOfDollar(text, at);
  if (isDigit(code)) return endOfNumber(text, at);
  if (code !== colon) return at + 1;
  if (next === colon || text.charAt(at + 1) === '=') return at + 2;
  return beginsWord(next) ? endOfWord(text, at + 1) : at + 1;
}

function endOfDigits(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end))) end++;
  return end;
}
