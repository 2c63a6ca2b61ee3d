import { parseExactly, printExactly } from './exactJson';
import type { ColumnPath } from './fromSql/embeds';

/** Whether an answer has the rows of a statement. Rows are JSON arrays, `[1, "Home"]`. */
export type Verdict =
  | { readonly kind: 'equal'; readonly count: number }
  /** The order leaves a choice among rows that are equal in it. */
  | { readonly kind: 'reordered'; readonly count: number }
  | {
      readonly kind: 'different';
      readonly expected: number;
      readonly found: number;
      /** Counted from 1; the first row that only one of them has, or has there. */
      readonly row: number;
      readonly ofSql: string | undefined;
      readonly ofRequest: string | undefined;
    };

/** The statement with each row as one JSON object; its members are c1, c2 … where the columns' places are known. */
export function rowsAsJson(sql: string, columns: readonly ColumnPath[] | undefined): string {
  const names = columns ? `(${columns.map((_, index) => `c${index + 1}`).join(', ')})` : '';
  return `select row_to_json(one)::text from (\n${sql}\n) one${names}`;
}

/** Compares what such a statement returned with the body of an answer. Undefined where that is no JSON. */
export function compareRows(
  objects: readonly string[],
  body: string,
  columns: readonly ColumnPath[] | undefined,
  isOrdered: boolean,
): Verdict | undefined {
  const answer = parseExactly(body);
  if (answer === undefined) return undefined;
  const elements: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  const ofRequest = elements.flatMap((row) =>
    columns ? flatRows(row, columns).map(printExactly) : [rowText(Object.entries(asObject(row)))],
  );
  const expected = objects
    .map((text) => asObject(parseExactly(text)))
    .map((row) => (columns ? printExactly(Object.values(row)) : rowText(Object.entries(row))));
  if (isOrdered && same(expected, ofRequest)) return { kind: 'equal', count: expected.length };
  const [one, other] = [expected.toSorted(), ofRequest.toSorted()];
  if (same(one, other)) return { kind: isOrdered ? 'reordered' : 'equal', count: one.length };
  const [first, second] = isOrdered ? [expected, ofRequest] : [one, other];
  const at = firstDifference(first, second);
  return {
    kind: 'different',
    expected: one.length,
    found: other.length,
    row: at + 1,
    ofSql: first[at],
    ofRequest: second[at],
  };
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Members by name, for rows whose columns may come in another order. */
function rowText(members: readonly (readonly [string, unknown])[]): string {
  return printExactly(Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** The rows of the join that a nested row stands for: each of the many beside each of the others. */
function flatRows(row: unknown, columns: readonly ColumnPath[]): readonly (readonly unknown[])[] {
  const heads = [...new Set(columns.filter(({ length }) => length > 1).map(([head]) => head))];
  let rows: readonly ReadonlyMap<number, unknown>[] = [
    new Map(
      columns.flatMap((path, index): [number, unknown][] => {
        const [head] = path;
        if (path.length > 1) return [];
        return [[index, head === undefined ? row : (asObject(row)[head] ?? null)]];
      }),
    ),
  ];
  for (const head of heads) {
    const indexes = columns.flatMap((path, index) =>
      path.length > 1 && path[0] === head ? [index] : [],
    );
    const inner = elementsOf(asObject(row)[head ?? '']).flatMap((element) =>
      flatRows(
        element,
        indexes.map((index) => columns[index]?.slice(1) ?? []),
      ),
    );
    rows = rows.flatMap((known) =>
      inner.map(
        (values) =>
          new Map([...known, ...values.map((value, at) => [indexes[at] ?? 0, value] as const)]),
      ),
    );
  }
  return rows.map((values) => columns.map((_, index) => values.get(index) ?? null));
}

/** What is missing is one row without values, as in an outer join. */
function elementsOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value ?? null];
  return value.length === 0 ? [null] : value;
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((row, index) => row === other[index]);
}

/** Of sorted rows, where one of them has a row that the other lacks. */
function firstDifference(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((row, index) => row !== other[index]);
  return at < 0 ? one.length : at;
}
