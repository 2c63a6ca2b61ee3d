import { parseUri } from './connectionStrings/parts';
import { renderUri } from './connectionStrings/uri';
import type { ProjectTls } from './model';

/**
 * The Database URL with its TLS spelled out. Its own `sslmode` comes first and means what libpq says, then the
 * project's choice; where nobody says anything this machine is reached as libpq would, and any other is verified.
 * Throws `badInput`.
 */
export function withTls(databaseUrl: string, tls: ProjectTls | undefined): string {
  const parts = parseUri(databaseUrl);
  const mode =
    parts.tls === 'unsaid'
      ? (tls?.mode ?? (isLoopback(parts.host) ? 'unsaid' : 'verify-full'))
      : parts.tls;
  const caFile = parts.caFile ?? (mode.startsWith('verify') ? tls?.caFile : undefined);
  return renderUri({ ...parts, tls: mode, ...(caFile === undefined ? {} : { caFile }) });
}

/** Whether the URL itself says what to do about TLS, so that a choice of the project would change nothing. */
export function saysTls(databaseUrl: string): boolean {
  return parseUri(databaseUrl).tls !== 'unsaid';
}

function isLoopback(host: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|::1)$/i.test(host);
}
