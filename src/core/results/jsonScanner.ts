/** Reads JSON (RFC 8259) piece by piece and keeps its text: JSON.parse would round int8 and numeric. Throws SyntaxError. */
export interface JsonScanner {
  /** The next character that is no space; empty at the end. */
  peek(): string;
  expect(mark: string): void;
  /** A string, decoded. */
  string(): string;
  /** Any value, as it is written. */
  raw(): string;
  atEnd(): boolean;
}

const literal = /null|true|false|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

export function scanJson(text: string): JsonScanner {
  let at = 0;

  function peek(): string {
    while (' \n\r\t'.includes(text.charAt(at)) && at < text.length) at++;
    return text.charAt(at);
  }

  function skipString() {
    at++;
    while (text.charAt(at) !== '"') {
      if (at >= text.length) throw new SyntaxError('unfinished string');
      at += text.charAt(at) === '\\' ? 2 : 1;
    }
    at++;
  }

  function skipNested() {
    let depth = 0;
    do {
      const character = text.charAt(at);
      if (character === '"') {
        skipString();
        continue;
      }
      if (character === '') throw new SyntaxError('unfinished value');
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
      at++;
    } while (depth > 0);
  }

  function skipLiteral() {
    literal.lastIndex = at;
    if (!literal.test(text)) throw new SyntaxError(`unexpected text at ${at}`);
    at = literal.lastIndex;
  }

  function raw(): string {
    const next = peek();
    const start = at;
    if (next === '"') skipString();
    else if (next === '{' || next === '[') skipNested();
    else skipLiteral();
    return text.slice(start, at);
  }

  return {
    peek,
    expect(mark) {
      if (peek() !== mark) throw new SyntaxError(`expected ${mark} at ${at}`);
      at++;
    },
    string() {
      if (peek() !== '"') throw new SyntaxError(`expected a string at ${at}`);
      return JSON.parse(raw());
    },
    raw,
    atEnd: () => peek() === '',
  };
}

/** The elements of an array, whose bracket is next. */
export function readArray<T>(scanner: JsonScanner, read: () => T): readonly T[] {
  const found: T[] = [];
  scanner.expect('[');
  while (scanner.peek() !== ']') {
    if (found.length > 0) scanner.expect(',');
    found.push(read());
  }
  scanner.expect(']');
  return found;
}

/** The members of an object, whose brace is next; a name may come twice. */
export function readObject<T>(
  scanner: JsonScanner,
  read: () => T,
): readonly (readonly [name: string, value: T])[] {
  const found: (readonly [string, T])[] = [];
  scanner.expect('{');
  while (scanner.peek() !== '}') {
    if (found.length > 0) scanner.expect(',');
    const name = scanner.string();
    scanner.expect(':');
    found.push([name, read()]);
  }
  scanner.expect('}');
  return found;
}
