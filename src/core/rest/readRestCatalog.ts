import * as v from 'valibot';
import { Failure, message } from '../errors';
import type { Database } from '../ports';
import type { CatalogFacts } from './restCatalog';

const column = v.object({
  table: v.string(),
  name: v.string(),
  type: v.string(),
  notNull: v.boolean(),
  primaryKey: v.boolean(),
  default: v.nullable(v.string()),
  comment: v.nullable(v.string()),
  values: v.nullable(v.array(v.string())),
});

const facts = v.object({
  relations: v.array(v.object({ name: v.string(), comment: v.nullable(v.string()) })),
  columns: v.array(column),
  foreignKeys: v.array(
    v.object({
      name: v.string(),
      table: v.string(),
      columns: v.array(v.string()),
      target: v.string(),
      targetColumns: v.array(v.string()),
      unique: v.boolean(),
    }),
  ),
  functions: v.array(
    v.object({
      name: v.string(),
      comment: v.nullable(v.string()),
      writes: v.boolean(),
      arguments: v.array(v.object({ name: v.string(), type: v.string(), required: v.boolean() })),
    }),
  ),
});

/**
 * What a schema offers over PostgREST, from one round trip to its database, which knows more than the OpenAPI root:
 * foreign keys of several columns, and constraints by name. Throws as `Database.query` does.
 */
export async function readRestCatalog(
  database: Database,
  schema: string,
  signal: AbortSignal,
): Promise<CatalogFacts> {
  const [[text] = []] = await database.query(query, [schema], signal);
  const read = v.safeParse(facts, JSON.parse(text ?? 'null'));
  if (!read.success)
    throw new Failure('badAnswer', message('The database described its tables in an unknown way.'));
  const { relations, columns, foreignKeys, functions } = read.output;
  const byTable = new Map(relations.map(({ name }) => [name, [] as ReturnType<typeof columnOf>[]]));
  for (const one of columns) byTable.get(one.table)?.push(columnOf(one));
  return {
    schema: {
      name: schema,
      relations: relations.map(({ name, comment }) => ({
        schema,
        name,
        kind: 'table' as const,
        rls: 'unknown' as const,
        ...(comment === null ? {} : { comment }),
      })),
    },
    columns: byTable,
    foreignKeys,
    functions: functions.map(({ comment, ...rest }) => ({
      ...rest,
      ...(comment === null ? {} : { comment }),
    })),
  };
}

function columnOf(facts: v.InferOutput<typeof column>) {
  const { name, type, notNull, primaryKey, default: preset, comment, values } = facts;
  return {
    name,
    type,
    nullable: !notNull,
    primaryKey,
    ...(preset === null ? {} : { default: preset }),
    ...(comment === null ? {} : { comment }),
    ...(values === null ? {} : { values }),
  };
}

const relation = `c.relnamespace = n.oid and n.nspname = $1
    and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition`;

const names = (columns: string, table: string) => `(
      select json_agg(a.attname order by k.at)
      from unnest(${columns}) with ordinality k(number, at)
      join pg_catalog.pg_attribute a on a.attrelid = ${table} and a.attnum = k.number)`;

const query = `
select json_build_object(
  'relations', coalesce((
    select json_agg(json_build_object(
      'name', c.relname, 'comment', pg_catalog.obj_description(c.oid, 'pg_class')) order by c.relname)
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on ${relation}), '[]'),
  'columns', coalesce((
    select json_agg(json_build_object(
      'table', c.relname, 'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
      'notNull', a.attnotnull,
      'primaryKey', exists (
        select from pg_catalog.pg_constraint k
        where k.conrelid = c.oid and k.contype = 'p' and a.attnum = any (k.conkey)),
      'default', pg_catalog.pg_get_expr(ad.adbin, ad.adrelid),
      'comment', pg_catalog.col_description(c.oid, a.attnum),
      'values', (
        select json_agg(e.enumlabel order by e.enumsortorder)
        from pg_catalog.pg_enum e where e.enumtypid = a.atttypid)) order by c.relname, a.attnum)
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on ${relation}
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_catalog.pg_attrdef ad on ad.adrelid = c.oid and ad.adnum = a.attnum), '[]'),
  'foreignKeys', coalesce((
    select json_agg(json_build_object(
      'name', f.conname, 'table', c.relname, 'target', t.relname,
      'columns', ${names('f.conkey', 'f.conrelid')},
      'targetColumns', ${names('f.confkey', 'f.confrelid')},
      'unique', exists (
        select from pg_catalog.pg_constraint u
        where u.conrelid = f.conrelid and u.contype in ('p', 'u') and u.conkey <@ f.conkey)) order by f.conname)
    from pg_catalog.pg_constraint f
    join pg_catalog.pg_class c on c.oid = f.conrelid
    join pg_catalog.pg_namespace n on ${relation}
    join pg_catalog.pg_class t on t.oid = f.confrelid and t.relnamespace = n.oid
    where f.contype = 'f' and f.conparentid = 0), '[]'),
  'functions', coalesce((
    select json_agg(json_build_object(
      'name', p.proname, 'comment', pg_catalog.obj_description(p.oid, 'pg_proc'),
      'writes', p.provolatile = 'v',
      'arguments', coalesce((
        select json_agg(json_build_object(
          'name', coalesce(p.proargnames[g.at], ''), 'type', pg_catalog.format_type(g.type, null),
          'required', g.at <= p.pronargs - p.pronargdefaults) order by g.at)
        from unnest(p.proargtypes::oid[]) with ordinality g(type, at)), '[]')) order by p.proname)
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace and n.nspname = $1
    where p.prokind = 'f' and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)), '[]')
)::text`;
