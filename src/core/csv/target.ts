import { Failure, type Message, message } from '../errors';
import { unpackRows } from '../packedRows';
import type { Database, Frame, Row, RowSink } from '../ports';
import type { QualifiedName } from '../sql/names';
import { nameKey } from './detect';

/** A column that values may go into. */
export interface TargetColumn {
  readonly name: string;
  /** As Postgres writes it, `numeric(10,2)`. */
  readonly type: string;
  readonly takesNull: boolean;
  /** Whether the database gives it a value where nothing does. */
  readonly hasDefault: boolean;
  /** Why nothing goes into it: by itself, or never. */
  readonly left?: 'identity' | 'generated';
  /** Whether its text is JSON, which is checked in another way. */
  readonly isJson: boolean;
}

/** The table that an import is for, as its role sees it. */
export interface Target {
  readonly relation: QualifiedName;
  readonly columns: readonly TargetColumn[];
  /** Policies hold for this role, and COPY FROM cannot follow them. */
  readonly hasPolicies: boolean;
}

/** Throws a `Failure`, `badInput` for a relation that is not there. */
export async function readTarget(
  database: Pick<Database, 'run'>,
  { schema, name }: { readonly schema: string; readonly name: string },
  frame: Frame,
  signal: AbortSignal,
): Promise<Target> {
  const rows: Row[] = [];
  const sink: RowSink = {
    columns: () => {},
    rows: async (batch) => {
      rows.push(...unpackRows(batch));
      return 'more';
    },
  };
  await database.run(columnsQuery, sink, signal, { frame, values: [schema, name] });
  if (rows.length === 0) {
    throw new Failure('badInput', message('There is no table {0}.{1} any more.', schema, name));
  }
  return {
    relation: { schema, name },
    columns: rows.map(columnOf),
    hasPolicies: rows[0]?.[7] === 't',
  };
}

function columnOf([
  name,
  type,
  notNull,
  hasDefault,
  identity,
  generated,
  isJson,
]: Row): TargetColumn {
  const left = generated ? 'generated' : identity === 'a' ? 'identity' : undefined;
  return {
    name: name ?? '',
    type: type ?? '',
    takesNull: notNull !== 't',
    hasDefault: hasDefault === 't' || !!identity || !!generated,
    ...(left === undefined ? {} : { left }),
    isJson: isJson === 't',
  };
}

const columnsQuery = `
select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull or t.typnotnull,
  a.atthasdef or t.typdefault is not null, a.attidentity::text, a.attgenerated::text,
  case when t.typtype = 'd' then t.typbasetype else t.oid end
    in ('json'::pg_catalog.regtype, 'jsonb'::pg_catalog.regtype),
  pg_catalog.row_security_active(c.oid)
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_type t on t.oid = a.atttypid
where n.nspname = $1 and c.relname = $2 and a.attnum > 0 and not a.attisdropped
order by a.attnum`;

/**
 * The columns that fields go into unless somebody says otherwise: by their places where there are no names, else by
 * these, those that are written alike first.
 */
export function defaultMapping(
  names: readonly string[] | undefined,
  fieldCount: number,
  { columns }: Pick<Target, 'columns'>,
): readonly (string | undefined)[] {
  const open = columns.filter(({ left }) => left === undefined);
  if (names === undefined) return Array.from({ length: fieldCount }, (_, at) => open[at]?.name);
  const mapping = names.map((name, at) =>
    names.indexOf(name) === at ? open.find((column) => column.name === name)?.name : undefined,
  );
  for (const [at, name] of names.entries()) {
    mapping[at] ??= open.find(
      (column) => nameKey(column.name) === nameKey(name) && !mapping.includes(column.name),
    )?.name;
  }
  return mapping;
}

/** What keeps the import from starting. */
export function problemsOf(
  mapping: readonly (string | undefined)[],
  { relation, columns, hasPolicies }: Target,
): readonly Message[] {
  const fed = mapping.filter((column) => column !== undefined);
  const twice = columns.filter(({ name }) => fed.filter((column) => column === name).length > 1);
  const missing = columns.filter(
    ({ name, takesNull, hasDefault }) => !takesNull && !hasDefault && !fed.includes(name),
  );
  return [
    ...(hasPolicies
      ? [
          message(
            'Row Level Security holds for this role on {0}, and COPY cannot follow it. Import as a role that it does not hold for.',
            relation.name,
          ),
        ]
      : []),
    ...(fed.length === 0 ? [message('Choose a column for at least one field.')] : []),
    ...twice.map(({ name }) => message('"{0}" is chosen for more than one field.', name)),
    ...missing.map(({ name }) =>
      message('"{0}" takes no NULL and has no default. Choose the field that fills it.', name),
    ),
  ];
}
