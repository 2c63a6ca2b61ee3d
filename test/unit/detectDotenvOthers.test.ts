import assert from 'node:assert/strict';
import {
  assertDraft,
  detected,
  fluxUrl,
  jwt,
  keys,
  lines,
  local,
  otherRef,
  powabaseUrl,
  type Row,
  ref,
  supabaseUrl,
  testRows,
} from './pasted';

const localUrl = 'http://127.0.0.1:54321';
const expired = jwt({ sub: 'u', exp: 1_700_000_000 });
const good = jwt({ sub: 'u', exp: 7_000_000_000 });

const dotenv: readonly Row[] = [
  [
    'of the CLI, with the reference',
    lines(`SUPABASE_ACCESS_TOKEN=${keys.accountOfSupabase}`, `SUPABASE_PROJECT_ID=${ref}`),
    { provider: 'supabase', url: supabaseUrl, notes: [/account token was left out/] },
  ],
  [
    'of Flux with its account’s token',
    lines(
      `FLUX_API_TOKEN=${keys.accountOfFlux}`,
      'FLUX_API_BASE=https://flux.vsl-base.com/api',
      `FLUX_URL=${fluxUrl}`,
    ),
    {
      candidates: ['flux-v2', 'flux-v1'],
      url: fluxUrl,
      name: 'notes',
      notes: [/account token was left out/],
    },
  ],
  [
    'with other people’s settings',
    lines(
      'STRIPE_SECRET_KEY=not-a-real-stripe-key-at-all',
      'SECRET_KEY=django-insecure-0123456789',
      'NEXT_PUBLIC_APP_URL=https://shop.example.org',
      'REDIRECT_URL=https://shop.example.org/auth/v1/callback',
      'AUTH_SECRET=auth-js-secret-0123456789',
      `SUPABASE_URL=${supabaseUrl}`,
    ),
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'with a key of another project, which is left out',
    lines(`SUPABASE_URL=${supabaseUrl}`, `SUPABASE_ANON_KEY=${keys.otherAnon}`),
    {
      provider: 'supabase',
      url: supabaseUrl,
      notes: [new RegExp(`SUPABASE_ANON_KEY belongs to another project, https://${otherRef}`)],
    },
  ],
  [
    'with a database of another project, which is left out',
    lines(`SUPABASE_URL=${supabaseUrl}`, `DATABASE_URL=${local}`),
    {
      provider: 'supabase',
      url: supabaseUrl,
      notes: [/DATABASE_URL belongs to another project, http:\/\/127/],
    },
  ],
  [
    'with a service role key where browsers see it',
    lines(
      `NEXT_PUBLIC_SUPABASE_URL=${supabaseUrl}`,
      `NEXT_PUBLIC_SUPABASE_ANON_KEY=${keys.service}`,
    ),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { serviceRoleKey: keys.service },
      notes: [/NEXT_PUBLIC_SUPABASE_ANON_KEY holds a service role/],
    },
  ],
  [
    'with placeholders',
    lines(
      `SUPABASE_URL=${supabaseUrl}`,
      'SUPABASE_ANON_KEY=your-anon-key',
      'SUPABASE_JWT_SECRET=<jwt secret>',
    ),
    {
      provider: 'supabase',
      url: supabaseUrl,
      notes: [/SUPABASE_ANON_KEY still holds a placeholder/, /SUPABASE_JWT_SECRET still holds/],
    },
  ],
  [
    'with a database that cannot be read',
    lines(`SUPABASE_URL=${supabaseUrl}`, 'DATABASE_URL=postgresql://u:hunter2@h:port/d'),
    { provider: 'supabase', url: supabaseUrl, notes: [/Database URL cannot be read/] },
  ],
  [
    'with an expired token',
    lines(`FLUX_URL=${fluxUrl}`, `FLUX_BEARER_TOKEN=${expired}`),
    {
      provider: 'flux-v2',
      url: fluxUrl,
      name: 'notes',
      credentials: { userToken: expired },
      notes: [/FLUX_BEARER_TOKEN is of no use now\. .*expired on 2023-11-14 22:13 UTC/],
    },
  ],
  [
    'with an expired token before one that is good',
    lines(`FLUX_URL=${fluxUrl}`, `FLUX_TOKEN=${expired}`, `FLUX_BEARER_TOKEN=${good}`),
    { provider: 'flux-v2', url: fluxUrl, name: 'notes', credentials: { userToken: good } },
  ],
];

describe('the text of a .env that holds more than the values of one project', () => {
  testRows(dotenv);

  it('with two projects gives both, each with its own keys', () => {
    const { draft, others } = detected(
      lines(
        '# production',
        `PROD_SUPABASE_URL=${supabaseUrl}`,
        `PROD_SUPABASE_SECRET_KEY=${keys.secret}`,
        '# this machine',
        'LOCAL_SUPABASE_URL=http://127.0.0.1:54321',
        `LOCAL_SUPABASE_ANON_KEY=${keys.localAnon}`,
        `LOCAL_SUPABASE_DB_URL=${local}`,
        `JWT_SECRET=${keys.jwtSecret}`,
      ),
    );
    assertDraft(draft, {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { secretKey: keys.secret },
      notes: [/JWT_SECRET may belong to any of these projects/],
    });
    assert.equal(others.length, 1);
    assertDraft(others[0] ?? draft, {
      provider: 'supabase',
      url: localUrl,
      credentials: { anonKey: keys.localAnon, databaseUrl: local },
    });
  });

  it('with the same names twice gives both projects', () => {
    const { draft, others } = detected(
      lines(
        `SUPABASE_URL=${supabaseUrl}`,
        `SUPABASE_KEY=${keys.publishable}`,
        `SUPABASE_URL=${powabaseUrl}`,
        `SUPABASE_KEY=${keys.powabaseAnon}`,
      ),
    );
    assertDraft(draft, {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { publishableKey: keys.publishable },
    });
    assertDraft(others[0] ?? draft, {
      provider: 'powabase',
      url: powabaseUrl,
      credentials: { anonKey: keys.powabaseAnon },
    });
  });
});
