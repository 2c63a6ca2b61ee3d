import assert from 'node:assert/strict';
import {
  assertDraft,
  detected,
  jwt,
  keys,
  lines,
  otherRef,
  type Row,
  ref,
  supabaseUrl,
  testRows,
} from './pasted';

const direct = `postgresql://postgres:pw@db.${ref}.supabase.co:5432/postgres`;
const session = `postgresql://postgres.${ref}:pw@aws-0-eu-west-1.pooler.supabase.com:5432/postgres`;
const transaction = `postgresql://postgres.${ref}:pw@aws-0-eu-west-1.pooler.supabase.com:6543/postgres`;
const local = 'postgresql://postgres:postgres@127.0.0.1:54322/postgres';
const localUrl = 'http://127.0.0.1:54321';
const powabaseUrl = 'https://shop.p.powabase.ai';
const fluxUrl = 'https://api--notes--0123abc.vsl-base.com';

const expired = jwt({ sub: 'u', exp: 1_700_000_000 });
const good = jwt({ sub: 'u', exp: 7_000_000_000 });

const dotenv: readonly Row[] = [
  ['of one line', `SUPABASE_URL=${supabaseUrl}`, { provider: 'supabase', url: supabaseUrl }],
  [
    'of one key',
    `SUPABASE_KEY="${keys.secret}"`,
    { provider: 'supabase', credentials: { secretKey: keys.secret } },
  ],
  [
    'of a project with every kind of key, several secret ones by the names of their variables',
    lines(
      `SUPABASE_URL=${supabaseUrl}`,
      `SUPABASE_ANON_KEY=${keys.anon}`,
      `SUPABASE_SERVICE_ROLE_KEY=${keys.service}`,
      `SUPABASE_PUBLISHABLE_KEY=${keys.publishable}`,
      `SUPABASE_SECRET_KEY=${keys.secret}`,
      `SUPABASE_MAILER_SECRET_KEY=${keys.secret}m`,
      `SUPABASE_SECRET_KEY_CRON=${keys.secret}c`,
      `AGAIN_SUPABASE_SECRET_KEY=${keys.secret}`,
    ),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: {
        anonKey: keys.anon,
        serviceRoleKey: keys.service,
        publishableKey: keys.publishable,
        secretKey: keys.secret,
        'secretKey:mailer': `${keys.secret}m`,
        'secretKey:cron': `${keys.secret}c`,
      },
    },
  ],
  [
    'of a PostgREST of one’s own',
    lines(
      'PGRST_DB_URI=postgres://authenticator:pw@db.example.org:5432/app',
      'PGRST_DB_SCHEMAS=api, public',
      'PGRST_DB_ANON_ROLE=web_anon',
      `PGRST_JWT_SECRET=${keys.jwtSecret}`,
      'POSTGREST_URL=http://localhost:3000',
    ),
    {
      provider: 'postgrest',
      url: 'http://localhost:3000',
      restSchema: 'api',
      credentials: {
        jwtSecret: keys.jwtSecret,
        databaseUrl: 'postgresql://authenticator:pw@db.example.org:5432/app',
      },
    },
  ],
  [
    'of one database',
    `export DATABASE_URL='${direct}'`,
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: direct } },
  ],
  [
    'of the CLI, with the reference',
    lines(`SUPABASE_ACCESS_TOKEN=${keys.accountOfSupabase}`, `SUPABASE_PROJECT_ID=${ref}`),
    { provider: 'supabase', url: supabaseUrl, notes: [/account token was left out/] },
  ],
  [
    'with a blank in a password',
    `DATABASE_URL="postgresql://postgres:p w#x@db.${ref}.supabase.co:5432/postgres"`,
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: {
        databaseUrl: `postgresql://postgres:p%20w%23x@db.${ref}.supabase.co:5432/postgres`,
      },
    },
  ],
  [
    'of a self-hosted Supabase',
    lines(
      'POSTGRES_HOST=db',
      'POSTGRES_PASSWORD=pw',
      'JWT_SECRET=your-super-secret-jwt-token-with-at-least-32-characters-long',
      `ANON_KEY=${keys.localAnon}`,
      `SERVICE_ROLE_KEY=${keys.localService}`,
      'SITE_URL=http://localhost:3000',
      'API_EXTERNAL_URL=http://localhost:8000',
      'SUPABASE_PUBLIC_URL=http://localhost:8000',
    ),
    {
      provider: 'supabase',
      url: 'http://localhost:8000',
      credentials: {
        jwtSecret: 'your-super-secret-jwt-token-with-at-least-32-characters-long',
        anonKey: keys.localAnon,
        serviceRoleKey: keys.localService,
      },
    },
  ],
  [
    'of Next.js with the new keys',
    lines(
      `NEXT_PUBLIC_SUPABASE_URL=${supabaseUrl}`,
      `NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY=${keys.publishable}`,
      `SUPABASE_SECRET_KEY=${keys.secret}`,
    ),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { publishableKey: keys.publishable, secretKey: keys.secret },
    },
  ],
  [
    'of Vite with the older keys, quotes, comments and CRLF',
    [
      '# Supabase',
      `VITE_SUPABASE_URL="${supabaseUrl}" # the shop`,
      `VITE_SUPABASE_ANON_KEY='${keys.anon}'`,
      '',
      '#VITE_SUPABASE_URL=https://old-shop.supabase.co',
    ].join('\r\n'),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'of Expo, exported',
    lines(
      `export EXPO_PUBLIC_SUPABASE_URL=${supabaseUrl}`,
      `export EXPO_PUBLIC_SUPABASE_ANON_KEY=${keys.anon}`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'with the URL under two names and two databases of Prisma',
    lines(
      `SUPABASE_URL=${supabaseUrl}/`,
      `NEXT_PUBLIC_SUPABASE_URL=${supabaseUrl}`,
      `DATABASE_URL="${transaction}?pgbouncer=true"`,
      `DIRECT_URL="${session}"`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { databaseUrl: session } },
  ],
  [
    'of Vercel’s integration',
    lines(
      `POSTGRES_URL="${transaction}"`,
      `POSTGRES_HOST="db.${ref}.supabase.co"`,
      'POSTGRES_PASSWORD="pw"',
      `SUPABASE_JWT_SECRET="${keys.jwtSecret}"`,
      `SUPABASE_SERVICE_ROLE_KEY="${keys.service}"`,
    ),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: {
        databaseUrl: transaction,
        jwtSecret: keys.jwtSecret,
        serviceRoleKey: keys.service,
      },
    },
  ],
  [
    'of Powabase',
    lines(
      `POWABASE_BASE_URL=${powabaseUrl}`,
      `POWABASE_ANON_KEY=${keys.powabaseAnon}`,
      `POWABASE_SERVICE_ROLE_KEY=${keys.powabaseService}`,
      `POWABASE_JWT_SECRET=${keys.jwtSecret}`,
      'POWABASE_DATABASE_URL=postgresql://shop:pw@db.p.powabase.ai:5432/shop',
    ),
    {
      provider: 'powabase',
      url: powabaseUrl,
      credentials: {
        anonKey: keys.powabaseAnon,
        serviceRoleKey: keys.powabaseService,
        jwtSecret: keys.jwtSecret,
        databaseUrl: 'postgresql://shop:pw@db.p.powabase.ai:5432/shop',
      },
    },
  ],
  [
    'of Powabase under the names of Supabase',
    lines(`VITE_SUPABASE_URL=${powabaseUrl}`, `VITE_SUPABASE_ANON_KEY=${keys.powabaseAnon}`),
    { provider: 'powabase', url: powabaseUrl, credentials: { anonKey: keys.powabaseAnon } },
  ],
  [
    'of a self-hosted Powabase',
    lines('POWABASE_URL=http://localhost:8000', `POWABASE_KEY=${keys.powabaseService}`),
    {
      provider: 'powabase',
      url: 'http://localhost:8000',
      credentials: { serviceRoleKey: keys.powabaseService },
    },
  ],
  [
    'of Flux v2',
    lines(
      `NEXT_PUBLIC_FLUX_URL=${fluxUrl}`,
      `FLUX_URL=${fluxUrl}`,
      `FLUX_GATEWAY_JWT_SECRET=${keys.jwtSecret}`,
      'FLUX_POSTGREST_SCHEMA=t_0123456789ab_api',
    ),
    {
      provider: 'flux-v2',
      url: fluxUrl,
      name: 'notes',
      credentials: { jwtSecret: keys.jwtSecret },
    },
  ],
  [
    'of Flux with the token of a user',
    lines(`FLUX_URL=${fluxUrl}`, `FLUX_BEARER_TOKEN=${keys.fluxUser}`),
    { provider: 'flux-v2', url: fluxUrl, name: 'notes', credentials: { userToken: keys.fluxUser } },
  ],
  [
    'of Flux v1 at a domain of its own',
    lines(
      'FLUX_V1_URL=http://127.0.0.1:39001',
      `FLUX_V1_ANON_KEY=${keys.fluxAnon}`,
      `FLUX_V1_SERVICE_ROLE_KEY=${keys.fluxService}`,
    ),
    {
      provider: 'flux-v1',
      url: 'http://127.0.0.1:39001',
      credentials: { anonKey: keys.fluxAnon, serviceRoleKey: keys.fluxService },
    },
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
    'with YAML’s colons',
    lines('supabase:', `  url: ${supabaseUrl}`, `  anonKey: ${keys.anon}`),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'of PowerShell',
    lines(`$env:SUPABASE_URL = '${supabaseUrl}'`, `$env:SUPABASE_ANON_KEY = '${keys.anon}'`),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
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
    'with a BOM, smart quotes and a wrapped key',
    `\ufeffSUPABASE_URL=“${supabaseUrl}”\nSUPABASE_ANON_KEY=${keys.anon.slice(0, 70)}\n${keys.anon.slice(70)}\n`,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
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
    'in small letters, all in one line',
    `database_url=${local} anon_key=${keys.localAnon} supabase_url=http://127.0.0.1:54321`,
    {
      provider: 'supabase',
      url: 'http://127.0.0.1:54321',
      credentials: { databaseUrl: local, anonKey: keys.localAnon },
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

describe('the text of a .env', () => {
  testRows(dotenv);

  it('tells which variable each credential stands in, so that it can be referred to', () => {
    const { draft } = detected(
      lines(`SUPABASE_URL=${supabaseUrl}`, `SUPABASE_KEY=${keys.anon}`, `DATABASE_URL=${direct}`),
    );
    assert.deepEqual(draft.variables, { anonKey: 'SUPABASE_KEY', databaseUrl: 'DATABASE_URL' });
  });

  it('may be the configuration of a PostgREST', () => {
    const { draft } = detected(
      lines(
        'db-uri = "postgres://authenticator:pw@db.example.org:5432/app"',
        'db-schemas = "api"',
        'db-anon-role = "web_anon"',
        'server-port = 3000',
      ),
    );
    assertDraft(draft, {
      provider: 'postgrest',
      restSchema: 'api',
      credentials: { databaseUrl: 'postgresql://authenticator:pw@db.example.org:5432/app' },
    });
  });

  it('names no variable where a reference would find something else', () => {
    const { draft } = detected(
      lines(
        `SUPABASE_URL=${supabaseUrl}`,
        `SUPABASE_KEY="${keys.publishable}"`,
        `SUPABASE_KEY="${keys.publishable}"`,
        `DATABASE=Host=db.${ref}.supabase.co;Username=postgres;Password=pw`,
        'SUPABASE_JWT_SECRET=a-secret#with-a-sign-in-it',
      ),
    );
    assert.deepEqual(Object.keys(draft.credentials), [
      'publishableKey',
      'databaseUrl',
      'jwtSecret',
    ]);
    assert.deepEqual(draft.variables, {});
  });

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
