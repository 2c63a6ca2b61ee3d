import { type ConnectionParts, partsOf } from './parts';
import { extras } from './quoting';

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

/** The variables that lead libpq to the connection; the inverse of `partsOfVariables`. */
export function variablesOf(
  parts: ConnectionParts,
): readonly { readonly name: string; readonly value: string }[] {
  const keywords = new Map([
    ['host', parts.host],
    ['port', String(parts.port)],
    ['dbname', parts.database],
    ['user', parts.user],
    ...(parts.password === undefined ? [] : [['password', parts.password] as const]),
    ...extras(parts),
  ]);
  return [...variableNames].flatMap(([name, keyword]) => {
    const value = keywords.get(keyword);
    return value === undefined ? [] : [{ name, value }];
  });
}
