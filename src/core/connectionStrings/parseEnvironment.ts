import { type ConnectionParts, partsOf } from './parts';

/** libpq's variables by https://www.postgresql.org/docs/current/libpq-envars.html, with the keyword each stands for. */
export const variableNames: ReadonlyMap<string, string> = new Map([
  ['PGHOST', 'host'],
  ['PGHOSTADDR', 'hostaddr'],
  ['PGPORT', 'port'],
  ['PGDATABASE', 'dbname'],
  ['PGUSER', 'user'],
  ['PGPASSWORD', 'password'],
  ['PGSSLMODE', 'sslmode'],
  ['PGSSLROOTCERT', 'sslrootcert'],
  ['PGOPTIONS', 'options'],
]);

/** The connection that libpq's variables make, by name and value; the others are left out. Throws `badInput`. */
export function partsOfVariables(
  variables: Iterable<readonly [name: string, value: string]>,
): ConnectionParts {
  const keywords = new Map<string, string>();
  for (const [name, value] of variables) {
    const keyword = variableNames.get(name);
    if (keyword !== undefined) keywords.set(keyword, value);
  }
  return partsOf(keywords);
}
