import type { ConnectionFormat } from './format';
import type { TlsMode } from './parts';

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
  render: ({ host, port, database, user, password, tls, caFile, options }) =>
    [
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
    ].join(';'),
};

/** ADO.NET's quoting: always, so that edge spaces, `;`, quotes and a leading `=` read back. */
function quoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
