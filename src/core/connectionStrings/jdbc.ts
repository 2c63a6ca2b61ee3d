import type { ConnectionFormat } from './format';
import type { ConnectionParts } from './parts';
import { percent, query, urlServer } from './quoting';

/** https://jdbc.postgresql.org/documentation/use/#connecting-to-the-database; `%20` avoids the two meanings of `+`. */
export const jdbc: ConnectionFormat = {
  id: 'jdbc',
  label: 'JDBC',
  language: 'plaintext',
  render: (parts) => {
    const { database, user, password } = parts;
    const pairs = [
      ['user', user] as const,
      ...(password === undefined ? [] : [['password', password] as const]),
      ...tlsPairs(parts),
      ...(parts.options === undefined ? [] : [['options', parts.options] as const]),
    ];
    return `jdbc:postgresql://${urlServer(parts)}/${percent(database)}?${query(pairs)}`;
  },
};

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
