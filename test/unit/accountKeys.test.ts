import assert from 'node:assert/strict';
import { sortKeys } from '../../src/core/accounts/supabaseKeys';
import { plain } from '../../src/core/errors';

function jwt(claims: object) {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const expires = Date.parse('2036-01-01') / 1000;
const anon = jwt({ iss: 'supabase', role: 'anon', exp: expires });
const service = jwt({ iss: 'supabase', role: 'service_role', exp: expires });

describe('the keys of a Supabase project', () => {
  it('are all kept: today’s beside the older JWTs, secret keys by their names', () => {
    const { credentials, notes } = sortKeys([
      { name: 'service_role', api_key: service },
      { name: 'anon', api_key: anon },
      { name: 'worker', api_key: 'sb_secret_worker' },
      { name: 'default', api_key: 'sb_secret_default' },
      { name: 'default', api_key: 'sb_publishable_default' },
      { name: 'backup', api_key: 'sb_secret_backup' },
    ]);
    assert.deepEqual(notes, []);
    assert.deepEqual(credentials, {
      publishableKey: 'sb_publishable_default',
      secretKey: 'sb_secret_default',
      'secretKey:worker': 'sb_secret_worker',
      'secretKey:backup': 'sb_secret_backup',
      anonKey: anon,
      serviceRoleKey: service,
    });
  });

  it('are the default ones wherever they stand in the list; a second publishable key is named as left out', () => {
    const { credentials, notes } = sortKeys([
      { name: 'app', api_key: 'sb_publishable_app' },
      { name: 'default', api_key: 'sb_publishable_default' },
    ]);
    assert.deepEqual(credentials, { publishableKey: 'sb_publishable_default' });
    assert.deepEqual(notes.map(plain), ['The key "app" is left out: another one is used.']);
  });

  it('that cannot be used are named, and their values are not', () => {
    const { credentials, notes } = sortKeys([
      { name: 'default', api_key: `sb_secret_abcde${'·'.repeat(26)}` },
      { name: 'hidden', api_key: null },
      { name: 'absent' },
      { name: 'odd', api_key: 'hunter2-hunter2' },
      { name: 'user', api_key: jwt({ role: 'authenticated', sub: 'u' }) },
      { name: 'anon', api_key: jwt({ role: 'anon', exp: 1_500_000_000 }) },
      { name: 'two lines', api_key: 'sb_secret_a\nsb_secret_b' },
    ]);
    assert.deepEqual(credentials, {});
    const unrevealed = (name: string) =>
      `The key "${name}" was not revealed to this token. Copy it in the dashboard.`;
    assert.deepEqual(notes.map(plain), [
      unrevealed('default'),
      unrevealed('hidden'),
      unrevealed('absent'),
      'The key "odd" is of an unknown kind.',
      'The key "user" is of an unknown kind.',
      'The key "anon" is left out: This token expired on 2017-07-14 02:40 UTC. Get a new one and paste that.',
      unrevealed('two lines'),
    ]);
  });
});
