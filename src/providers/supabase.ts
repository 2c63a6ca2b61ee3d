import { supabaseAccount } from '../core/accounts/facts';
import { supabaseConnect } from './connect/supabase';
import { goTrueClaims, userTokenField } from './goTrue';
import type { Provider } from './provider';

const owners: ReadonlyMap<string, string> = new Map([
  ['auth', 'Auth'],
  ['storage', 'Storage'],
  ['realtime', 'Realtime'],
  ['_realtime', 'Realtime'],
  ['supabase_functions', 'Edge Functions'],
  ['supabase_migrations', 'Supabase CLI'],
  ['extensions', 'Postgres extensions'],
  ['graphql', 'GraphQL'],
  ['graphql_public', 'GraphQL'],
  ['vault', 'Vault'],
  ['pgbouncer', 'PgBouncer'],
  ['cron', 'pg_cron'],
  ['net', 'pg_net'],
  ['_analytics', 'Analytics'],
  ['_supavisor', 'Supavisor'],
]);

/** https://supabase.com/docs/guides/getting-started/api-keys */
export const supabase: Provider = {
  id: 'supabase',
  label: 'Supabase',
  description: 'Hosted, self-hosted, or the local stack of the CLI',
  exampleUrl: 'https://abcdefghijklmnopqrst.supabase.co',
  credentials: [
    {
      kind: 'publishableKey',
      label: 'Publishable Key',
      use: 'For clients, under Row Level Security; it may ship in an app. It begins with `sb_publishable_`.',
      safety: 'public',
    },
    {
      kind: 'secretKey',
      label: 'Secret Key',
      use: 'For servers, past Row Level Security, one for each component; never in a browser. It begins with `sb_secret_`.',
      safety: 'secret',
      several: true,
    },
    {
      kind: 'anonKey',
      label: 'Anon Key (legacy)',
      use: 'The older JWT for clients. It changes only with the JWT secret: use the publishable key instead.',
      safety: 'public',
      optional: true,
      replacedBy: 'publishableKey',
    },
    {
      kind: 'serviceRoleKey',
      label: 'Service Role Key (legacy)',
      use: 'The older JWT for servers, past Row Level Security. Use a secret key instead. Never in a browser.',
      safety: 'secret',
      optional: true,
      replacedBy: 'secretKey',
    },
    {
      kind: 'jwtSecret',
      label: 'JWT Secret',
      use: 'For your own backend, to verify the tokens of signed-in users. Server side only.',
      safety: 'secret',
    },
    userTokenField,
    {
      kind: 'accessToken',
      label: 'Personal Access Token',
      use: 'Opens your account at the Management API, all projects of it. It goes nowhere else.',
      safety: 'secret',
      optional: true,
    },
    {
      kind: 'databaseUrl',
      label: 'Database URL',
      use: 'For psql, migrations, ORMs and BI tools: direct or through a pooler. It holds the database password.',
      safety: 'secret',
    },
  ],
  roles: [
    { id: 'anon', label: 'anon', credentials: ['publishableKey', 'anonKey'] },
    {
      id: 'service_role',
      label: 'service_role',
      credentials: ['secretKey', 'serviceRoleKey'],
    },
    {
      id: 'user',
      label: 'user',
      credentials: ['userToken'],
      gateway: ['publishableKey', 'anonKey'],
    },
  ],
  restSchema: 'public',
  restBase: (projectUrl) => `${projectUrl}/rest/v1`,
  // An sb_ key is no JWT: as a Bearer it is forwarded and then refused by the database.
  headers: (key, userToken = key) =>
    userToken.startsWith('sb_')
      ? { apikey: key }
      : { apikey: key, Authorization: `Bearer ${userToken}` },
  mintedClaims: goTrueClaims,
  account: supabaseAccount,
  schemaOwner: (schema) => owners.get(schema),
  isHome: (schema) => schema === 'public',
  schemaApis: { auth: '/auth/v1', storage: '/storage/v1' },
  note: 'Publishable and secret keys are no JWTs: they go in the apikey header alone, and no JWT secret has signed them. The legacy anon and service_role keys are shown once you have added them.',
  connect: supabaseConnect,
  links: [
    {
      label: 'Connect in the dashboard',
      url: 'https://supabase.com/dashboard/project/_?showConnect=true',
    },
    {
      label: 'Understanding API keys',
      url: 'https://supabase.com/docs/guides/getting-started/api-keys',
    },
  ],
};
