import { type FieldDef, types } from 'pg';
import type { Cell, ResultColumn, Row } from '../core/ports';

const known = Object.entries(types.builtins).map(
  ([name, oid]) => [Number(oid), name.toLowerCase()] as const,
);

/** How one server names the types of columns; what it has to be asked for is kept. */
export interface TypeNames {
  /** With an empty type where the name is not known yet. */
  columnsOf(fields: readonly FieldDef[]): readonly ResultColumn[];
  /** Asks for the names that these columns lack. True when there were any. */
  learn(
    fields: readonly FieldDef[],
    query: (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>,
  ): Promise<boolean>;
}

export function createTypeNames(): TypeNames {
  const names = new Map<number, string>(known);
  return {
    columnsOf: (fields) =>
      fields.map(({ name, dataTypeID, tableID, columnID }) => ({
        name,
        type: names.get(dataTypeID) ?? '',
        ...(tableID === 0 ? {} : { origin: { table: tableID, column: columnID } }),
      })),

    async learn(fields, query) {
      const unknown = fields.map(({ dataTypeID }) => dataTypeID).filter((oid) => !names.has(oid));
      if (unknown.length === 0) return false;
      const rows = await query(
        `select t.oid, coalesce(e.typname || '[]', t.typname)
         from pg_catalog.pg_type as t
         left join pg_catalog.pg_type as e on e.oid = t.typelem and t.typcategory = 'A'
         where t.oid = any ($1::oid[])`,
        [`{${[...new Set(unknown)].join(',')}}`],
      );
      for (const [oid, name] of rows) names.set(Number(oid), name ?? '');
      return true;
    },
  };
}
