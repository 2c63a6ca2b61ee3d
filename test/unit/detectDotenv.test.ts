import {
  assertDraft,
  detected,
  fluxUrl,
  keys,
  lines,
  powabaseUrl,
  type Row,
  ref,
  supabaseUrl,
  testRows,
} from './pasted';

const session = `postgresql://postgres.${ref}:pw@aws-0-eu-west-1.pooler.supabase.com:5432/postgres`;
const transaction = `postgresql://postgres.${ref}:pw@aws-0-eu-west-1.pooler.supabase.com:6543/postgres`;

const dotenv: readonly Row[] = [
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
];

describe('the text of a .env', () => {
  testRows(dotenv);

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
});
