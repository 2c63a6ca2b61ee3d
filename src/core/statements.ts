/** One statement of a text: `start` and `end` count UTF-16 units, the final semicolon is not part of it. */
export interface Statement {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The statements of a text, in order, without the empty ones. */
export function splitStatements(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  for (let start = 0; start < text.length; ) {
    const semicolon = statementEnd(text, start);
    const statement = trimmed(text, start, semicolon);
    if (statement) statements.push(statement);
    start = semicolon + 1;
  }
  return statements;
}

/**
 * The statement at an offset: the one it lies in, or, from the blank space behind a statement, that statement
 * as long as no line lies between. Undefined where there is none.
 */
export function statementAt(text: string, offset: number): Statement | undefined {
  const statements = splitStatements(text);
  const inside = statements.find(({ start, end }) => start <= offset && offset <= end + 1);
  if (inside) return inside;
  const before = statements.findLast(({ end }) => end < offset);
  if (before && !text.slice(before.end, offset).includes('\n')) return before;
  return statements.find(({ start }) => start > offset) ?? before;
}

/** The UTF-16 offset of a position that Postgres counted in characters. */
export function utf16Offset(text: string, characters: number): number {
  let offset = 0;
  for (let passed = 0; passed < characters && offset < text.length; passed++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** Without blanks and comments before the first word and behind the last. */
function trimmed(text: string, start: number, end: number): Statement | undefined {
  const first = skipBlanks(text, start, end);
  if (first >= end) return undefined;
  const last = text.slice(first, end).trimEnd().length + first;
  return { text: text.slice(first, last), start: first, end: last };
}

function skipBlanks(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if (/\s/.test(text.charAt(at))) at++;
    else if (text.startsWith('--', at) || text.startsWith('/*', at)) at = skipToken(text, at);
    else break;
  }
  return Math.min(at, end);
}

/** The offset of the semicolon that ends the statement, or the end of the text. */
function statementEnd(text: string, start: number): number {
  let at = start;
  let depth = 0;
  let body = 0;
  let previous = '';
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === ';' && depth === 0 && body === 0) return at;
    if (character === '(') depth++;
    if (character === ')') depth = Math.max(0, depth - 1);
    const next = skipToken(text, at);
    if (isWordStart(character)) {
      const word = text.slice(at, next).toLowerCase();
      // The body of an SQL-standard function holds semicolons of its own.
      if (word === 'atomic' && previous === 'begin') body = 1;
      else if (word === 'case' && body > 0) body++;
      else if (word === 'end' && body > 0) body--;
      previous = word;
    }
    at = next;
  }
  return text.length;
}

function isWordStart(character: string): boolean {
  return /[a-z_\u0080-\uffff]/i.test(character);
}

/** The end of the token that starts here: a string, a quoted name, a comment, a word, or one character. */
function skipToken(text: string, at: number): number {
  const character = text.charAt(at);
  if (text.startsWith('--', at)) return endOf(text, '\n', at);
  if (text.startsWith('/*', at)) return skipComment(text, at);
  if (character === "'") return skipQuoted(text, at, "'", false);
  if (character === '"') return skipQuoted(text, at, '"', false);
  if (/[eE]/.test(character) && text.charAt(at + 1) === "'") {
    return skipQuoted(text, at + 1, "'", true);
  }
  if (character === '$') return skipDollarQuoted(text, at);
  if (isWordStart(character)) return matchEnd(/[\w$\u0080-\uffff]+/y, text, at);
  if (/\d/.test(character)) return matchEnd(/[\w.]+/y, text, at);
  return at + 1;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at + 1;
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** Comments nest in Postgres. */
function skipComment(text: string, at: number): number {
  const mark = /\/\*|\*\//g;
  mark.lastIndex = at;
  let depth = 0;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return mark.lastIndex;
  }
  return text.length;
}

function skipQuoted(text: string, at: number, quote: string, backslashes: boolean): number {
  for (let index = at + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (backslashes && character === '\\') index++;
    else if (character === quote) {
      if (text.charAt(index + 1) !== quote) return index + 1;
      index++;
    }
  }
  return text.length;
}

function skipDollarQuoted(text: string, at: number): number {
  const tag = /\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/iy;
  tag.lastIndex = at;
  const found = tag.exec(text);
  return found ? endOf(text, found[0], at + found[0].length) : at + 1;
}
