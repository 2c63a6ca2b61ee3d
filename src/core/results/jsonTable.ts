import type { Cell, ResultColumn, Row } from '../ports';

/** A JSON answer as rows. Strings are decoded; everything else keeps the server's text, digit for digit. */
export interface JsonTable {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
}

/**
 * The rows of a JSON text: an array of objects, an array of values, one object, or one value (one column named
 * `value`). Undefined when the text is not JSON. JSON.parse would round int8 and numeric.
 */
export function jsonTable(text: string): JsonTable | undefined {
  try {
    const scanner = scan(text);
    const elements = scanner.peek() === '[' ? scanner.elements() : [scanner.value()];
    if (!scanner.atEnd()) return undefined;
    return tableOf(elements);
  } catch {
    return undefined;
  }
}

type Element = ReadonlyMap<string, Cell> | Cell;

function tableOf(elements: readonly Element[]): JsonTable {
  const names = new Set<string>();
  for (const element of elements) {
    if (element instanceof Map) for (const name of element.keys()) names.add(name);
    else names.add('value');
  }
  const columns = [...names];
  return {
    columns: columns.map((name) => ({ name, type: '' })),
    rows: elements.map((element) =>
      columns.map((name) => {
        if (element instanceof Map) return element.get(name) ?? null;
        return name === 'value' ? (element as Cell) : null;
      }),
    ),
  };
}

function scan(text: string) {
  let at = 0;

  function skip() {
    while (' \n\r\t'.includes(text.charAt(at)) && at < text.length) at++;
  }

  function peek(): string {
    skip();
    return text.charAt(at);
  }

  function expect(mark: string) {
    if (peek() !== mark) throw new SyntaxError(`expected ${mark} at ${at}`);
    at++;
  }

  function string(): string {
    const start = at;
    at++;
    while (text.charAt(at) !== '"') {
      if (at >= text.length) throw new SyntaxError('unfinished string');
      at += text.charAt(at) === '\\' ? 2 : 1;
    }
    at++;
    return JSON.parse(text.slice(start, at));
  }

  /** A nested object or array, as it was written. */
  function nested(): string {
    const start = at;
    let depth = 0;
    do {
      const character = text.charAt(at);
      if (character === '"') {
        string();
        continue;
      }
      if (character === '') throw new SyntaxError('unfinished value');
      if (character === '{' || character === '[') depth++;
      if (character === '}' || character === ']') depth--;
      at++;
    } while (depth > 0);
    return text.slice(start, at);
  }

  function literal(): Cell {
    const pattern = /(null)|true|false|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) throw new SyntaxError(`unexpected text at ${at}`);
    at = pattern.lastIndex;
    return found[1] ? null : found[0];
  }

  function cell(): Cell {
    const next = peek();
    if (next === '"') return string();
    return next === '{' || next === '[' ? nested() : literal();
  }

  function object(): ReadonlyMap<string, Cell> {
    const members = new Map<string, Cell>();
    expect('{');
    while (peek() !== '}') {
      if (members.size > 0) expect(',');
      if (peek() !== '"') throw new SyntaxError(`expected a name at ${at}`);
      const name = string();
      expect(':');
      members.set(name, cell());
    }
    at++;
    return members;
  }

  function value(): Element {
    return peek() === '{' ? object() : cell();
  }

  return {
    peek,
    value,
    elements(): readonly Element[] {
      const found: Element[] = [];
      expect('[');
      while (peek() !== ']') {
        if (found.length > 0) expect(',');
        found.push(value());
      }
      at++;
      return found;
    },
    atEnd: () => peek() === '',
  };
}
