import { type ConnectionFormat, everyTlsChoice } from './format';
import type { TlsMode } from './parts';
import { literal } from './quoting';

const sslModes = {
  disable: 'Disable',
  allow: 'Allow',
  prefer: 'Prefer',
  require: 'Require',
  'verify-ca': 'VerifyCA',
  'verify-full': 'VerifyFull',
} as const satisfies Record<Exclude<TlsMode, 'unsaid'>, string>;

/** https://www.npgsql.org/doc/connection-string-parameters.html */
export const dotnet: ConnectionFormat = {
  id: 'dotnet',
  label: '.NET',
  language: 'plaintext',
  tlsChoices: everyTlsChoice,
  render: (parts, { readsPassword, pooled }) => {
    const { host, port, database, user, password, tls, caFile, options } = parts;
    const text = [
      `Host=${host}`,
      `Port=${port}`,
      `Database=${quoted(database)}`,
      `Username=${quoted(user)}`,
      ...(password === undefined ? [] : [`Password=${quoted(password)}`]),
      ...(tls === 'unsaid' ? [] : [`SSL Mode=${sslModes[tls]}`]),
      // Npgsql trusts the system's authorities when no file is named.
      ...(caFile === undefined || caFile === 'system'
        ? []
        : [`Root Certificate=${quoted(caFile)}`]),
      ...(options === undefined ? [] : [`Options=${quoted(options)}`]),
      // What Npgsql would reset belongs to another client by then; it prepares nothing unless it is told to.
      ...(pooled ? ['No Reset On Close=true'] : []),
    ].join(';');
    return readsPassword ? builder(text) : text;
  },
};

/** A connection string cannot name a variable, C# can. */
function builder(text: string): string {
  return [
    '// using System and Npgsql',
    `var connectionString = new NpgsqlConnectionStringBuilder(${literal(text)})`,
    '{',
    '    Password = Environment.GetEnvironmentVariable("PGPASSWORD"),',
    '}.ConnectionString;',
  ].join('\n');
}

/** ADO.NET's quoting: always, so that edge spaces, `;`, quotes and a leading `=` read back. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
