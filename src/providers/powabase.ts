import { powabaseConnect } from './connect/powabase';
import { goTrueClaims, userTokenField } from './goTrue';
import type { Provider } from './provider';

const owners: ReadonlyMap<string, string> = new Map([
  ['ai', 'Powabase'],
  ['auth', 'Auth'],
  ['storage', 'Storage'],
  ['realtime', 'Realtime'],
  ['_realtime', 'Realtime'],
  ['extensions', 'Postgres extensions'],
  ['graphql', 'GraphQL'],
  ['graphql_public', 'GraphQL'],
]);

/** https://docs.powabase.ai/guides/auth-connection */
export const powabase: Provider = {
  id: 'powabase',
  label: 'Powabase',
  description: 'Hosted or self-hosted, behind its API gateway',
  exampleUrl: 'https://your-project.p.powabase.ai',
  credentials: [
    {
      kind: 'anonKey',
      label: 'Anon (Publishable) Key',
      use: 'For clients: PostgREST and Storage under Row Level Security. The only key that may ship in an app.',
      safety: 'public',
    },
    {
      kind: 'serviceRoleKey',
      label: 'Service Role (Secret) Key',
      use: 'For servers: /api/* and PostgREST with full access, past Row Level Security. Never in client code.',
      safety: 'secret',
    },
    {
      kind: 'jwtSecret',
      label: 'JWT Secret',
      use: 'For your own backend, to verify the tokens of signed-in users. Server side only.',
      safety: 'secret',
    },
    userTokenField,
    {
      kind: 'databaseUrl',
      label: 'Database URL',
      use: 'For psql, migrations, ORMs and BI tools. It holds the database password.',
      safety: 'secret',
    },
  ],
  roles: [
    { id: 'anon', label: 'anon', credentials: ['anonKey'] },
    { id: 'service_role', label: 'service_role', credentials: ['serviceRoleKey'] },
    { id: 'user', label: 'user', credentials: ['userToken'], gateway: ['anonKey'] },
  ],
  restSchema: 'public',
  restBase: (projectUrl) => `${projectUrl}/rest/v1`,
  // With `apikey` alone a service key would silently run as anon: the gateway lets it pass, PostgREST sees no token.
  headers: (key, userToken = key) => ({ apikey: key, Authorization: `Bearer ${userToken}` }),
  mintedClaims: goTrueClaims,
  service: { label: 'Project Service', path: '/api/agents', role: 'service_role' },
  schemaOwner: (schema) => owners.get(schema),
  isHome: (schema) => schema === 'public',
  schemaApis: { ai: '/api', auth: '/auth/v1', storage: '/storage/v1' },
  connect: powabaseConnect,
  links: [
    { label: 'Powabase Studio', url: 'https://app.powabase.ai' },
    { label: 'Keys and connection', url: 'https://docs.powabase.ai/guides/auth-connection' },
  ],
};
