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
      kind: 'anonKey',
      label: 'Anon (Publishable) Key',
      use: 'For clients, under Row Level Security: an sb_publishable_ key or the older anon JWT.',
      safety: 'public',
    },
    {
      kind: 'serviceRoleKey',
      label: 'Service Role (Secret) Key',
      use: 'For servers, past Row Level Security: an sb_secret_ key or the older service_role JWT. Never in a browser.',
      safety: 'secret',
    },
    {
      kind: 'jwtSecret',
      label: 'JWT Secret',
      use: 'For your own backend, to verify the tokens of signed-in users. Server side only.',
      safety: 'secret',
    },
    {
      kind: 'databaseUrl',
      label: 'Database URL',
      use: 'For psql, migrations, ORMs and BI tools: direct or through a pooler. It holds the database password.',
      safety: 'secret',
    },
  ],
  roles: [
    { id: 'anon', label: 'anon', credential: 'anonKey' },
    { id: 'service_role', label: 'service_role', credential: 'serviceRoleKey' },
  ],
  restSchema: 'public',
  restBase: (projectUrl) => `${projectUrl}/rest/v1`,
  // An sb_ key is no JWT: as a Bearer it is forwarded and then refused by the database.
  headers: (key) =>
    key.startsWith('sb_') ? { apikey: key } : { apikey: key, Authorization: `Bearer ${key}` },
  schemaOwner: (schema) => owners.get(schema),
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
