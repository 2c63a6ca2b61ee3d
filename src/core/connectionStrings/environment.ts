import { variableNames, variablesOf } from './parseEnvironment';
import type { ConnectionParts } from './parts';

/**
 * The connection as the variables that libpq reads (https://www.postgresql.org/docs/current/libpq-envars.html).
 * `null` unsets what would lead elsewhere.
 */
export function libpqEnvironment(parts: ConnectionParts): Readonly<Record<string, string | null>> {
  const unset = [...variableNames.keys(), 'PGSERVICE'].map((name) => [name, null] as const);
  const set = variablesOf(parts).map(({ name, value }) => [name, value] as const);
  return Object.fromEntries<string | null>([...unset, ...set]);
}
