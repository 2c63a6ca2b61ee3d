import { type ConnectionFormat, everyTlsChoice } from './format';
import type { ConnectionParts } from './parts';
import { literal, percent, query, urlServer } from './quoting';

/** https://jdbc.postgresql.org/documentation/use/#connecting-to-the-database; `%20` avoids the two meanings of `+`. */
export const jdbc: ConnectionFormat = {
  id: 'jdbc',
  label: 'JDBC',
  language: 'plaintext',
  tlsChoices: everyTlsChoice,
  render: (parts, { readsPassword, pooled }) => {
    const { user, password, options } = parts;
    const login = [
      ['user', user] as const,
      ...(password === undefined ? [] : [['password', password] as const]),
    ];
    const pairs = [
      ...(readsPassword ? [] : login),
      ...tlsPairs(parts),
      ...(options === undefined ? [] : [['options', options] as const]),
      ...(pooled ? [['prepareThreshold', '0'] as const] : []),
    ];
    const parameters = pairs.length === 0 ? '' : `?${query(pairs)}`;
    const url = `jdbc:postgresql://${urlServer(parts)}/${percent(parts.database)}${parameters}`;
    return readsPassword ? getConnection(url, user) : url;
  },
};

/** A URL cannot name a variable, Java can. */
function getConnection(url: string, user: string): string {
  return [
    '// import java.sql.Connection and java.sql.DriverManager',
    'Connection connection = DriverManager.getConnection(',
    `    ${literal(url)},`,
    `    ${literal(user)},`,
    '    System.getenv("PGPASSWORD"));',
  ].join('\n');
}

function tlsPairs({ tls, caFile }: ConnectionParts): readonly (readonly [string, string])[] {
  if (tls === 'unsaid') return [];
  if (caFile === undefined) return [['sslmode', tls]];
  // pgjdbc reads `system` as a file's name; this factory is its way to the authorities of the JVM.
  const authorities =
    caFile === 'system'
      ? (['sslfactory', 'org.postgresql.ssl.DefaultJavaSSLFactory'] as const)
      : (['sslrootcert', caFile] as const);
  return [['sslmode', tls], authorities];
}
