import { type ConnectionFormat, tlsWithoutFallback } from './format';
import type { ConnectionParts } from './parts';
import { literal, literalOf, withoutFallback } from './quoting';

/** https://node-postgres.com/apis/client: an object, because `pg` does not decode a database name in a URI. */
export const nodejs: ConnectionFormat = {
  id: 'nodejs',
  label: 'Node.js',
  language: 'javascript',
  tlsChoices: tlsWithoutFallback,
  render: (parts, { readsPassword }) => {
    const { host, port, database, user, options } = parts;
    const password = readsPassword ? 'process.env.PGPASSWORD' : literalOf(parts.password);
    const ssl = sslOf(parts);
    const members = [
      `host: ${literal(host)}`,
      `port: ${port}`,
      `database: ${literal(database)}`,
      `user: ${literal(user)}`,
      ...(password === undefined ? [] : [`password: ${password}`]),
      ...(ssl === undefined ? [] : [`ssl: ${ssl}`]),
      ...(options === undefined ? [] : [`options: ${literal(options)}`]),
    ];
    return [
      ...(ssl?.includes('readFileSync') ? ["import { readFileSync } from 'node:fs';"] : []),
      "import { Pool } from 'pg';",
      '',
      'const pool = new Pool({',
      ...members.map((member) => `  ${member},`),
      '});',
    ].join('\n');
  },
};

/** `pg` takes `ssl` literally: it never falls back, and it verifies unless it is told not to. */
function sslOf(parts: ConnectionParts): string | undefined {
  const { tls, caFile } = parts;
  switch (tls) {
    case 'unsaid':
      return undefined;
    case 'disable':
      return 'false';
    case 'allow':
    case 'prefer':
      return withoutFallback(parts) === 'disable' ? 'false' : '{ rejectUnauthorized: false }';
    case 'require':
      return '{ rejectUnauthorized: false }';
    case 'verify-ca':
      return `{ ${authorities(caFile)}checkServerIdentity: () => undefined }`;
    case 'verify-full':
      return `{ ${authorities(caFile)}rejectUnauthorized: true }`;
  }
}

function authorities(caFile: string | undefined): string {
  return caFile === undefined || caFile === 'system'
    ? ''
    : `ca: readFileSync(${literal(caFile)}), `;
}
