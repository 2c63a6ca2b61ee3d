import type { Guarded } from './guard';
import type { SafetyMode } from './model';
import type { Database } from './ports';
import type { Classification, Effect } from './sql/classify';
import type { QualifiedName } from './sql/names';
import { quoteName } from './sql/quote';

/** What only the server knows of what a statement names. */
export type ServerFacts = Pick<Guarded, 'estimatedRows' | 'isVolatile'>;

export const nothingKnown: ServerFacts = {
  estimatedRows: () => undefined,
  isVolatile: () => false,
};

/** Asks what the guard wants to know; nothing in most cases. Throws a `Failure`. */
export async function askServer(
  { effects }: Classification,
  mode: SafetyMode,
  database: Database,
  signal: AbortSignal,
): Promise<ServerFacts> {
  const rows = await estimatesOf(effects, database, signal);
  const volatile =
    mode === 'confirm' ? await volatileAmong(effects, database, signal) : new Set<string>();
  return {
    estimatedRows: (relation) => rows.get(keyOf(relation)),
    isVolatile: (called) => volatile.has(keyOf(called)),
  };
}

/** The rows that Postgres last counted in what a statement would destroy. */
async function estimatesOf(
  effects: readonly Effect[],
  database: Database,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const names = effects.flatMap((effect) => destroyed(effect) ?? []);
  if (names.length === 0) return new Map();
  const rows = await database
    .query(
      `select name, reltuples::bigint::text from json_array_elements_text($1) as name
       join pg_class on oid = to_regclass(name)`,
      [JSON.stringify(names.map(quoted))],
      signal,
    )
    .catch(() => []);
  const counts = new Map(rows.map(([name, count]) => [name, Number(count)]));
  return new Map(
    names.flatMap((name) => {
      const count = counts.get(quoted(name));
      return count === undefined ? [] : [[keyOf(name), count]];
    }),
  );
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
