import assert from 'node:assert/strict';
import type { AccountAccess, AccountProject } from '../../src/core/accounts/account';
import { flux } from '../../src/core/accounts/flux';
import { supabase } from '../../src/core/accounts/supabase';
import { renderConnection } from '../../src/core/connectionStrings';
import { isFailure, plain } from '../../src/core/errors';
import { startFluxAccount } from '../sandbox/accounts/flux';
import { type HostedProject, startSupabaseAccount } from '../sandbox/accounts/supabase';
import type { Gateway } from '../sandbox/gateways/gateway';
import { sign } from '../sandbox/tokens';
import { sendHttp } from './directly';

const never = new AbortController().signal;
const supabaseToken = `sbp_${'0123456789'.repeat(4)}`;
const fluxToken = 'flx_live_0123456789abcdef0123456789abcdef_33b0';
const expires = Date.parse('2036-01-01') / 1000;

const open: Gateway[] = [];
async function opened(gateway: Promise<Gateway>): Promise<Gateway> {
  open.push(await gateway);
  return gateway;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.stop()));
});

const at = (base: string, token: string): AccountAccess => ({ send: sendHttp, base, token });

async function sentenceOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isFailure(error), String(error));
    return error.message;
  }
  throw new Error('It did not fail.');
}

async function shopOnSupabase(): Promise<HostedProject> {
  const ref = 'abcdefghijklmnopqrst';
  const legacy = (role: string) =>
    sign({ iss: 'supabase', ref, role, exp: expires }, 'legacy-secret-of-the-project');
  const pooler = `postgres://postgres.${ref}:[YOUR-PASSWORD]@aws-1-eu-central-1.pooler.supabase.com`;
  return {
    ref,
    name: 'Shop',
    status: 'ACTIVE_HEALTHY',
    databaseHost: `db.${ref}.supabase.co`,
    keys: [
      { name: 'anon', type: 'legacy', api_key: await legacy('anon') },
      { name: 'service_role', type: 'legacy', api_key: await legacy('service_role') },
      { name: 'default', type: 'publishable', api_key: 'sb_publishable_0123456789abcdefghijkl_0' },
      { name: 'default', type: 'secret', api_key: 'sb_secret_0123456789abcdefghijkl_0' },
      { name: 'worker', type: 'secret', api_key: 'sb_secret_workerworkerworker01_0' },
    ],
    poolers: [
      { type: 'PRIMARY', mode: 'transaction', uri: `${pooler}:6543/postgres` },
      { type: 'READ_REPLICA', mode: 'session', uri: `${pooler}:5432/postgres` },
    ],
    jwtSecret: 'legacy-secret-of-the-project',
  };
}

describe('a Supabase account', () => {
  it('gives its projects, and one of them with revealed keys', async () => {
    const shop = await shopOnSupabase();
    const others = Array.from({ length: 130 }, (_, i) => ({
      ...shop,
      ref: `other${i}`,
      name: `Other ${i}`,
      status: 'INACTIVE',
    }));
    const { url, requests } = await opened(
      startSupabaseAccount({
        token: supabaseToken,
        organizations: [
          { slug: 'acme', name: 'Acme', projects: others },
          { slug: 'solo', name: 'Solo', projects: [shop] },
        ],
      }),
    );
    const access = at(url, supabaseToken);
    const { projects, notes } = await supabase.list(access, never);
    assert.deepEqual(notes, []);
    assert.equal(projects.length, 131);
    const chosen = projects.find(({ group }) => group === 'Solo');
    assert.ok(chosen);

    const draft = await supabase.read(access, chosen, never);
    assert.equal(draft.name, 'Shop');
    assert.equal(draft.url, 'https://abcdefghijklmnopqrst.supabase.co');
    assert.deepEqual(draft.credentials, {
      publishableKey: 'sb_publishable_0123456789abcdefghijkl_0',
      secretKey: 'sb_secret_0123456789abcdefghijkl_0',
      'secretKey:worker': 'sb_secret_workerworkerworker01_0',
      anonKey: shop.keys[0]?.api_key,
      serviceRoleKey: shop.keys[1]?.api_key,
      jwtSecret: 'legacy-secret-of-the-project',
    });
    const password = 'p@ss/word';
    assert.deepEqual(
      draft.endpoints.map(({ kind, replica, parts }) => [
        kind,
        replica,
        renderConnection('uri', { ...parts, password }, { password: 'shown' }),
      ]),
      [
        [
          'direct',
          false,
          'postgresql://postgres:p%40ss%2Fword@db.abcdefghijklmnopqrst.supabase.co:5432/postgres',
        ],
        [
          'transaction',
          false,
          'postgresql://postgres.abcdefghijklmnopqrst:p%40ss%2Fword@aws-1-eu-central-1.pooler.supabase.com:6543/postgres',
        ],
        [
          'session',
          true,
          'postgresql://postgres.abcdefghijklmnopqrst:p%40ss%2Fword@aws-1-eu-central-1.pooler.supabase.com:5432/postgres',
        ],
      ],
    );
    assert.deepEqual(draft.notes, []);
    for (const { headers, path } of requests) {
      assert.equal(headers.authorization, `Bearer ${supabaseToken}`);
      assert.match(headers['user-agent'] ?? '', /^powabase-vscode/);
      assert.ok(!path.includes('sbp_'));
    }
  });

  it('that hides its keys from the token leaves them to the person', async () => {
    const shop = await shopOnSupabase();
    const hidden = `sb_secret_01234${'·'.repeat(26)}`;
    const { url } = await opened(
      startSupabaseAccount({
        token: supabaseToken,
        organizations: [
          {
            slug: 'solo',
            name: 'Solo',
            projects: [
              {
                ...shop,
                keys: [{ name: 'default', type: 'secret', api_key: hidden }],
                poolers: [],
              },
            ],
          },
        ],
        instead: {
          [`/v1/projects/${shop.ref}/config/database/pooler`]: [403, { message: 'Forbidden' }],
        },
      }),
    );
    const chosen: AccountProject = { id: shop.ref, name: 'Shop' };
    const draft = await supabase.read(at(url, supabaseToken), chosen, never);
    assert.deepEqual(Object.keys(draft.credentials), ['jwtSecret']);
    assert.deepEqual(draft.notes.map(plain), [
      'The key "default" was not revealed to this token. Copy it in the dashboard.',
      'The addresses of the poolers are missing: Supabase does not allow this to the token.',
    ]);
  });

  it('refuses a token that it does not know', async () => {
    const { url } = await opened(startSupabaseAccount({ token: 'another', organizations: [] }));
    const sentence = await sentenceOf(supabase.list(at(url, supabaseToken), never));
    assert.equal(sentence, 'Supabase does not accept this token.');
  });
});

describe('a Flux account', () => {
  const key = (role: string) => sign({ role }, 'secret-of-the-dedicated-project');

  async function startShops() {
    const { url } = await opened(
      startFluxAccount({
        token: fluxToken,
        user: 'ada@example.com',
        projects: [
          {
            slug: 'shop--eu',
            hash: '0123abc',
            apiUrl: 'https://api--shop--eu--0123abc.vsl-base.com',
            status: 'running',
            lifecycleState: 'active',
            mode: 'v2_shared',
            credentials: { projectJwtSecret: 'secret-of-the-shared-project', note: 'Sign HS256.' },
          },
          {
            slug: 'bank',
            hash: 'fedcba9',
            apiUrl: 'https://api.bank.fedcba9.vsl-base.com',
            status: 'running',
            lifecycleState: 'active',
            mode: 'v1_dedicated',
            credentials: {
              projectJwtSecret: 'secret-of-the-dedicated-project',
              anonKey: await key('anon'),
              serviceRoleKey: await key('service_role'),
              postgresConnectionString:
                'postgresql://postgres:hunter22@flux-fedcba9-bank-db:5432/postgres',
            },
          },
          {
            slug: 'off',
            hash: 'aaaaaaa',
            apiUrl: 'https://api.off.aaaaaaa.vsl-base.com',
            status: 'stopped',
            lifecycleState: 'active',
            mode: 'v1_dedicated',
            credentials: {},
          },
        ],
      }),
    );
    return at(`${url}/api`, fluxToken);
  }

  it('gives its projects, and the credentials of each engine', async () => {
    const access = await startShops();
    const { owner, projects } = await flux.list(access, never);
    assert.equal(owner, 'ada@example.com');
    const [shared, dedicated, stopped] = projects;
    assert.ok(shared && dedicated && stopped);

    const shop = await flux.read(access, shared, never);
    assert.deepEqual(shop, {
      provider: 'flux-v2',
      name: 'shop--eu',
      url: 'https://api--shop--eu--0123abc.vsl-base.com',
      credentials: { jwtSecret: 'secret-of-the-shared-project' },
      endpoints: [],
      notes: [],
    });

    const bank = await flux.read(access, dedicated, never);
    assert.equal(bank.provider, 'flux-v1');
    assert.equal(bank.url, 'https://api.bank.fedcba9.vsl-base.com');
    assert.deepEqual(bank.credentials, {
      anonKey: await key('anon'),
      serviceRoleKey: await key('service_role'),
      jwtSecret: 'secret-of-the-dedicated-project',
    });
    assert.match(bank.notes.map(plain).join(), /^The Database URL is left out/);

    assert.equal(
      await sentenceOf(flux.read(access, stopped, never)),
      'Flux failed with status 500.',
    );
  });

  it('refuses a hash that it does not know, and one that is none', async () => {
    const access = await startShops();
    const read = (id: string) => sentenceOf(flux.read(access, { id, name: 'x' }, never));
    assert.equal(await read('bbbbbbb'), 'Flux refused the request with status 404.');
    assert.equal(await read('nothex0'), 'Flux refused the request with status 400.');
  });

  it('refuses a token that it does not know', async () => {
    const { url } = await opened(startFluxAccount({ token: 'other', user: 'x', projects: [] }));
    const sentence = await sentenceOf(flux.list(at(`${url}/api`, fluxToken), never));
    assert.equal(sentence, 'Flux does not accept this token.');
  });
});
