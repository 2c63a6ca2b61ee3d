import { type ConnectionFormat, tlsWithoutFallback } from './format';
import type { ConnectionParts } from './parts';
import { keywordValue, literal, withoutFallback } from './quoting';

/** https://pkg.go.dev/github.com/lib/pq: keywords as libpq quotes them, inside a Go string. */
export const golang: ConnectionFormat = {
  id: 'golang',
  label: 'Golang',
  language: 'go',
  tlsChoices: tlsWithoutFallback,
  render: (parts, { readsPassword, pooled }) => {
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
      // Without it lib/pq asks for a statement and runs it in two rounds, which a pooler may give to two servers.
      ...(pooled ? ['binary_parameters=yes'] : []),
    ].join(' ');
    return readsPassword ? readingPassword(keywords) : opening(keywords);
  },
};

function opening(keywords: string): string {
  return [
    '// import "database/sql" and _ "github.com/lib/pq"',
    `db, err := sql.Open("postgres", ${literal(keywords)})`,
  ].join('\n');
}

/** What the variable holds is quoted where it is read, as libpq's keywords want it. */
function readingPassword(keywords: string): string {
  return [
    '// import "database/sql", "os", "strings" and _ "github.com/lib/pq"',
    String.raw`quotes := strings.NewReplacer("\\", "\\\\", "'", "\\'")`,
    `db, err := sql.Open("postgres", ${literal(`${keywords} password='`)}+quotes.Replace(os.Getenv("PGPASSWORD"))+"'")`,
  ].join('\n');
}

/** lib/pq knows neither allow nor prefer and requires TLS when nothing is said, so it is always said. */
function sslmode(parts: ConnectionParts): string {
  const { tls } = parts;
  return tls === 'unsaid' || tls === 'allow' || tls === 'prefer' ? withoutFallback(parts) : tls;
}
