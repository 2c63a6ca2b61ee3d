import type { Database } from '../ports';

/**
 * What the database calls the schema of a project whose gateway hides the name: the one that the login looks in, else
 * the only one it may use. Undefined where neither tells which of several is meant. Throws as `Database.query` does.
 */
export async function homeSchema(
  database: Database,
  isHome: (schema: string) => boolean,
  signal: AbortSignal,
): Promise<string | undefined> {
  const rows = await database.query(query, [], signal);
  const homes = rows.filter(([name]) => isHome(name ?? ''));
  const lookedIn = homes.find(([, isLookedIn]) => isLookedIn === 't');
  const only = homes.length === 1 ? homes[0] : undefined;
  return (lookedIn ?? only)?.[0] ?? undefined;
}

const query = `
select nspname, coalesce(nspname = any (current_schemas(false)), false)
from pg_catalog.pg_namespace
where pg_catalog.has_schema_privilege(oid, 'usage')
order by array_position(current_schemas(false), nspname), nspname`;
