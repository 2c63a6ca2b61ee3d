import assert from 'node:assert/strict';
import { renderConnection } from '../../src/core/connectionStrings';
import { type FormatId, formatIds } from '../../src/core/connectionStrings/formats';
import { parseConnection } from '../../src/core/connectionStrings/parse';
import type { ConnectionParts, TlsMode } from '../../src/core/connectionStrings/parts';
import { seededRandom } from '../random';

/** What some format quotes, escapes, decodes or ends at, and the words that readers look for. */
const alphabet = [
  ...' \t\n\r\'"`\\/@:;,.?#&%+=$!*()[]{}<>|~^_-0aZ',
  ...'éß日😀\u00a0\u2028\u0001\u007f\ufeff',
  '%41',
  '%zz',
  '""',
  "''",
  '\\n',
  '\\u0041',
  '\\x41',
  '\u0024{x}',
  '$x',
  '//',
  '#c',
  '/*',
  '*/',
  'host=h',
  'Password=p',
  'password=p ',
  'user=u;',
  'new Pool({',
  'psql ',
  'postgres://',
  'jdbc:postgresql://',
  'create_engine(',
  'null',
  '1234',
];

function hostileText(next: (below: number) => number): string {
  const length = 1 + next(8);
  return Array.from({ length }, () => alphabet[next(alphabet.length)]).join('');
}

const hosts = ['h.example', 'localhost', '127.0.0.1', '10.0.0.9', '::1', 'fe80::1%eth0', 'db_1'];

/** The modes that a driver tells apart; the others it is given as one of these. */
const tlsOf: Record<FormatId, readonly TlsMode[]> = {
  uri: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  psql: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  nodejs: ['unsaid', 'disable', 'require', 'verify-ca', 'verify-full'],
  python: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  golang: ['disable', 'require', 'verify-ca', 'verify-full'],
  jdbc: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  dotnet: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  php: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
  sqlalchemy: ['unsaid', 'disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'],
};

function hostileParts(modes: readonly TlsMode[], next: (below: number) => number): ConnectionParts {
  const pick = <T>(from: readonly T[]) => from[next(from.length)] as T;
  const tls = pick(modes);
  const withFile = /^verify/.test(tls) && next(10) < 7;
  return {
    host: pick(hosts),
    port: 1 + next(65535),
    database: hostileText(next),
    user: hostileText(next),
    ...(next(100) < 85 ? { password: hostileText(next) } : {}),
    tls,
    ...(withFile ? { caFile: `/ca ${hostileText(next)}.crt` } : {}),
    ...(next(10) < 4 ? { options: `-c a.b=${hostileText(next)}` } : {}),
  };
}

/** The same connection in another hand, by the rules of whoever reads it. */
interface Relative {
  readonly what: string;
  readonly modes: readonly TlsMode[];
  readonly write: (parts: ConnectionParts) => string;
}

const everyMode = tlsOf.uri;

function keywordPairs({
  host,
  port,
  database,
  user,
  password,
  tls,
  caFile,
  options,
}: ConnectionParts) {
  const pairs = [
    ['host', host],
    ['port', String(port)],
    ['dbname', database],
    ['user', user],
    ['password', password],
    ['sslmode', tls === 'unsaid' ? undefined : tls],
    ['sslrootcert', caFile],
    ['options', options],
  ] as const;
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE */
const keywordQuoted = (value: string) => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_02_02 */
const shellQuoted = (value: string) => `'${value.replaceAll("'", `'\\''`)}'`;

const variableOf: Readonly<Record<string, string>> = {
  host: 'PGHOST',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  options: 'PGOPTIONS',
};

/** psql reads a database with an equals sign, or one that begins as a URI, as a whole connection string. */
function psqlDatabase(database: string): string {
  const isWhole = database.includes('=') || /^postgres(?:ql)?:\/\//i.test(database);
  return isWhole ? `dbname=${keywordQuoted(database)}` : database;
}

const relatives: readonly Relative[] = [
  {
    what: 'a URI with the short scheme',
    modes: everyMode,
    write: (parts) =>
      renderConnection('uri', parts, { password: 'shown' }).replace('postgresql:', 'postgres:'),
  },
  {
    what: 'a string of keywords',
    modes: everyMode,
    write: (parts) =>
      keywordPairs(parts)
        .map(([name, value]) => `${name}=${keywordQuoted(value)}`)
        .join(' '),
  },
  {
    what: 'psql with options',
    modes: everyMode,
    write: (parts) => {
      const { host, port, user, database } = parts;
      const variables = keywordPairs(parts)
        .filter(([name]) => !['host', 'port', 'dbname', 'user'].includes(name))
        .map(([name, value]) => `${variableOf[name]}=${shellQuoted(value)} `);
      return `${variables.join('')}psql -h ${shellQuoted(host)} -p ${port} -U ${shellQuoted(user)} -d ${shellQuoted(psqlDatabase(database))}`;
    },
  },
  {
    what: 'an appsettings.json',
    modes: tlsOf.dotnet,
    write: (parts) =>
      JSON.stringify(
        {
          Logging: { LogLevel: { Default: 'Information' } },
          ConnectionStrings: { Default: renderConnection('dotnet', parts, { password: 'shown' }) },
        },
        null,
        2,
      ),
  },
  {
    what: 'variables of libpq',
    modes: everyMode,
    write: (parts) =>
      keywordPairs(parts)
        .map(([name, value]) => `export ${variableOf[name]}="${value.replace(/["\\$`]/g, '\\$&')}"`)
        .join('\n'),
  },
];

describe('reading back what others wrote', function () {
  this.timeout(60_000);
  for (const [index, { what, modes, write }] of relatives.entries()) {
    it(`gives the same connection from ${what}, whatever its values hold`, () => {
      const next = seededRandom(20261221 + index);
      for (let run = 0; run < 3000; run += 1) {
        const parts = oneLine(hostileParts(modes, next), what);
        const written = write(parts);
        assert.deepEqual(parseConnection(written), parts, written);
      }
    });
  }
});

/** A file of variables has a line for each. */
function oneLine(parts: ConnectionParts, what: string): ConnectionParts {
  if (what !== 'variables of libpq') return parts;
  const flat = Object.entries(parts).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(/[\r\n]/g, '_') : value,
  ]);
  return Object.fromEntries(flat);
}

describe('reading back what was written', function () {
  this.timeout(60_000);
  for (const [index, format] of formatIds.entries()) {
    it(`gives the same connection in ${format}, whatever its values hold`, () => {
      const next = seededRandom(20261121 + index);
      for (let run = 0; run < 3000; run += 1) {
        const parts = hostileParts(tlsOf[format], next);
        const pooled = next(10) < 3;
        const written = renderConnection(format, parts, { password: 'shown', pooled });
        assert.deepEqual(parseConnection(written), parts, written);
      }
    });

    it(`gives all but the password in ${format}, where that comes from the environment`, () => {
      const next = seededRandom(20261021 + index);
      for (let run = 0; run < 1000; run += 1) {
        const { password, ...parts } = hostileParts(tlsOf[format], next);
        const pooled = next(10) < 3;
        const written = renderConnection(
          format,
          { ...parts, ...(password === undefined ? {} : { password }) },
          { password: 'environment', pooled },
        );
        assert.deepEqual(parseConnection(written), parts, written);
      }
    });
  }
});
