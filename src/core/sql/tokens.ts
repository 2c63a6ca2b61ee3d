/**
 * The tokens of Postgres as far as finding a statement's end needs them
 * (https://www.postgresql.org/docs/current/sql-syntax-lexical.html). Offsets count UTF-16 units.
 */

/** How a text is read: only `standard_conforming_strings = off` differs from the default. */
export interface Reading {
  /** Plain strings know backslash escapes too. */
  readonly backslashes: boolean;
}

const quote = 39;
const backslash = 92;

/** The end of a string or a quoted name whose opening quote is at `at`; the end of the text where it is not closed. */
export function endOfQuoted(text: string, at: number, mark: string, backslashes: boolean): number {
  const code = mark.charCodeAt(0);
  if (!backslashes) {
    for (let from = at + 1; ; ) {
      const found = text.indexOf(mark, from);
      if (found < 0) return text.length;
      if (text.charCodeAt(found + 1) !== code) return found + 1;
      from = found + 2;
    }
  }
  for (let index = at + 1; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === backslash) index++;
    else if (character === code) {
      if (text.charCodeAt(index + 1) !== code) return index + 1;
      index++;
    }
  }
  return text.length;
}

const continued = /[ \t\f\v]*(?:--[^\n\r]*)?[\n\r](?:[ \t\f\v\n\r]|--[^\n\r]*(?=[\n\r]))*'/y;

/** The end of a string with backslash escapes; it goes on in a further string on a later line. */
export function endOfEscapeString(text: string, at: number): number {
  let end = endOfQuoted(text, at, "'", true);
  for (;;) {
    continued.lastIndex = end;
    if (!continued.test(text)) return end;
    end = endOfQuoted(text, continued.lastIndex - 1, "'", true);
  }
}

/** Comments nest in Postgres. */
export function endOfComment(text: string, at: number): number {
  let depth = 1;
  let from = at + 2;
  let opening = text.indexOf('/*', from);
  for (;;) {
    const closing = text.indexOf('*/', from);
    if (closing < 0) return text.length;
    if (opening >= 0 && opening < from) opening = text.indexOf('/*', from);
    if (opening >= 0 && opening < closing) {
      depth++;
      from = opening + 2;
    } else {
      depth--;
      from = closing + 2;
      if (depth === 0) return from;
    }
  }
}

const lineEnd = /[\n\r]/g;

/** The offset of the line break that ends the line, or the end of the text. */
export function endOfLine(text: string, at: number): number {
  lineEnd.lastIndex = at;
  return lineEnd.exec(text)?.index ?? text.length;
}

const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;

/** The end of a dollar-quoted string, or of the lone `$`. */
export function endOfDollar(text: string, at: number): number {
  dollarTag.lastIndex = at;
  const tag = dollarTag.exec(text)?.[0];
  if (tag === undefined) return at + 1;
  const closing = text.indexOf(tag, at + tag.length);
  return closing < 0 ? text.length : closing + tag.length;
}

export function isQuote(code: number): boolean {
  return code === quote;
}

/** Letters, `_` and everything beyond ASCII begin a word. */
export function beginsWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function continuesWord(code: number): boolean {
  return beginsWord(code) || (code >= 48 && code <= 57) || code === 36;
}

export function endOfWord(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && continuesWord(text.charCodeAt(end))) end++;
  return end;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Digits with what sticks to them: `1.5e10`, `0x1f`, `1_000`. */
export function endOfNumber(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code !== 46 && !(continuesWord(code) && code !== 36)) break;
    end++;
  }
  return end;
}

/** What Postgres' lexer takes for a blank. */
export function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
