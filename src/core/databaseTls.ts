import { type ConnectionParts, parseUri } from './connectionStrings/parts';
import type { ProjectTls } from './model';

/**
 * The connection with its TLS decided. The Database URL's own `sslmode` comes first and means what libpq says, then
 * the project's choice; where nobody says anything this machine is reached as libpq would, and any other is verified.
 */
export function withTls(parts: ConnectionParts, tls: ProjectTls | undefined): ConnectionParts {
  const otherwise = isLoopback(parts.host) ? 'unsaid' : 'verify-full';
  const mode = parts.tls === 'unsaid' ? (tls?.mode ?? otherwise) : parts.tls;
  const caFile = parts.caFile ?? (mode.startsWith('verify') ? tls?.caFile : undefined);
  return { ...parts, tls: mode, ...(caFile === undefined ? {} : { caFile }) };
}

/** Whether the URL itself says what to do about TLS, so that a choice of the project would change nothing. */
export function saysTls(databaseUrl: string): boolean {
  return parseUri(databaseUrl).tls !== 'unsaid';
}

/** Whether a host is this machine. */
export function isLoopback(host: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|::1)$/i.test(host);
}
