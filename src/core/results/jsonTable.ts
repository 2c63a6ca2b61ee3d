import type { Cell, ResultColumn, Row } from '../ports';
import { type JsonScanner, readArray, readObject, scanJson } from './jsonScanner';

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
    const scanner = scanJson(text);
    const element = () => elementOf(scanner);
    const elements = scanner.peek() === '[' ? readArray(scanner, element) : [element()];
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

function elementOf(scanner: JsonScanner): Element {
  return scanner.peek() === '{'
    ? new Map(readObject(scanner, () => cellOf(scanner)))
    : cellOf(scanner);
}

function cellOf(scanner: JsonScanner): Cell {
  if (scanner.peek() === '"') return scanner.string();
  const text = scanner.raw();
  return text === 'null' ? null : text;
}
