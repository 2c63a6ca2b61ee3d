import type { ConnectionParts } from './parts';

/** Percent-encodes everything but RFC 3986's unreserved characters, the quotes of shells included. */
export function percent(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, hexEscape);
}

function hexEscape(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** A double-quoted literal that JavaScript, Python and Go read alike; what does not print is escaped. */
export function literal(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The literal, where there is something to write. */
export function literalOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : literal(value);
}

/** A value of libpq's `keyword='value'` strings. */
export function keywordValue(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

/** `host:port`, IPv6 in brackets, as it stands in a URL. */
export function urlServer({ host, port }: ConnectionParts): string {
  return `${host.includes(':') ? `[${host.replace('%', '%25')}]` : host}:${port}`;
}

/** libpq's own parameters for TLS and server options, those that were said. */
export function extras(parts: ConnectionParts): readonly (readonly [string, string])[] {
  const { tls, caFile, options } = parts;
  return [
    ...(tls === 'unsaid' ? [] : [['sslmode', tls] as const]),
    ...(caFile === undefined ? [] : [['sslrootcert', caFile] as const]),
    ...(options === undefined ? [] : [['options', options] as const]),
  ];
}

export function query(pairs: readonly (readonly [string, string])[]): string {
  return pairs.map(([name, value]) => `${name}=${percent(value)}`).join('&');
}

/** The TLS of a driver that cannot fall back: a loopback server goes without, any other must have it. */
export function withoutFallback({ host }: ConnectionParts): 'disable' | 'require' {
  return /^(?:localhost|127\..*|::1)$/i.test(host) ? 'disable' : 'require';
}
