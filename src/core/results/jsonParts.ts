import { readArray, readObject, scanJson } from './jsonScanner';

/** One level of a JSON value; what is nested in it is text as it was written, numbers of any length included. */
export type JsonParts =
  | {
      readonly kind: 'object';
      readonly members: readonly (readonly [name: string, text: string])[];
    }
  | { readonly kind: 'array'; readonly items: readonly string[] }
  | { readonly kind: 'value'; readonly text: string };

/** Undefined for a text that is not JSON. */
export function jsonParts(text: string): JsonParts | undefined {
  try {
    const scanner = scanJson(text);
    const parts = partsOf(scanner.peek());
    return scanner.atEnd() ? parts : undefined;

    function partsOf(next: string): JsonParts {
      if (next === '{') return { kind: 'object', members: readObject(scanner, scanner.raw) };
      if (next === '[') return { kind: 'array', items: readArray(scanner, scanner.raw) };
      return { kind: 'value', text: scanner.raw() };
    }
  } catch {
    return undefined;
  }
}

/** A list of objects as a table: every name once, in the order in which they come. */
export interface JsonColumns {
  readonly names: readonly string[];
  /** Undefined where an object lacks the name. */
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** Undefined where an item is something other than an object. */
export function jsonColumns(items: readonly string[]): JsonColumns | undefined {
  const objects: ReadonlyMap<string, string>[] = [];
  for (const item of items) {
    const parts = jsonParts(item);
    if (parts?.kind !== 'object') return undefined;
    objects.push(new Map(parts.members));
  }
  const names = [...new Set(objects.flatMap((object) => [...object.keys()]))];
  return { names, rows: objects.map((object) => names.map((name) => object.get(name))) };
}
