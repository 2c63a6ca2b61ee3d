import assert from 'node:assert/strict';
import { redact } from '../../src/core/redact';
import { generator } from './generator';

type Random = ReturnType<typeof generator>;

/** A key, and what of it nobody may learn. */
interface MadeKey {
  readonly key: string;
  readonly secret: string;
}

const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const keys: readonly (readonly [string, (random: Random) => MadeKey])[] = [
  [
    'a secret key',
    (random) => prefixed('sb_secret_', `${random.of(base64url, 22)}_${random.of(base64url, 8)}`),
  ],
  [
    'a publishable key',
    (random) =>
      prefixed('sb_publishable_', `${random.of(base64url, 22)}_${random.of(base64url, 8)}`),
  ],
  ['an access token of Supabase', (random) => prefixed('sbp_', random.of('0123456789abcdef', 40))],
  [
    'a token of Flux',
    (random) =>
      prefixed(
        'flx_live_',
        `${random.of('0123456789abcdef', 32)}_${random.of('0123456789abcdef', 4)}`,
      ),
  ],
  [
    'a JWT',
    (random) => {
      const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
      const claims = { iss: 'supabase', ref: random.of('abcdefghij', 20), iat: random.below(2e9) };
      const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
      return prefixed(`${header}.${payload}.`, random.of(base64url, 43));
    },
  ],
  [
    'a Database URL',
    (random) => {
      const secret = random.word(24).replace(/[\s"']/g, 'x');
      return { key: `postgresql://ann:${secret}@db.example:5432/shop`, secret };
    },
  ],
];

function prefixed(prefix: string, secret: string): MadeKey {
  return { key: prefix + secret, secret };
}

const keyPlaces: readonly ((key: string, random: Random) => string)[] = [
  (key) => `got ${key}`,
  (key) => `https://shop.example/rest/v1/t?select=*&apikey=${key}&limit=1`,
  (key) => JSON.stringify({ message: `bad key ${key}` }),
  (key) => `apikey: ${key}`,
  (key) => `Authorization: Bearer ${key}`,
  (key) => `https://shop.example/?next=${encodeURIComponent(key)}`,
  (key, random) => {
    const at = random.below(key.length);
    return `got ${key.slice(0, at)}\n${key.slice(at)}`;
  },
];

/** The key with one character changed, cut or added, and the pieces of its secret that still stand in it. */
function mistyped(key: string, secret: string, random: Random): [string, readonly string[]] {
  const at = random.below(key.length);
  const odd = random.of('!#$%*+.:;=?@^|~xX7_-', 1);
  const [cut, added] = [
    [1, odd],
    [1, ''],
    [0, odd],
  ][random.below(3)] as [number, string];
  const typed = key.slice(0, at) + added + key.slice(at + cut);
  const start = key.indexOf(secret);
  const before = secret.slice(0, Math.max(0, at - start));
  return [typed, at < start ? [secret] : [before, secret.slice(before.length + cut)]];
}

describe('the redactor on a key that was mistyped', () => {
  for (const [what, make] of keys) {
    it(`lets no seven characters of ${what} through, wherever it stands`, function () {
      this.timeout(20_000);
      const random = generator(20261122);
      for (let round = 0; round < 200; round += 1) {
        const { key, secret } = make(random);
        for (const place of keyPlaces) {
          const [typed, parts] = mistyped(key, secret, random);
          const text = `at 10:00 ${place(typed, random)} end`;
          const left = redact(text);
          for (const part of parts) {
            for (let at = 0; at + 7 <= part.length; at += 1) {
              assert.ok(!left.includes(part.slice(at, at + 7)), `${text} became ${left}`);
            }
          }
          assert.ok(left.startsWith('at 10:00'), left);
        }
      }
    });
  }
});
