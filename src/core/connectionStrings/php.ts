import type { ConnectionFormat } from './format';
import type { ConnectionParts } from './parts';
import { extras, keywordValue } from './quoting';

/**
 * https://www.php.net/manual/en/ref.pdo-pgsql.connection.php: user and password are arguments, because PDO turns
 * each `;` of a DSN into a space, even inside quotes. Where another value holds one, `pg_connect` is the way.
 */
export const php: ConnectionFormat = {
  id: 'php',
  label: 'PHP',
  language: 'php',
  render: (parts) => {
    const server = [
      ['host', parts.host] as const,
      ['port', String(parts.port)] as const,
      ['dbname', parts.database] as const,
      ...extras(parts),
    ];
    return server.some(([, value]) => value.includes(';'))
      ? pgConnect(server, parts)
      : pdo(server, parts);
  },
};

type Pairs = readonly (readonly [string, string])[];

function pdo(server: Pairs, { user, password }: ConnectionParts): string {
  const dsn = `pgsql:${keywords(server).join(';')}`;
  const login = [user, ...(password === undefined ? [] : [password])];
  return `$pdo = new PDO(${[dsn, ...login].map(singleQuoted).join(', ')});`;
}

function pgConnect(server: Pairs, { user, password }: ConnectionParts): string {
  const login = [
    ['user', user] as const,
    ...(password === undefined ? [] : [['password', password] as const]),
  ];
  return `$connection = pg_connect(${singleQuoted(keywords([...server, ...login]).join(' '))});`;
}

function keywords(pairs: Pairs): readonly string[] {
  return pairs.map(([name, value]) =>
    /^[\w.:-]+$/.test(value) ? `${name}=${value}` : `${name}=${keywordValue(value)}`,
  );
}

/** PHP's single quotes: nothing is interpolated. */
function singleQuoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
