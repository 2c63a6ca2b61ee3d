import { Failure, type Message, message } from '../errors';
import type { AskRows, Cell, ResultColumn } from '../ports';
import type { QualifiedName } from '../sql/names';
import type { EditColumn, EditTable } from './table';

/** What Postgres says of the relation that a result is of. */
interface Described {
  readonly name: Required<QualifiedName>;
  readonly updatable: boolean;
  readonly insertable: boolean;
  readonly deletable: boolean;
  readonly columns: readonly DescribedColumn[];
  /** Attribute numbers by unique index, the primary key first; null for a column that is not in the result. */
  readonly keys: readonly { readonly names: string[]; readonly numbers: (number | null)[] }[];
}

interface DescribedColumn {
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly generated: boolean;
  readonly identityAlways: boolean;
  readonly updatable: boolean;
  readonly enumerated: readonly string[] | null;
}

/** Whom the statements of a result run as. */
export interface EditingRole {
  /** As people know it. */
  readonly name: string;
  /** Whether it is the connection's own. */
  readonly isOwn: boolean;
}

/** The table behind a result. Asks one question. Throws `badInput` with the reason where its rows cannot be changed. */
export async function readEditTable(
  ask: AskRows,
  columns: readonly ResultColumn[],
  role: EditingRole,
): Promise<EditTable> {
  const origins = columns.flatMap(({ origin }) => origin ?? []);
  const [table] = origins;
  if (!table) throw refused(message('The result shows no columns of a table.'));
  if (origins.some((origin) => origin.table !== table.table)) {
    throw refused(
      message('The result is of several tables. Query one of them to change its rows.'),
    );
  }
  const numbers = [...new Set(origins.map(({ column }) => column))];
  const acting = role.isOwn ? null : role.name;
  const params: Cell[] = [String(table.table), `{${numbers.join(',')}}`, acting];
  const [row] = await ask(tableQuery, params);
  if (!row?.[0]) throw refused(message('The table of this result is gone. Run the query again.'));
  return editTable(JSON.parse(row[0]), columns, role.name);
}

function editTable(
  described: Described,
  columns: readonly ResultColumn[],
  role: string,
): EditTable {
  const { name, updatable, insertable, deletable } = described;
  const shown = `${name.schema}.${name.name}`;
  if (!updatable && !insertable && !deletable) {
    throw refused(message('{0} cannot be changed by {1}.', shown, role));
  }
  const placeOf = (number: number | null) =>
    columns.findIndex(({ origin }) => origin?.column === number);
  const key = described.keys.find(({ numbers }) => numbers.every((at) => placeOf(at) >= 0));
  if (!key) throw refused(noKey(described, shown));
  const known = new Map(described.columns.map((column) => [column.number, column]));
  return {
    name,
    columns: columns.flatMap(({ origin }, at) => {
      const column = origin && known.get(origin.column);
      return column ? [editColumn(column, at, placeOf(column.number) !== at, role)] : [];
    }),
    key: key.numbers.map(placeOf),
    canInsert: insertable,
    canDelete: deletable,
  };
}

function noKey({ keys }: Described, shown: string): Message {
  const [first] = keys;
  return first
    ? message(
        'The result lacks {0}, without which a row of {1} cannot be told from the others.',
        first.names.join(', '),
        shown,
      )
    : message('{0} has no primary key, so its rows cannot be told apart.', shown);
}

function editColumn(
  { name, type, notNull, hasDefault, enumerated, ...facts }: DescribedColumn,
  at: number,
  isRepeated: boolean,
  role: string,
): EditColumn {
  const locked = isRepeated
    ? message('{0} is shown twice. Change the first one.', name)
    : lockOf(name, facts, role);
  const choices = enumerated ?? (type === 'bool' ? ['t', 'f'] : undefined);
  return {
    at,
    name,
    type,
    comparesByValue: enumerated !== null || valueTypes.has(type),
    nullable: !notNull,
    hasDefault,
    ...(choices ? { choices } : {}),
    ...(locked ? { locked } : {}),
  };
}

function lockOf(
  name: string,
  {
    generated,
    identityAlways,
    updatable,
  }: Pick<DescribedColumn, 'generated' | 'identityAlways' | 'updatable'>,
  role: string,
): Message | undefined {
  if (generated) return message('{0} is generated from other columns.', name);
  if (identityAlways) return message('{0} is an identity that the database alone gives.', name);
  return updatable ? undefined : message('{0} cannot be changed by {1}.', name, role);
}

/** Types of which two equal values are the same to whoever reads them; `=` of others compares areas, or is not there. */
const valueTypes = new Set(
  `bool int2 int4 int8 oid float4 float8 numeric text varchar bpchar name uuid date time timetz timestamp timestamptz
  bytea jsonb inet cidr macaddr macaddr8 money`.split(/\s+/),
);

function refused(reason: Message): Failure {
  return new Failure('badInput', reason);
}

/**
 * One row of JSON; `$1` is the OID of the relation, `$2` its attribute numbers, `$3` the role or NULL. The columns of a
 * view are followed through its rule (pg_rewrite), where each target names the table and the column it comes from.
 */
const tableQuery = `
with recursive acting as (select coalesce($3::text, current_user::text)::name as role),
origin (place, relation, number) as (
  select number, $1::oid, number from unnest($2::int2[]) as number
  union all
  select o.place, t.parts[2]::oid, t.parts[3]::int2
  from origin o
  join pg_catalog.pg_class c on c.oid = o.relation and c.relkind = 'v'
  join pg_catalog.pg_rewrite r on r.ev_class = c.oid and r.ev_type = '1'
  cross join lateral regexp_matches(
    r.ev_action::text,
    ':resno (\\d+) :resname (?:\\\\.|[^ ])+ :ressortgroupref \\d+ :resorigtbl (\\d+) :resorigcol (\\d+)', 'g') as t (parts)
  where t.parts[1]::int2 = o.number and t.parts[2] <> '0'
),
base as (
  select o.place, min(o.relation::text)::oid as relation, min(o.number) as number
  from origin o join pg_catalog.pg_class c on c.oid = o.relation and c.relkind <> 'v'
  group by o.place having count(*) = 1
),
key as (
  select i.indisprimary, k.numbers, k.names
  from (select relation from base group by relation order by count(*) desc limit 1) b
  join pg_catalog.pg_index i on i.indrelid = b.relation
  cross join lateral (
    select json_agg(p.place order by u.at) as numbers, json_agg(a.attname order by u.at) as names,
      bool_and(a.attnotnull) as tells
    from unnest(i.indkey::int2[]) with ordinality as u (number, at)
    left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.number
    left join base p on p.relation = i.indrelid and p.number = u.number
    where u.at <= i.indnkeyatts
  ) k
  where i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null and k.tells
)
select json_build_object(
  'name', json_build_object('schema', n.nspname, 'name', c.relname),
  'updatable', events & 4 = 4 and has_any_column_privilege(role, c.oid, 'update'),
  'insertable', events & 8 = 8 and has_any_column_privilege(role, c.oid, 'insert'),
  'deletable', events & 16 = 16 and has_table_privilege(role, c.oid, 'delete'),
  'keys', (
    select coalesce(json_agg(json_build_object('names', names, 'numbers', numbers) order by not indisprimary, json_array_length(numbers)), '[]')
    from key),
  'columns', (
    select json_agg(json_build_object(
      'number', a.attnum, 'name', a.attname, 'type', e.typname, 'notNull', a.attnotnull or t.typnotnull,
      'hasDefault', a.atthasdef or a.attidentity <> '' or t.typdefault is not null,
      'generated', a.attgenerated <> '', 'identityAlways', a.attidentity = 'a',
      'updatable', pg_column_is_updatable(c.oid, a.attnum, false)
        and has_column_privilege(role, c.oid, a.attnum, 'update'),
      'enumerated', (
        select json_agg(l.enumlabel order by l.enumsortorder) from pg_catalog.pg_enum l where l.enumtypid = e.oid)))
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    join pg_catalog.pg_type e on e.oid = case
      when t.typtype = 'd' then (
        with recursive below (oid, kind, base) as (
          select t.oid, t.typtype, t.typbasetype
          union all
          select d.oid, d.typtype, d.typbasetype from below b join pg_catalog.pg_type d on d.oid = b.base
          where b.kind = 'd')
        select oid from below where kind <> 'd')
      else t.oid end
    where a.attrelid = c.oid and a.attnum = any ($2::int2[])))
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join acting
cross join pg_relation_is_updatable(c.oid, false) as events
where c.oid = $1::oid`;
