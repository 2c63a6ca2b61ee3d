import assert from 'node:assert/strict';
import type { CredentialId, ProviderId, RoleId } from '../../src/core/model';
import { labelOf, providerOf } from '../../src/providers';
import { authenticate, missingFor, rolesOf, waysOf } from '../../src/providers/authentication';

const from = (...ids: readonly CredentialId[]) =>
  Object.fromEntries(ids.map((id) => [id, { from: 'stored' } as const]));

function roleOf(provider: ProviderId, role: RoleId) {
  const found = providerOf(provider).roles.find(({ id }) => id === role);
  assert.ok(found);
  return found;
}

const all = from(
  'serviceRoleKey',
  'secretKey:worker',
  'secretKey:mailer',
  'secretKey',
  'publishableKey',
  'anonKey',
  'userToken',
);

/** What the first way to a role is made of, where the project has these credentials. */
const chosen: readonly (readonly [ProviderId, RoleId, ReturnType<typeof from>, string])[] = [
  ['supabase', 'anon', all, 'publishableKey'],
  ['supabase', 'anon', from('anonKey'), 'anonKey'],
  ['supabase', 'service_role', all, 'secretKey'],
  ['supabase', 'service_role', from('serviceRoleKey', 'secretKey:mailer'), 'secretKey:mailer'],
  ['supabase', 'service_role', from('serviceRoleKey'), 'serviceRoleKey'],
  ['supabase', 'user', all, 'publishableKey userToken'],
  ['supabase', 'user', from('anonKey', 'userToken'), 'anonKey userToken'],
  ['powabase', 'user', from('anonKey', 'userToken'), 'anonKey userToken'],
  ['powabase', 'anon', from('publishableKey'), 'lacks anonKey'],
  ['powabase', 'user', from('userToken'), 'lacks anonKey'],
  ['powabase', 'user', from('anonKey'), 'lacks userToken'],
  ['flux-v2', 'user', from('userToken', 'jwtSecret'), 'userToken'],
  ['flux-v1', 'user', from('userToken'), 'userToken'],
  ['postgrest', 'anon', from(), ''],
  ['postgrest', 'user', from(), 'lacks userToken'],
];

describe('the credentials of a role', () => {
  for (const [provider, role, credentials, expected] of chosen) {
    it(`${provider}, ${role}, of ${Object.keys(credentials).join(', ') || 'nothing'}: ${expected || 'none'}`, () => {
      const [way] = waysOf(roleOf(provider, role), credentials);
      const missing = missingFor(roleOf(provider, role), credentials);
      const parts = way ? [way.gateway, way.own].filter(Boolean) : [`lacks ${missing}`];
      assert.equal(parts.join(' '), expected);
    });
  }

  it('are tried one after another where several make the role', () => {
    assert.deepEqual(
      waysOf(roleOf('supabase', 'service_role'), all).map(({ own }) => own),
      ['secretKey', 'secretKey:mailer', 'secretKey:worker', 'serviceRoleKey'],
    );
  });

  it('are read once each, and nothing is sent when one has no value', async () => {
    const supabase = providerOf('supabase');
    const way = { own: 'userToken', gateway: 'publishableKey' } as const;
    const sent = await authenticate(supabase, way, async (id) =>
      `sb_${id}`.replace('sb_user', 'eyJ'),
    );
    assert.deepEqual(sent, {
      headers: { apikey: 'sb_publishableKey', Authorization: 'Bearer eyJToken' },
      used: [
        { id: 'publishableKey', value: 'sb_publishableKey' },
        { id: 'userToken', value: 'eyJToken' },
      ],
    });
    assert.equal(await authenticate(supabase, way, async () => undefined), undefined);
    assert.deepEqual(await authenticate(providerOf('postgrest'), {}, async () => 'never'), {
      headers: {},
      used: [],
    });
  });

  it('decide which roles are offered, the default first', () => {
    const project = { id: 'user:1', name: 'Shop', place: 'user' } as const;
    const offered = (provider: ProviderId, credentials: ReturnType<typeof from>) =>
      rolesOf(providerOf(provider), { ...project, provider, credentials }).map(({ id }) => id);
    assert.deepEqual(offered('postgrest', from()), ['anon']);
    assert.deepEqual(offered('postgrest', from('userToken')), ['user', 'anon']);
    assert.deepEqual(offered('powabase', from('anonKey', 'userToken')), ['anon', 'user']);
  });

  it('have names of their own', () => {
    assert.equal(labelOf(providerOf('supabase'), 'secretKey:mailer'), 'Secret Key (mailer)');
    assert.equal(labelOf(providerOf('powabase'), 'anonKey'), 'Anon (Publishable) Key');
  });
});
