import * as v from 'valibot';
import { Failure, message } from '../errors';
import type { Database } from '../ports';
import type { CatalogFacts } from './restCatalog';
import { keysOfRelations, viewMarks } from './viewKeys';

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
  numbered: v.array(
    v.object({
      oid: v.number(),
      name: v.nullable(v.string()),
      columns: v.array(v.tuple([v.number(), v.string()])),
      marks: v.nullable(v.string()),
    }),
  ),
  foreignKeys: v.array(
    v.object({
      name: v.string(),
      table: v.number(),
      columns: v.array(v.number()),
      target: v.number(),
      targetColumns: v.array(v.number()),
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

/** A schema that is named as the database names it. */
export type DatabaseCatalog = CatalogFacts & Required<Pick<CatalogFacts, 'foreignKeys'>>;

/**
 * What a schema offers over PostgREST, from one round trip to its database, which knows more than the OpenAPI root:
 * foreign keys of several columns, and constraints by name. Throws as `Database.query` does.
 */
export async function readRestCatalog(
  database: Database,
  schema: string,
  signal: AbortSignal,
): Promise<DatabaseCatalog> {
  const [[text] = []] = await database.query(query, [schema], signal);
  const read = v.safeParse(facts, JSON.parse(text ?? 'null'));
  if (!read.success)
    throw new Failure('badAnswer', message('The database described its tables in an unknown way.'));
  const { relations, columns, numbered, foreignKeys, functions } = read.output;
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
    foreignKeys: keysOfRelations(numbered, foreignKeys),
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

/** What the query of a view reads: `t`, by the dependency `u` of its rule. */
const uses = `pg_catalog.pg_rewrite r on r.ev_class = views.oid
    join pg_catalog.pg_depend u on u.objid = r.oid and u.refobjid <> r.ev_class
      and u.classid = 'pg_rewrite'::regclass and u.refclassid = 'pg_class'::regclass
    join pg_catalog.pg_class t on t.oid = u.refobjid`;

/** The views of the schema with the views that they are made of, and the tables behind all of them. */
const query = `
with recursive views(oid) as (
  select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on ${relation}
  where c.relkind in ('v', 'm')
  union
  select u.refobjid from views join ${uses} and t.relkind in ('v', 'm')),
numbered(oid) as (
  select oid from views
  union select t.oid from views join ${uses} and t.relkind in ('r', 'p', 'f')
  union select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on ${relation})
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
  'numbered', coalesce((
    select json_agg(json_build_object(
      'oid', c.oid::bigint,
      'name', case when n.nspname = $1 and not c.relispartition then c.relname end,
      'columns', coalesce((
        select json_agg(json_build_array(a.attnum, a.attname))
        from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), '[]'),
      'marks', (
        select string_agg(m.mark[1], '' order by m.at)
        from pg_catalog.pg_rewrite r,
          regexp_matches(r.ev_action::text, '${viewMarks}', 'g') with ordinality m(mark, at)
        where c.relkind in ('v', 'm') and r.ev_class = c.oid and r.ev_type = '1')))
    from numbered
    join pg_catalog.pg_class c on c.oid = numbered.oid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace), '[]'),
  'foreignKeys', coalesce((
    select json_agg(json_build_object(
      'name', f.conname, 'table', f.conrelid::bigint, 'target', f.confrelid::bigint,
      'columns', f.conkey, 'targetColumns', f.confkey,
      'unique', exists (
        select from pg_catalog.pg_constraint u
        where u.conrelid = f.conrelid and u.contype in ('p', 'u') and u.conkey <@ f.conkey)) order by f.conname)
    from pg_catalog.pg_constraint f
    where f.contype = 'f' and f.conparentid = 0
      and f.conrelid in (select oid from numbered) and f.confrelid in (select oid from numbered)), '[]'),
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
