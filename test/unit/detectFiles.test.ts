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

const dotenv: readonly Row[] = [
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
      credentials: { anonKey: keys.publishable, serviceRoleKey: keys.secret },
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
    lines(`FLUX_URL=${fluxUrl}`, `FLUX_BEARER_TOKEN=${jwt({ sub: 'u', exp: 1_700_000_000 })}`),
    {
      provider: 'flux-v2',
      url: fluxUrl,
      name: 'notes',
      notes: [/FLUX_BEARER_TOKEN was left out.*expired on 2023-11-14/],
    },
  ],
];

const statusEnv = lines(
  'API_URL="http://127.0.0.1:54321"',
  `ANON_KEY="${keys.localAnon}"`,
  `DB_URL="${local}"`,
  'GRAPHQL_URL="http://127.0.0.1:54321/graphql/v1"',
  'INBUCKET_URL="http://127.0.0.1:54324"',
  `JWT_SECRET="${keys.jwtSecret}"`,
  `PUBLISHABLE_KEY="${keys.publishable}"`,
  'S3_PROTOCOL_ACCESS_KEY_ID="625729a08b95bf1b7ff351a663f3a23c"',
  'S3_PROTOCOL_ACCESS_KEY_SECRET="850181e4652dd023b7a98c58ae0d2d34bd487ee0cc3254aed6eda37307425907"',
  `SECRET_KEY="${keys.secret}"`,
  `SERVICE_ROLE_KEY="${keys.localService}"`,
  'STUDIO_URL="http://127.0.0.1:54323"',
);
const statusOld = lines(
  'supabase local development setup is running.',
  '',
  '         API URL: http://127.0.0.1:54321',
  '     GraphQL URL: http://127.0.0.1:54321/graphql/v1',
  '  S3 Storage URL: http://127.0.0.1:54321/storage/v1/s3',
  `          DB URL: ${local}`,
  '      Studio URL: http://127.0.0.1:54323',
  '    Inbucket URL: http://127.0.0.1:54324',
  `      JWT secret: ${keys.jwtSecret}`,
  `        anon key: ${keys.localAnon}`,
  `service_role key: ${keys.localService}`,
  '   S3 Access Key: 625729a08b95bf1b7ff351a663f3a23c',
  '   S3 Secret Key: 850181e4652dd023b7a98c58ae0d2d34bd487ee0cc3254aed6eda37307425907',
  '       S3 Region: local',
);
const esc = '\u001b';
const statusTable = lines(
  `${esc}[36msupabase${esc}[0m local development setup is running.`,
  '',
  '╭──────────────────────────────────────╮',
  `│ ${esc}[1m🔧 Development Tools${esc}[0m                 │`,
  '├─────────┬────────────────────────────┤',
  `│ Studio  │ ${esc}[36mhttp://127.0.0.1:54323${esc}[0m     │`,
  '│ Mailpit │ http://127.0.0.1:54324     │',
  '│ MCP     │ http://127.0.0.1:54321/mcp │',
  '╰─────────┴────────────────────────────╯',
  '╭──────────────────────────────────────────────────────╮',
  '│ 🌐 APIs                                              │',
  '│ Project URL    │ http://127.0.0.1:54321              │',
  '│ REST           │ http://127.0.0.1:54321/rest/v1      │',
  '╰────────────────┴─────────────────────────────────────╯',
  '│ ⛁ Database                                                    │',
  `│ URL │ ${local} │`,
  '│ 🔑 Authentication Keys                                       │',
  `│ Publishable │ ${keys.publishable} │`,
  `│ Secret      │ ${keys.secret}      │`,
  '│ 📦 Storage (S3)                                              │',
  '│ URL        │ http://127.0.0.1:54321/storage/v1/s3 │',
  '│ Secret Key │ 850181e4652dd023b7a98c58ae0d2d34bd487ee0cc3254aed6eda37307425907 │',
);
const statusDraft = {
  provider: 'supabase',
  url: localUrl,
  credentials: { anonKey: keys.publishable, serviceRoleKey: keys.secret, databaseUrl: local },
} as const;

const status: readonly Row[] = [
  [
    'as variables',
    statusEnv,
    { ...statusDraft, credentials: { ...statusDraft.credentials, jwtSecret: keys.jwtSecret } },
  ],
  [
    'as JSON',
    JSON.stringify(
      {
        API_URL: localUrl,
        DB_URL: local,
        STUDIO_URL: 'http://127.0.0.1:54323',
        PUBLISHABLE_KEY: keys.publishable,
        SECRET_KEY: keys.secret,
        JWT_SECRET: keys.jwtSecret,
        S3_PROTOCOL_REGION: 'local',
      },
      undefined,
      2,
    ),
    { ...statusDraft, credentials: { ...statusDraft.credentials, jwtSecret: keys.jwtSecret } },
  ],
  [
    'as older versions print it',
    statusOld,
    {
      provider: 'supabase',
      url: localUrl,
      credentials: {
        anonKey: keys.localAnon,
        serviceRoleKey: keys.localService,
        jwtSecret: keys.jwtSecret,
        databaseUrl: local,
      },
    },
  ],
  ['as a coloured table', statusTable, statusDraft],
  [
    'on ports of its own',
    lines(
      'API_URL="http://127.0.0.1:55321"',
      'STUDIO_URL="http://127.0.0.1:55323"',
      `SECRET_KEY="${keys.secret}"`,
    ),
    {
      provider: 'supabase',
      url: 'http://127.0.0.1:55321',
      credentials: { serviceRoleKey: keys.secret },
    },
  ],
];

const configToml = lines(
  '# For detailed configuration reference documentation, visit:',
  'project_id = "shop"',
  '',
  '[api]',
  'enabled = true',
  '# Port to use for the API URL.',
  'port = 55321',
  'schemas = ["public", "graphql_public"]',
  '',
  '[db]',
  'port = 55322',
  'shadow_port = 55320',
  '',
  '[studio]',
  'port = 55323',
  'api_url = "http://127.0.0.1"',
  '[auth]',
  'site_url = "http://127.0.0.1:3000"',
  'jwt_secret = "env(JWT)"',
  '[remotes.production]',
  `project_id = "${otherRef}"`,
);

const files: readonly Row[] = [
  [
    'supabase/config.toml',
    configToml,
    {
      provider: 'supabase',
      url: 'http://127.0.0.1:55321',
      name: 'shop',
      credentials: { databaseUrl: 'postgresql://postgres:postgres@127.0.0.1:55322/postgres' },
    },
  ],
  [
    'a config.toml that leaves the ports as they are',
    lines('project_id = "shop"', '[api]', '[api.tls]', 'enabled = true'),
    {
      provider: 'supabase',
      url: 'https://127.0.0.1:54321',
      name: 'shop',
      credentials: { databaseUrl: local },
    },
  ],
  [
    'flux.json',
    '{ "slug": "notes", "hash": "0123abc" }',
    {
      candidates: ['flux-v2', 'flux-v1'],
      url: fluxUrl,
      name: 'notes',
      notes: [/base domain vsl-base\.com/],
    },
  ],
  [
    'flux.json after init',
    JSON.stringify({
      slug: 'notes',
      hash: '0123abc',
      apiUrl: 'https://api--notes--0123abc.flux.test',
      mode: 'v1_dedicated',
    }),
    { provider: 'flux-v1', url: 'https://api--notes--0123abc.flux.test', name: 'notes' },
  ],
  [
    'the credentials that Flux’s API answers',
    JSON.stringify({
      mode: 'v2_shared',
      slug: 'notes',
      hash: '0123abc',
      projectJwtSecret: keys.jwtSecret,
      note: 'keep it',
    }),
    {
      provider: 'flux-v2',
      url: fluxUrl,
      name: 'notes',
      credentials: { jwtSecret: keys.jwtSecret },
      notes: [/base domain/],
    },
  ],
  [
    'what Studio’s Connect asks for',
    JSON.stringify({
      kong_url: powabaseUrl,
      anon_key: keys.powabaseAnon,
      service_role_key: keys.powabaseService,
      jwt_secret: keys.jwtSecret,
      postgres_url: 'postgresql://shop:pw@db.p.powabase.ai:5432/shop',
    }),
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
    'the keys that the Management API answers',
    JSON.stringify([
      { name: 'anon', type: 'legacy', api_key: keys.anon },
      { name: 'default', type: 'secret', api_key: keys.secret },
    ]),
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { anonKey: keys.anon, serviceRoleKey: keys.secret },
    },
  ],
  [
    'JSON in a fence',
    lines(
      'Here it is:',
      '```json',
      `{ "url": "${supabaseUrl}", "anonKey": "${keys.anon}" }`,
      '```',
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'half of a JSON file',
    `  "SUPABASE_URL": "${supabaseUrl}",\n  "SUPABASE_ANON_KEY": "${keys.anon}",`,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'the Connect panel, labels above values',
    lines(
      'Project URL',
      powabaseUrl,
      'Anon (Publishable) Key',
      keys.powabaseAnon,
      'JWT Secret',
      keys.jwtSecret,
      'Database URL',
      'postgresql://shop:pw@db.p.powabase.ai:5432/shop',
    ),
    {
      provider: 'powabase',
      url: powabaseUrl,
      credentials: {
        anonKey: keys.powabaseAnon,
        jwtSecret: keys.jwtSecret,
        databaseUrl: 'postgresql://shop:pw@db.p.powabase.ai:5432/shop',
      },
    },
  ],
  [
    'code that makes a client',
    `const supabase = createClient('${supabaseUrl}', '${keys.publishable}')`,
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.publishable } },
  ],
  [
    'a table of Markdown',
    lines(
      '| Field | Value |',
      '| --- | --- |',
      `| Project URL | \`${supabaseUrl}\` |`,
      `| Anon Key | \`${keys.anon}\` |`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'headers of a request',
    lines(
      `GET ${supabaseUrl}/rest/v1/todos HTTP/1.1`,
      `apikey: ${keys.service}`,
      `Authorization: Bearer ${keys.service}`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { serviceRoleKey: keys.service } },
  ],
];

const curl: readonly Row[] = [
  [
    'with both headers',
    lines(
      `curl '${supabaseUrl}/rest/v1/todos?select=*&limit=5' \\`,
      `  -H "apikey: ${keys.anon}" \\`,
      `  -H "Authorization: Bearer ${keys.anon}"`,
    ),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
  ],
  [
    'as a browser copies it',
    `curl -X POST --location $'${powabaseUrl}/api/agents' --compressed --header 'apikey: ${keys.powabaseService}' --header $'Authorization: Bearer ${keys.powabaseService}' --data-raw $'{"url":"https://example.org","it\\'s":1}'`,
    {
      provider: 'powabase',
      url: powabaseUrl,
      credentials: { serviceRoleKey: keys.powabaseService },
    },
  ],
  [
    'of Flux',
    `curl -s "${fluxUrl}/notes?select=*&limit=5" -H "Authorization: Bearer ${keys.fluxUser}" | jq`,
    { provider: 'flux-v2', url: fluxUrl, name: 'notes', credentials: { userToken: keys.fluxUser } },
  ],
  [
    'to a domain of one’s own',
    `curl https://notes.example.org/notes?select=* -H 'Authorization: Bearer ${keys.fluxUser}'`,
    {
      provider: 'flux-v2',
      url: 'https://notes.example.org',
      credentials: { userToken: keys.fluxUser },
    },
  ],
  [
    'with variables for keys',
    `curl "${supabaseUrl}/rest/v1/todos" -H "apikey: $SUPABASE_KEY" -H "Authorization: Bearer $SUPABASE_KEY"`,
    { provider: 'supabase', url: supabaseUrl },
  ],
  [
    'with a user’s token, which is left out',
    `curl ${supabaseUrl}/rest/v1/todos -H 'apikey: ${keys.publishable}' -H 'Authorization: Bearer ${jwt({ iss: `${supabaseUrl}/auth/v1`, sub: 'u', role: 'authenticated', exp: 2_000_000_000 })}'`,
    {
      provider: 'supabase',
      url: supabaseUrl,
      credentials: { anonKey: keys.publishable },
      notes: [/token of a signed-in user/],
    },
  ],
  [
    'of Windows',
    lines('curl.exe ^', `  -H "apikey: ${keys.anon}" ^`, `  ${supabaseUrl}/rest/v1/`),
    { provider: 'supabase', url: supabaseUrl, credentials: { anonKey: keys.anon } },
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
      credentials: { serviceRoleKey: keys.secret },
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
      credentials: { anonKey: keys.publishable },
    });
    assertDraft(others[0] ?? draft, {
      provider: 'powabase',
      url: powabaseUrl,
      credentials: { anonKey: keys.powabaseAnon },
    });
  });
});

describe('the output of supabase status', () => testRows(status));
describe('pasted files and pages', () => testRows(files));
describe('a pasted curl command', () => testRows(curl));
