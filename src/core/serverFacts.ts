import { changedBy, type Guarded } from './guard';
import type { SafetyMode } from './model';
import type { Database } from './ports';
import type { Classification, Effect } from './sql/classify';
import type { QualifiedName } from './sql/names';
import { quoteName } from './sql/quote';

/** What only the server knows of what a statement names. */
export type ServerFacts = Pick<Guarded, 'estimatedRows' | 'isVolatile' | 'schemaOf'>;

export const nothingKnown: ServerFacts = {
  estimatedRows: () => undefined,
  isVolatile: () => false,
  schemaOf: ({ schema }) => schema,
};

/** Asks what the guard wants to know; nothing where it only reads, or is refused whatever is found. Throws a `Failure`. */
export async function askServer(
  { effects }: Classification,
  mode: SafetyMode,
  database: Database,
  signal: AbortSignal,
): Promise<ServerFacts> {
  if (mode === 'read-only') return nothingKnown;
  const relations = await relationsOf(effects, database, signal);
  const volatile =
    mode === 'confirm' ? await volatileAmong(effects, database, signal) : new Set<string>();
  return {
    estimatedRows: (relation) => relations.get(quoted(relation))?.rows,
    isVolatile: (called) => volatile.has(keyOf(called)),
    schemaOf: (relation) => relation.schema ?? relations.get(quoted(relation))?.schema,
  };
}

interface KnownRelation {
  readonly schema: string;
  readonly rows: number | undefined;
}

/** Where that is which a statement changes without saying it, and the rows that Postgres last counted in what it destroys. */
async function relationsOf(
  effects: readonly Effect[],
  database: Database,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, KnownRelation>> {
  const names = effects.flatMap((effect) => destroyed(effect) ?? unqualified(effect) ?? []);
  if (names.length === 0) return new Map();
  const rows = await database
    .query(
      `select name, coalesce(nspname, current_schema), reltuples::bigint::text
       from json_array_elements_text($1) as name
       left join pg_class on pg_class.oid = to_regclass(name)
       left join pg_namespace on pg_namespace.oid = relnamespace`,
      [JSON.stringify(names.map(quoted))],
      signal,
    )
    .catch(() => []);
  return new Map(
    rows.flatMap(([name, schema, counted]) =>
      name && schema ? [[name, { schema, rows: counted ? Number(counted) : undefined }]] : [],
    ),
  );
}

/** The search path decides where it is. */
function unqualified(effect: Effect): QualifiedName | undefined {
  const name = changedBy(effect);
  return name?.schema === undefined ? name : undefined;
}

function destroyed(effect: Effect): QualifiedName | undefined {
  if (effect.kind === 'writes' && !effect.filtered) return effect.relation;
  return effect.kind === 'defines' && effect.verb === 'drop' && effect.object === 'TABLE'
    ? effect.name
    : undefined;
}

/** The called functions that Postgres calls volatile, of those that are not its own. */
async function volatileAmong(
  effects: readonly Effect[],
  database: Database,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const called = effects.flatMap((effect) => (effect.kind === 'calls' ? [effect.function] : []));
  if (called.length === 0) return new Set();
  const rows = await database.query(
    `select distinct called ->> 0, called ->> 1
     from json_array_elements($1) as called
     join pg_proc on proname = called ->> 1
     join pg_namespace on pg_namespace.oid = pronamespace
     where provolatile = 'v' and prokind in ('f', 'w')
       and nspname not in ('pg_catalog', 'information_schema')
       and coalesce(nspname = called ->> 0, pg_function_is_visible(pg_proc.oid))`,
    [JSON.stringify(called.map(({ schema, name }) => [schema, name]))],
    signal,
  );
  return new Set(rows.map(([schema, name]) => key(schema ?? undefined, name ?? '')));
}

function quoted({ schema, name }: QualifiedName): string {
  return [schema, name].flatMap((part) => (part === undefined ? [] : [quoteName(part)])).join('.');
}

function keyOf({ schema, name }: QualifiedName): string {
  return key(schema, name);
}

function key(schema: string | undefined, name: string): string {
  return JSON.stringify([schema, name]);
}
