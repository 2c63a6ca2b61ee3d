import type { FuncCall, Node, RangeVar } from 'libpg-query';
import { nameOf, wordsOf } from '../../sql/names';

/** A schema that a statement names, and where. */
export interface NamedSchema {
  readonly name: string;
  /** Postgres' own, in bytes. */
  readonly location: number | undefined;
}

/** The first schema that a statement names a table or a called function in; a request speaks to one. */
export function schemaNamed(statement: Node): NamedSchema | undefined {
  const ofTables = namedIn(statement, 'RangeVar', ofTable);
  if (ofTables || !('SelectStmt' in statement)) return ofTables;
  const { fromClause, targetList } = statement.SelectStmt;
  return namedIn(fromClause ?? targetList, 'FuncCall', ofFunction);
}

function ofTable({ schemaname, location }: RangeVar): NamedSchema | undefined {
  return schemaname === undefined ? undefined : { name: schemaname, location };
}

function ofFunction({ funcname, location }: FuncCall): NamedSchema | undefined {
  const { schema } = nameOf(wordsOf(funcname));
  return schema === undefined || schema === 'pg_catalog' ? undefined : { name: schema, location };
}

function namedIn<T>(
  tree: unknown,
  kind: string,
  read: (found: T) => NamedSchema | undefined,
): NamedSchema | undefined {
  if (typeof tree !== 'object' || tree === null) return undefined;
  for (const [key, value] of Object.entries(tree)) {
    // The table of a write is no node of its own.
    const isOne = key === kind || (kind === 'RangeVar' && key === 'relation');
    const named = isOne ? read(value) : undefined;
    const found = named ?? namedIn(value, kind, read);
    if (found) return found;
  }
  return undefined;
}
