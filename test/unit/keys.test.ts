import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { checkKeyFor, checkProjectOf, classifyKey, kindOfKey } from '../../src/core/keys';
import { checkTimes } from '../../src/core/keyTimes';
import type { CredentialKind } from '../../src/core/model';

const now = Date.parse('2026-11-21T12:00:00Z');
const lastYear = Date.parse('2025-11-21T12:00:00Z') / 1000;
const nextYear = Date.parse('2027-11-21T12:00:00Z') / 1000;

function jwt(claims: object) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const anon = jwt({ role: 'anon', iss: 'supabase', exp: nextYear });
const service = jwt({ role: 'service_role', iss: 'supabase', exp: nextYear });
const user = jwt({ sub: 'user-1', role: 'authenticated', exp: nextYear });
const fluxUser = jwt({ sub: 'user-1', exp: nextYear });

describe('a key', () => {
  it('is told by its form', () => {
    assert.deepEqual(classifyKey('sb_publishable_abc'), { kind: 'publishable' });
    assert.deepEqual(classifyKey(' sb_secret_abc\n'), { kind: 'secret' });
    assert.deepEqual(classifyKey('sbp_0123'), { kind: 'accountToken' });
    assert.deepEqual(classifyKey('flx_live_0123'), { kind: 'accountToken' });
    assert.deepEqual(classifyKey('postgres://u:p@h/d'), { kind: 'databaseUrl' });
    assert.deepEqual(classifyKey('https://x.supabase.co'), { kind: 'url' });
    assert.deepEqual(classifyKey('super-secret-jwt-token'), { kind: 'unknown' });
    assert.deepEqual(classifyKey('a.b.c'), { kind: 'unknown' });
  });

  it('of Supabase says its project, role, issuer and end', () => {
    assert.deepEqual(
      classifyKey(jwt({ iss: 'supabase', ref: 'abc', role: 'anon', iat: 1, exp: 1983812996 })),
      { kind: 'jwt', role: 'anon', ref: 'abc', issuer: 'supabase', expires: 1983812996 },
    );
  });

  it('of a user says its subject, whatever its alphabet', () => {
    assert.deepEqual(classifyKey(jwt({ sub: 'ü-日本' })), { kind: 'jwt', subject: 'ü-日本' });
  });
});

const accepted: readonly (readonly [CredentialKind, string, string])[] = [
  ['anonKey', anon, 'an anon JWT'],
  ['anonKey', 'sb_publishable_abc', 'a publishable key'],
  ['anonKey', 'a-key-of-some-other-system', 'an unknown form'],
  ['serviceRoleKey', service, 'a service_role JWT'],
  ['serviceRoleKey', ` ${service}\n`, 'spaces around it'],
  ['serviceRoleKey', 'sb_secret_abc', 'a secret key'],
  ['publishableKey', 'sb_publishable_abc', 'a publishable key'],
  ['secretKey', 'sb_secret_abc', 'a secret key'],
  ['accessToken', 'sbp_0123456789', 'a token of an account'],
  ['userToken', user, 'a user’s JWT'],
  ['userToken', fluxUser, 'a JWT without a role'],
  ['userToken', jwt({ sub: 'u', exp: lastYear }), 'an expired token, which is warned of'],
  ['jwtSecret', 'super-secret-jwt-token-with-at-least-32-characters-long', 'a secret'],
  ['databaseUrl', 'postgresql://u:p@h:5432/d', 'a Database URL'],
];

const refused: readonly (readonly [CredentialKind, string, RegExp, string])[] = [
  ['anonKey', '', /Paste a value/, 'nothing'],
  ['anonKey', service, /must never be used as the public one/, 'a service_role JWT'],
  ['anonKey', 'sb_secret_abc', /must never be used as the public one/, 'a secret key'],
  ['serviceRoleKey', anon, /This is the anon/, 'an anon JWT'],
  ['serviceRoleKey', 'sb_publishable_abc', /This is the anon/, 'a publishable key'],
  ['serviceRoleKey', user, /token of a signed-in user/, 'a user’s JWT'],
  ['anonKey', 'https://abc.p.powabase.ai', /This is a URL/, 'a URL'],
  ['anonKey', 'postgres://u:hunter2@h/d', /This is a Database URL/, 'a Database URL'],
  ['anonKey', 'sbp_0123456789', /opens an account/, 'an access token'],
  ['anonKey', `${anon.slice(0, 40)} ${anon.slice(40)}`, /no spaces/, 'a space inside'],
  ['anonKey', `${anon}\n${service}`, /no spaces/, 'two keys'],
  ['anonKey', anon.slice(0, 30), /not a whole JWT/, 'half a JWT'],
  ['anonKey', 'sb_abc', /not a whole key/, 'half a key'],
  ['publishableKey', 'sb_secret_abc', /must never be used as the public one/, 'a secret key'],
  ['publishableKey', service, /must never be used as the public one/, 'a service_role JWT'],
  ['publishableKey', anon, /legacy JWT key.*as the anon key/, 'an anon JWT'],
  ['publishableKey', user, /token of a signed-in user/, 'a user’s JWT'],
  ['publishableKey', 'abcdefgh', /not a whole key/, 'a word'],
  ['secretKey', 'sb_publishable_abc', /This is the anon/, 'a publishable key'],
  ['secretKey', service, /legacy JWT key.*as the service role key/, 'a service_role JWT'],
  ['secretKey', anon, /This is the anon/, 'an anon JWT'],
  ['secretKey', 'sbp_0123456789', /opens an account/, 'an access token'],
  ['accessToken', 'sb_secret_abc', /access token of your account/, 'a secret key'],
  ['accessToken', anon, /access token of your account/, 'a JWT'],
  ['accessToken', 'whatever', /begins with sbp_/, 'a word'],
  ['userToken', 'whatever', /not a whole JWT/, 'a word as user token'],
  ['userToken', anon, /names the user/, 'an anon JWT as user token'],
  ['userToken', 'sb_secret_abc', /not a user’s token/, 'a secret key as user token'],
  ['jwtSecret', service, /not the JWT secret/, 'a JWT as JWT secret'],
  ['jwtSecret', 'sb_secret_abc', /not the JWT secret/, 'a secret key as JWT secret'],
  ['databaseUrl', 'https://abc.p.powabase.ai', /must start with postgresql/, 'a project URL'],
  ['databaseUrl', anon, /must start with postgresql/, 'a key as Database URL'],
];

describe('a pasted credential', () => {
  it('is a user token without a user where any role will do, and no key even there', () => {
    const role = jwt({ role: 'reporting' });
    assert.match(plain(checkKeyFor('userToken', role) ?? { text: '', args: [] }), /`sub`/);
    assert.equal(checkKeyFor('userToken', role, true), undefined);
    assert.ok(checkKeyFor('userToken', 'sb_secret_abc', true));
  });

  it('may be the older JWT in the place of today’s key', () => {
    assert.equal(kindOfKey('publishableKey', anon), 'anonKey');
    assert.equal(kindOfKey('publishableKey', service), 'publishableKey');
    assert.equal(kindOfKey('secretKey', service), 'serviceRoleKey');
    assert.equal(kindOfKey('secretKey', 'sb_secret_abc'), 'secretKey');
    assert.equal(kindOfKey('databaseUrl', anon), 'databaseUrl');
  });

  for (const [kind, text, what] of accepted) {
    it(`is taken as ${kind}: ${what}`, () => {
      assert.equal(checkKeyFor(kind, text), undefined);
    });
  }

  for (const [kind, text, sentence, what] of refused) {
    it(`is refused as ${kind}, without being repeated: ${what}`, () => {
      const said = plain(checkKeyFor(kind, text) ?? { text: 'accepted', args: [] });
      assert.match(said, sentence);
      if (text.length > 6) assert.ok(!said.includes(text.slice(-7)), said);
    });
  }
});

const times: readonly (readonly [what: string, claims: object, sentence: RegExp | undefined])[] = [
  ['is over', { exp: lastYear }, /expired on 2025-11-21 12:00 UTC/],
  ['ends this second', { exp: now / 1_000 }, /expired on 2026-11-21 12:00 UTC/],
  ['ends in a second', { exp: now / 1_000 + 1 }, undefined],
  ['is to come', { nbf: nextYear, exp: nextYear + 60 }, /not valid before 2027-11-21 12:00 UTC/],
  ['has begun', { nbf: lastYear, exp: nextYear }, undefined],
  ['has no end', {}, undefined],
  ['is beyond all calendars', { nbf: 1e20 }, /not valid before 100000000000000000000\./],
];

describe('a token', () => {
  for (const [what, claims, sentence] of times) {
    it(`whose time ${what}`, () => {
      const said = checkTimes(jwt({ sub: 'u', ...claims }), now);
      if (sentence) assert.match(said ? plain(said) : '', sentence);
      else assert.equal(said, undefined);
    });
  }

  it('alone has a time', () => {
    assert.equal(checkTimes('sb_secret_abc', now), undefined);
  });
});

describe('a key of another project', () => {
  const ref = 'abcdefghijklmnopqrst';
  const legacy = jwt({ role: 'anon', iss: 'supabase', ref, exp: nextYear });
  const token = (issuer: string) => jwt({ sub: 'u', iss: issuer, exp: nextYear });
  const cases: readonly (readonly [string, string, string, string | undefined])[] = [
    ['by its ref', legacy, 'https://zyxwvutsrqponmlkjihg.supabase.co', ref],
    ['not by its own ref', legacy, `https://${ref}.supabase.co`, undefined],
    ['not behind a domain of its own', legacy, 'https://api.example.com', undefined],
    [
      'by its issuer',
      token('https://one.p.powabase.ai/auth/v1'),
      'https://two.p.powabase.ai',
      'one.p.powabase.ai',
    ],
    [
      'not by its own issuer',
      token('https://one.p.powabase.ai/auth/v1'),
      'https://one.p.powabase.ai',
      undefined,
    ],
    ['not by an issuer that is no address', anon, 'https://two.p.powabase.ai', undefined],
    ['not where it is no JWT', 'sb_secret_abc', 'https://two.p.powabase.ai', undefined],
  ];
  for (const [name, key, url, other] of cases) {
    it(`is known ${name}`, () => {
      const problem = checkProjectOf(key, url);
      assert.equal(
        problem && plain(problem),
        other && `This key belongs to another project: ${other}.`,
      );
    });
  }
});
