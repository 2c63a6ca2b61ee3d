import { type ConnectionFormat, everyTlsChoice, type Writing } from './format';
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
  tlsChoices: everyTlsChoice,
  render: (parts, writing) => {
    const server = [
      ['host', parts.host] as const,
      ['port', String(parts.port)] as const,
      ['dbname', parts.database] as const,
      ...extras(parts),
    ];
    return server.some(([, value]) => value.includes(';'))
      ? pgConnect(server, parts)
      : pdo(server, parts, writing);
  },
};

type Pairs = readonly (readonly [string, string])[];

function pdo(server: Pairs, { user, password }: ConnectionParts, writing: Writing): string {
  const written = password === undefined ? undefined : phpLiteral(password);
  const given = writing.readsPassword ? "getenv('PGPASSWORD')" : written;
  // Otherwise PDO prepares every statement by name on whichever server the pooler gives it.
  const options = writing.pooled ? '[PDO::ATTR_EMULATE_PREPARES => true]' : undefined;
  const all = [
    phpLiteral(`pgsql:${keywords(server).join(';')}`),
    phpLiteral(user),
    given ?? (options && 'null'),
    options,
  ];
  return `$pdo = new PDO(${all.filter((argument) => argument !== undefined).join(', ')});`;
}

/** Is libpq itself, so it finds PGPASSWORD without a word, and prepares nothing unless it is told to. */
function pgConnect(server: Pairs, { user, password }: ConnectionParts): string {
  const login = [
    ['user', user] as const,
    ...(password === undefined ? [] : [['password', password] as const]),
  ];
  return `$connection = pg_connect(${phpLiteral(keywords([...server, ...login]).join(' '))});`;
}

function keywords(pairs: Pairs): readonly string[] {
  return pairs.map(([name, value]) =>
    /^[\w.:-]+$/.test(value) ? `${name}=${value}` : `${name}=${keywordValue(value)}`,
  );
}

/** PHP's single quotes interpolate nothing; its double quotes have names for the line breaks that editors change. */
function phpLiteral(value: string): string {
  if (!/\p{Cc}/u.test(value)) return `'${value.replace(/[\\']/g, '\\$&')}'`;
  const escaped = value.replace(/[\\"$]/g, '\\$&');
  return `"${escaped.replace(/\p{Cc}/gu, (control) => `\\u{${control.charCodeAt(0).toString(16)}}`)}"`;
}
