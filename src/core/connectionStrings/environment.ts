import type { ConnectionParts } from './parts';

/**
 * The connection as the variables that libpq reads (https://www.postgresql.org/docs/current/libpq-envars.html).
 * `null` unsets what would lead elsewhere.
 */
export function libpqEnvironment(parts: ConnectionParts): Readonly<Record<string, string | null>> {
  const { host, port, database, user, password, tls, caFile, options } = parts;
  return {
    PGSERVICE: null,
    PGHOSTADDR: null,
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: user,
    PGPASSWORD: password ?? null,
    PGSSLMODE: tls === 'unsaid' ? null : tls,
    PGSSLROOTCERT: caFile ?? null,
    PGOPTIONS: options ?? null,
  };
}
