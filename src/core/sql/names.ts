import type { RangeVar } from 'libpg-query';

/** A relation or a function as the statement names it. */
export interface QualifiedName {
  /** Absent where the search path decides. */
  readonly schema?: string;
  readonly name: string;
}

/** The members of a node of Postgres' parse tree. */
export type Members = Readonly<Record<string, unknown>>;

export function relationOf({ schemaname, relname }: RangeVar): QualifiedName {
  return { ...(schemaname === undefined ? {} : { schema: schemaname }), name: relname ?? '' };
}

/** A name of one or more parts; the last is the name, the one before its schema. */
export function nameOf(parts: readonly string[]): QualifiedName {
  const [name = '', schema] = parts.toReversed();
  return { ...(schema === undefined ? {} : { schema }), name };
}

/** The words of a list of strings, as it stands in a node. */
export function wordsOf(list: unknown): readonly string[] {
  return Array.isArray(list)
    ? list.flatMap((item) => {
        const sval = entry(item)?.[1].sval;
        return typeof sval === 'string' ? [sval] : [];
      })
    : [];
}

/** The type of a node and its members. */
export function entry(node: unknown): readonly [string, Members] | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const [first] = Object.entries(node);
  return first && [first[0], typeof first[1] === 'object' ? first[1] : {}];
}
