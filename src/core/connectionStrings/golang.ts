import type { ConnectionFormat } from './format';
import type { ConnectionParts } from './parts';
import { keywordValue, literal, withoutFallback } from './quoting';

/** https://pkg.go.dev/github.com/lib/pq: keywords as libpq quotes them, inside a Go string. */
export const golang: ConnectionFormat = {
  id: 'golang',
  label: 'Golang',
  language: 'go',
  render: (parts) => {
    const { host, port, database, user, password, caFile, options } = parts;
    const keywords = [
      `host=${keywordValue(host)}`,
      `port=${port}`,
      `dbname=${keywordValue(database)}`,
      `user=${keywordValue(user)}`,
      ...(password === undefined ? [] : [`password=${keywordValue(password)}`]),
      `sslmode=${sslmode(parts)}`,
      // Without a file lib/pq already trusts the system's authorities; it does not know the word.
      ...(caFile === undefined || caFile === 'system'
        ? []
        : [`sslrootcert=${keywordValue(caFile)}`]),
      ...(options === undefined ? [] : [`options=${keywordValue(options)}`]),
    ];
    return [
      '// import "database/sql" and _ "github.com/lib/pq"',
      `db, err := sql.Open("postgres", ${literal(keywords.join(' '))})`,
    ].join('\n');
  },
};

/** lib/pq knows neither allow nor prefer and requires TLS when nothing is said, so it is always said. */
function sslmode(parts: ConnectionParts): string {
  const { tls } = parts;
  return tls === 'unsaid' || tls === 'allow' || tls === 'prefer' ? withoutFallback(parts) : tls;
}
