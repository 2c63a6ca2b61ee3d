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
  isQuote,
  type Reading,
} from './tokens';

/** What a piece of a script is; data are the lines that a `COPY … FROM stdin` is followed by. */
export type PieceKind = 'sql' | 'meta' | 'data';

/** Where the reading stands between two tokens; with the text from here on it says all that follows. */
export interface Standing {
  /** Of the next token. */
  readonly offset: number;
  /** Open parentheses. */
  readonly depth: number;
  /** Nesting of the body of an SQL-standard function, which holds semicolons of its own; 0 outside of one. */
  readonly body: number;
  /** The word before, as far as it matters. */
  readonly begin: boolean;
  readonly head: Head;
}

/**
 * What the statement is, as far as its end depends on it. `start`: nothing but blanks so far; `routine`: it makes a
 * function, whose body may hold semicolons; `stdin`: lines of data follow it.
 */
export type Head = 'start' | 'create' | 'routine' | 'copy' | 'from' | 'stdin' | 'other';

export const beginning: Standing = { offset: 0, depth: 0, body: 0, begin: false, head: 'start' };

/** Told of the pieces as they end, and of places where the reading could begin again. */
export interface Listener {
  /** A piece ends before `end`; the next one begins at `next`, behind a semicolon. */
  piece(kind: PieceKind, end: number, next: number): void;
  /** Called every now and then between two tokens; true ends the reading there. */
  pause(standing: Standing): boolean;
  /** What this statement is depends on the very end of the text. */
  openEnded(): void;
}

const semicolon = 59;
const opening = 40;
const closing = 41;
const comma = 44;
const backslash = 92;

/**
 * Reads a text from a standing on. A `;` ends a statement outside of parentheses and function bodies, a backslash
 * outside of strings begins a psql meta-command that goes to the end of its line.
 * `pauseAt` gives the next offset at which `pause` wants to be called.
 */
export function scan(
  text: string,
  from: Standing,
  reading: Reading,
  listener: Listener,
  pauseAt: () => number,
): void {
  const { length } = text;
  let at = from.offset;
  let { depth, body, begin, head } = from;
  let wanted = pauseAt();
  // A string on a later line may go on with the escape string before it: no place to begin again.
  let continuable = false;
  const restart = () => {
    depth = 0;
    body = 0;
    begin = false;
    head = 'start';
  };

  while (at < length) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === comma) {
      if (code === comma) begin = false;
      at++;
      if (at >= wanted && !continuable) {
        if (listener.pause({ offset: at, depth, body, begin, head })) return;
        wanted = pauseAt();
      }
    } else if (beginsWord(code)) {
      const end = endOfWord(text, at);
      if (end === at + 1 && (code | 32) === 101 && isQuote(text.charCodeAt(end))) {
        at = endOfEscapeString(text, end);
        begin = false;
        head = nextHead(head, '');
        continuable = true;
      } else {
        continuable = false;
        const word = shortWord(text, at, end);
        if (word === 'atomic' && begin && head === 'routine') body = 1;
        else if (body > 0 && word === 'case') body++;
        else if (body > 0 && word === 'end') body--;
        begin = word === 'begin';
        head = nextHead(head, word);
        at = end;
      }
    } else if (code === semicolon && depth === 0 && body === 0) {
      listener.piece('sql', at, at + 1);
      const data = head === 'stdin' ? endOfData(text, at + 1) : undefined;
      if (head === 'stdin' && data === undefined) listener.openEnded();
      restart();
      continuable = false;
      at++;
      if (data) {
        listener.piece('data', data.end, data.next);
        at = data.next;
      }
    } else if (code === backslash) {
      listener.piece('sql', at, at);
      at = endOfLine(text, at);
      listener.piece('meta', at, at);
      restart();
    } else {
      const next = endOfOther(text, at, code, reading);
      const comment = next > at + 1 && (code === 45 || code === 47);
      if (!comment) {
        if (code === opening) depth++;
        else if (code === closing) depth = Math.max(0, depth - 1);
        begin = false;
        continuable = code === 39 && reading.backslashes;
        head = nextHead(head, '');
      }
      at = next;
    }
  }
  listener.piece('sql', length, length);
}

/** The end of what begins with neither a letter nor a blank. */
function endOfOther(text: string, at: number, code: number, reading: Reading): number {
  if (code === 39) {
    return reading.backslashes ? endOfEscapeString(text, at) : endOfQuoted(text, at, "'", false);
  }
  if (code === 34) return endOfQuoted(text, at, '"', false);
  if (code === 36) return endOfDollar(text, at);
  if (code === 45 && text.charCodeAt(at + 1) === 45) return endOfLine(text, at);
  if (code === 47 && text.charCodeAt(at + 1) === 42) return endOfComment(text, at);
  if (isDigit(code)) return endOfNumber(text, at);
  return at + 1;
}

/** The word in lower case where it has a meaning here; most words are too long or too short for that. */
function shortWord(text: string, at: number, end: number): string {
  const length = end - at;
  return length >= 2 && length <= 9 ? text.slice(at, end).toLowerCase() : '';
}

function nextHead(head: Head, word: string): Head {
  switch (head) {
    case 'start':
      return word === 'copy' || word === 'create' ? word : 'other';
    case 'create':
      if (word === 'function' || word === 'procedure') return 'routine';
      return word === 'or' || word === 'replace' ? 'create' : 'other';
    case 'copy':
      return word === 'from' ? 'from' : 'copy';
    case 'from':
      return word === 'stdin' ? 'stdin' : 'copy';
    default:
      return head;
  }
}

const endMark = /^\\\.[ \t]*$/gm;

/** The lines behind a `COPY … FROM stdin;` up to the line `\.`; undefined where no such line is. */
function endOfData(
  text: string,
  from: number,
): { readonly end: number; readonly next: number } | undefined {
  endMark.lastIndex = endOfLine(text, from);
  const found = endMark.exec(text);
  return found ? { end: found.index, next: found.index + found[0].length } : undefined;
}
