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
/** No sane URI comes near; what is longer would take long to read. */
const longest = 8192;
const unsendable = /[\0\p{Surrogate}]/u;
const ipv6 = /^[\da-f:.]+(?:%[\w.-]+)?$/i;

/**
 * Reads a Postgres URI as libpq does (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS),
 * and forgives what people paste: quotes around it, `NAME=` or `psql` before it, a password that was not
 * percent-encoded. An absent host is localhost, an absent user `postgres`, an absent database the user's name.
 * Parameters that do not change how one reaches the database are left out. Throws `badInput`.
 */
export function parseUri(text: string): ConnectionParts {
  const uri = unwrap(text);
  if (!scheme.test(uri))
    throw badConnection('must start with postgresql://. Paste the URI form of it.');
  if (uri.length > longest) throw badConnection('is too long to be one.');
  if (unsendable.test(uri)) throw badConnection('holds a character that no driver can send.');
  const { user, password, rest } = splitUser(uri.replace(scheme, ''));
  const [, bracketed = '', port = '', database = '', query = ''] = rest;
  return partsOf(
    new Map([
      ['host', decode(bracketed.replace(/^\[(.*)\]$/s, '$1'), 'host')],
      ['port', port],
      ['user', user],
      ['password', password],
      ['dbname', decode(database, 'database')],
      ...parameters(query),
    ]),
  );
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
  throw badConnection(
    'cannot be read. It looks like postgresql://user:password@host:5432/database, one host, special characters percent-encoded.',
  );
}

/** A `%` that starts no escape means that nothing was encoded: the text is taken as it stands. */
function decode(encoded: string, what: string): string {
  if (/%(?![\da-f]{2})/i.test(encoded)) return encoded;
  if (encoded.includes('%00')) throw badConnection(`has a zero byte (%00) in its ${what}.`);
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw badConnection(`has an escape in its ${what} that is not UTF-8. Percent-encode it again.`);
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

/**
 * A connection by libpq's keywords, host, port, dbname, user, password, sslmode, sslrootcert and options: the
 * others are left out, an empty value is an absent one, and what is absent is as `parseUri` says. Throws `badInput`.
 */
export function partsOf(given: ReadonlyMap<string, string>): ConnectionParts {
  const said = (keyword: string) => given.get(keyword) ?? '';
  const host = said('host') || said('hostaddr');
  if (host.startsWith('/'))
    throw badConnection('names a Unix socket. Use a host name or an address.');
  if (/,/.test(host)) throw badConnection('names several hosts. Paste one with a single host.');
  if (host !== '' && !hostName.test(host) && !ipv6.test(host)) {
    throw badConnection('has a host that is neither a name nor an address.');
  }
  const port = Number(said('port') || defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw badConnection('has a port that is not between 1 and 65535.');
  }
  const password = said('password');
  if (/^(?:\[?your[-_ ]password\]?|\[password\]|<[\w -]*password>)$/i.test(password)) {
    throw badConnection('still holds a placeholder. Put the database password in its place.');
  }
  const user = said('user') || defaultUser;
  const caFile = said('sslrootcert');
  const options = said('options');
  const parts = {
    host: host || 'localhost',
    port,
    database: said('dbname') || user,
    user,
    ...(password === '' ? {} : { password }),
    tls: tlsOf(given, caFile),
    ...(caFile === '' ? {} : { caFile }),
    ...(options === '' ? {} : { options }),
  };
  if (Object.values(parts).some((value) => unsendable.test(String(value)))) {
    throw badConnection('holds a character that no driver can send.');
  }
  return parts;
}

function tlsOf(given: ReadonlyMap<string, string>, caFile: string): TlsMode {
  const said = given.get('sslmode') || (given.get('ssl') === 'true' ? 'require' : 'unsaid');
  // node-postgres' own word for what libpq calls require.
  if (said === 'no-verify') return 'require';
  const mode = tlsModes.find((known) => known === said);
  if (mode === undefined) {
    throw badConnection(
      'has an unknown sslmode. Use disable, allow, prefer, require, verify-ca or verify-full.',
    );
  }
  if (caFile === 'system') return 'verify-full';
  // libpq: with a root certificate at hand, require verifies it.
  return mode === 'require' && caFile !== '' ? 'verify-ca' : mode;
}

/** Why this is no connection; `problem` goes on after "The Database URL". */
export function badConnection(problem: string): Failure {
  return new Failure('badInput', message(`The Database URL ${problem}`));
}
