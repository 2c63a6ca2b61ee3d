import { type FieldDef, types } from 'pg';
import type { Cell, ResultColumn, Row } from '../core/ports';

const known = Object.entries(types.builtins).map(
  ([name, oid]) => [Number(oid), name.toLowerCase()] as const,
);

/** How one server names the types of columns; what it has to be asked for is kept. */
export interface TypeNames {
  /** With an empty type where the name is not known yet. */
  columnsOf(fields: readonly FieldDef[]): readonly ResultColumn[];
  /** Asks for what is not known of these columns. True when there was anything to learn. */
  learn(
    fields: readonly FieldDef[],
    query: (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>,
  ): Promise<boolean>;
}

export function createTypeNames(): TypeNames {
  const names = new Map<number, string>(known);
  const enumerated = new Map<number, readonly string[]>();
  /** By the column that a field comes from: the server tells of its domain only what that is made of. */
  const domains = new Map<string, string | null>();
  return {
    columnsOf: (fields) =>
      fields.map((field) => {
        const { name, dataTypeID, tableID, columnID } = field;
        const domain = domains.get(originOf(field));
        const labels = enumerated.get(dataTypeID);
        return {
          name,
          type: names.get(dataTypeID) ?? '',
          ...(domain ? { domain } : {}),
          ...(labels ? { labels } : {}),
          ...(tableID === 0 ? {} : { origin: { table: tableID, column: columnID } }),
        };
      }),

    async learn(fields, query) {
      const types = fields.map(({ dataTypeID }) => dataTypeID).filter((oid) => !names.has(oid));
      const origins = fields.filter((field) => field.tableID > 0 && !domains.has(originOf(field)));
      if (types.length === 0 && origins.length === 0) return false;
      const rows = await query(namesQuery, [
        listOf(types),
        listOf(origins.map(({ tableID }) => tableID)),
        listOf(origins.map(({ columnID }) => columnID)),
      ]);
      for (const field of origins) domains.set(originOf(field), null);
      for (const [kind, key, name, labels] of rows) {
        if (kind === 'domain') domains.set(key ?? '', name ?? null);
        else names.set(Number(key), name ?? '');
        if (labels) enumerated.set(Number(key), JSON.parse(labels));
      }
      return rows.length > 0;
    },
  };
}

function originOf({ tableID, columnID }: FieldDef): string {
  return `${tableID}.${columnID}`;
}

function listOf(numbers: readonly number[]): string {
  return `{${numbers.join(',')}}`;
}

const namesQuery = `
select 'type', t.oid::text, coalesce(e.typname || '[]', t.typname), (
  select json_agg(l.enumlabel order by l.enumsortorder)::text
  from pg_catalog.pg_enum as l
  where l.enumtypid = coalesce(e.oid, t.oid))
from pg_catalog.pg_type as t
left join pg_catalog.pg_type as e on e.oid = t.typelem and t.typcategory = 'A'
where t.oid = any ($1::oid[])
union all
select 'domain', a.attrelid || '.' || a.attnum, t.typname, null
from unnest($2::oid[], $3::int2[]) as f (relation, place)
join pg_catalog.pg_attribute as a on a.attrelid = f.relation and a.attnum = f.place
join pg_catalog.pg_type as t on t.oid = a.atttypid and t.typtype = 'd'`;
