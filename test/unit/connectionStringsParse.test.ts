import assert from 'node:assert/strict';
import { renderConnection } from '../../src/core/connectionStrings';
import { type FormatId, formatIds } from '../../src/core/connectionStrings/formats';
import { parseConnection } from '../../src/core/connectionStrings/parse';
import type { ConnectionParts, TlsMode } from '../../src/core/connectionStrings/parts';

/** Mulberry32: the same numbers in every run, so that a failure can be looked at again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

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

function hostileText(next: () => number): string {
  const length = 1 + Math.floor(next() * 8);
  return Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
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

function hostileParts(format: FormatId, next: () => number): ConnectionParts {
  const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T;
  const tls = pick(tlsOf[format]);
  const withFile = /^verify/.test(tls) && next() < 0.7;
  return {
    host: pick(hosts),
    port: 1 + Math.floor(next() * 65535),
    database: hostileText(next),
    user: hostileText(next),
    ...(next() < 0.85 ? { password: hostileText(next) } : {}),
    tls,
    ...(withFile ? { caFile: `/ca ${hostileText(next)}.crt` } : {}),
    ...(next() < 0.4 ? { options: `-c a.b=${hostileText(next)}` } : {}),
  };
}

describe('reading back what was written', () => {
  for (const [index, format] of formatIds.entries()) {
    it(`gives the same connection in ${format}, whatever its values hold`, () => {
      const next = random(20261121 + index);
      for (let run = 0; run < 3000; run += 1) {
        const parts = hostileParts(format, next);
        const written = renderConnection(format, parts, { password: 'shown' });
        assert.deepEqual(parseConnection(written), parts, written);
      }
    });
  }
});
