import { postgrestConnect } from './connect/postgrest';
import type { Provider } from './provider';

/** https://docs.postgrest.org/en/stable/references/auth.html */
export const postgrest: Provider = {
  id: 'postgrest',
  label: 'PostgREST (direct)',
  description: 'A PostgREST of your own without a gateway, or Flux past its gateway in development',
  exampleUrl: 'http://localhost:3000',
  credentials: [
    {
      kind: 'userToken',
      label: 'JWT',
      use: 'Requests run as the role that it names. Without it they run as the server’s anonymous role.',
      safety: 'secret',
      anyRole: true,
    },
    {
      kind: 'jwtSecret',
      label: 'JWT Secret',
      use: 'What the server verifies tokens with (jwt-secret). It signs tokens for development. Server side only.',
      safety: 'secret',
    },
    {
      kind: 'databaseUrl',
      label: 'Database URL',
      use: 'For psql, migrations, ORMs and BI tools. It holds the database password.',
      safety: 'secret',
    },
  ],
  roles: [
    { id: 'user', label: 'user', credentials: ['userToken'] },
    { id: 'anon', label: 'anon', credentials: [] },
  ],
  restSchema: 'public',
  asksRestSchema: true,
  restBase: (projectUrl) => projectUrl,
  headers: (token) => ({ Authorization: `Bearer ${token}` }),
  schemaOwner: () => undefined,
  isHome: (schema) => schema === 'public',
  mintedClaims: () => ({}),
  note: 'There are no keys here: PostgREST takes a JWT signed with its secret, or nobody’s.',
  connect: postgrestConnect,
  links: [
    { label: 'PostgREST', url: 'https://docs.postgrest.org' },
    { label: 'Authentication', url: 'https://docs.postgrest.org/en/stable/references/auth.html' },
  ],
};
