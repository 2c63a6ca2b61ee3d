import { Failure, message } from '../errors';

/** libpq's words for TLS; `unsaid` leaves it to each driver. */
export const tlsModes = [
  'unsaid',
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
] as const;

export type TlsMode = (typeof tlsModes)[number];

/** How one reaches a database: every value plain, nothing encoded, quoted or escaped. */
export interface ConnectionParts {
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  /** Absent when none was given; never empty, because no driver tells the two apart. */
  readonly password?: string;
  readonly tls: TlsMode;
  /** Path of the certificate authorities' file, or libpq's word `system`. */
  readonly caFile?: string;
  /** Server options of libpq, `reference=abc` or `-c search_path=ai`. */
  readonly options?: string;
}

const defaultUser = 'postgres';
const defaultPort = '5432';

const scheme = /^postgres(?:ql)?(?:\+[a-z0-9]+)?:\/\//i;
const server = /^(\[[^\]/?#]*\]|[^\s:/?#@[\]]*)(?::(\d*))?(?:\/([^?]*))?(?:\?(.*))?$/s;
const hostName = /^[\p{L}\p{N}._-]+$/u;
const ipv6 = /^[\da-f:.]+(?:%[\w.-]+)?$/i;

/**
 * Reads a Postgres URI as libpq does (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS),
 * and forgives what people paste: quotes around it, `NAME=` or `psql` before it, a password that was not
 * percent-encoded. An absent host is localhost, an absent user `postgres`, an absent database the user's name.
 * Parameters that do not change how one reaches the database are left out. Throws `badInput`.
 */
export function parseUri(text: string): ConnectionParts {
  const uri = unwrap(text);
  if (!scheme.test(uri)) throw bad('must start with postgresql://. Paste the URI form of it.');
  if (/[\0\p{Surrogate}]/u.test(uri)) throw bad('holds a character that no driver can send.');
  const { user, password, rest } = splitUser(uri.replace(scheme, ''));
  const [, bracketed = '', port = '', database = '', query = ''] = rest;
  const given = parameters(query);
  const host = decode(bracketed.replace(/^\[(.*)\]$/s, '$1'), 'host');
  const name = given.get('user') ?? user;
  return checked({
    host: given.get('host') ?? host,
    port: given.get('port') ?? port,
    user: name,
    password: given.get('password') ?? password,
    database: given.get('dbname') ?? decode(database, 'database'),
    given,
  });
}

function unwrap(text: string): string {
  const trimmed = text.trim();
  const bare = trimmed.replace(
    /^(?:psql\s+|(?:export\s+)?[A-Za-z_]\w*\s*=\s*)(?=["']?postgres)/,
    '',
  );
  return bare.replace(/^(["'])(.*)\1$/s, '$2').trim();
}

/** libpq ends the user's part at the first `@` before a `/`; where that makes no sense, at a later one. */
function splitUser(text: string) {
  const slash = text.indexOf('/');
  const first = text.indexOf('@');
  const starts = first === -1 || (slash !== -1 && slash < first) ? [-1] : [];
  for (let at = first; at !== -1; at = text.indexOf('@', at + 1)) starts.push(at);
  for (const at of starts) {
    const rest = server.exec(text.slice(at + 1));
    if (rest === null) continue;
    const login = text.slice(0, Math.max(at, 0));
    const colon = login.indexOf(':');
    return {
      user: decode(colon === -1 ? login : login.slice(0, colon), 'user'),
      password: colon === -1 ? '' : decode(login.slice(colon + 1), 'password'),
      rest,
    };
  }
  throw bad(
    'cannot be read. It looks like postgresql://user:password@host:5432/database, one host, special characters percent-encoded.',
  );
}

/** A `%` that starts no escape means that nothing was encoded: the text is taken as it stands. */
function decode(encoded: string, what: string): string {
  if (/%(?![\da-f]{2})/i.test(encoded)) return encoded;
  if (encoded.includes('%00')) throw bad(`has a zero byte (%00) in its ${what}.`);
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw bad(`has an escape in its ${what} that is not UTF-8. Percent-encode it again.`);
  }
}

function parameters(query: string): ReadonlyMap<string, string> {
  const pairs = query.split('&').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decode(name, 'parameters'), decode(value.join('='), 'parameters')];
    }),
  );
}

interface Found {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly given: ReadonlyMap<string, string>;
}

function checked({ host, port, user, password, database, given }: Found): ConnectionParts {
  if (host.startsWith('/')) throw bad('names a Unix socket. Use a host name or an address.');
  if (/,/.test(host)) throw bad('names several hosts. Paste one with a single host.');
  if (host !== '' && !hostName.test(host) && !ipv6.test(host)) {
    throw bad('has a host that is neither a name nor an address.');
  }
  const number = Number(port || defaultPort);
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw bad('has a port that is not between 1 and 65535.');
  }
  if (/^\[?your[-_ ]password\]?$/i.test(password)) {
    throw bad('still holds a placeholder. Put the database password in its place.');
  }
  const name = user || defaultUser;
  const caFile = given.get('sslrootcert') ?? '';
  const options = given.get('options') ?? '';
  return {
    host: host || 'localhost',
    port: number,
    database: database || name,
    user: name,
    ...(password === '' ? {} : { password }),
    tls: tlsOf(given, caFile),
    ...(caFile === '' ? {} : { caFile }),
    ...(options === '' ? {} : { options }),
  };
}

function tlsOf(given: ReadonlyMap<string, string>, caFile: string): TlsMode {
  const said = given.get('sslmode') ?? (given.get('ssl') === 'true' ? 'require' : 'unsaid');
  // node-postgres' own word for what libpq calls require.
  if (said === 'no-verify') return 'require';
  const mode = tlsModes.find((known) => known === said);
  if (mode === undefined) {
    throw bad(
      'has an unknown sslmode. Use disable, allow, prefer, require, verify-ca or verify-full.',
    );
  }
  if (caFile === 'system') return 'verify-full';
  // libpq: with a root certificate at hand, require verifies it.
  return mode === 'require' && caFile !== '' ? 'verify-ca' : mode;
}

function bad(problem: string): Failure {
  return new Failure('badInput', message(`The Database URL ${problem}`));
}
