import type { Column, Relation, RelationKind, Schema } from './model';
import type { Database, Row } from './ports';

/** Schemas with their relations, from one round trip. Partitions are left out: their parent stands for them. */
export async function readSchemas(
  database: Database,
  signal: AbortSignal,
): Promise<readonly Schema[]> {
  const rows = await database.query(relationsQuery, [], signal);
  const schemas = new Map<string, Relation[]>();
  for (const [schema, name, kind, rls, comment] of rows) {
    if (!schema) continue;
    const relations = schemas.get(schema) ?? [];
    schemas.set(schema, relations);
    if (!name) continue;
    relations.push({
      schema,
      name,
      kind: relationKinds[kind ?? ''] ?? 'table',
      rls: rls === 't' ? 'on' : 'off',
      ...(comment ? { comment } : {}),
    });
  }
  return [...schemas].map(([name, relations]) => ({ name, relations }));
}

/** The columns of one relation in their order. */
export async function readColumns(
  database: Database,
  { schema, name }: Pick<Relation, 'schema' | 'name'>,
  signal: AbortSignal,
): Promise<readonly Column[]> {
  const rows = await database.query(columnsQuery, [schema, name], signal);
  return rows.map(columnOf);
}

function columnOf([name, type, notNull, primaryKey, references, preset, comment]: Row): Column {
  return {
    name: name ?? '',
    type: type ?? '',
    nullable: notNull !== 't',
    primaryKey: primaryKey === 't',
    ...(references ? { references } : {}),
    ...(preset ? { default: preset } : {}),
    ...(comment ? { comment } : {}),
  };
}

const relationKinds: Readonly<Record<string, RelationKind>> = {
  r: 'table',
  p: 'partitioned',
  v: 'view',
  m: 'materialized',
  f: 'foreign',
};

const relationsQuery = `
select n.nspname, c.relname, c.relkind, c.relrowsecurity, d.description
from pg_catalog.pg_namespace n
left join pg_catalog.pg_class c
  on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
left join pg_catalog.pg_description d
  on d.objoid = c.oid and d.classoid = 'pg_catalog.pg_class'::regclass and d.objsubid = 0
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
order by n.nspname, c.relname`;

const columnsQuery = `
select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,
  exists (
    select from pg_catalog.pg_constraint k
    where k.conrelid = a.attrelid and k.contype = 'p' and a.attnum = any (k.conkey)),
  (
    select fn.nspname || '.' || fc.relname || '.' || fa.attname
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_class fc on fc.oid = k.confrelid
    join pg_catalog.pg_namespace fn on fn.oid = fc.relnamespace
    join pg_catalog.pg_attribute fa on fa.attrelid = k.confrelid and fa.attnum = k.confkey[1]
    where k.conrelid = a.attrelid and k.contype = 'f' and k.conkey = array[a.attnum]
    order by k.conname limit 1),
  pg_catalog.pg_get_expr(ad.adbin, ad.adrelid),
  pg_catalog.col_description(a.attrelid, a.attnum)
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_attrdef ad on ad.adrelid = a.attrelid and ad.adnum = a.attnum
where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped
order by a.attnum`;
