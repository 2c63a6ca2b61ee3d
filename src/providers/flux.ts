import { fluxAccount } from '../core/accounts/facts';
import { fluxConnect } from './connect/flux';
import type { CredentialField, Provider } from './provider';

const databaseUrl: CredentialField = {
  kind: 'databaseUrl',
  label: 'Database URL',
  use: 'For psql and other SQL tools through `flux db tunnel`. It holds the database password.',
  safety: 'secret',
};

const accessToken: CredentialField = {
  kind: 'accessToken',
  label: 'API Key of the Account',
  use: 'Opens your Flux account, all projects of it (flx_live_…). It goes to the control plane and nowhere else.',
  safety: 'secret',
  optional: true,
};

// PostgREST answers at the root of the Service URL, and the token is all that is sent.
const restBase = (projectUrl: string) => projectUrl;
const headers = (key: string, userToken = key) => ({ Authorization: `Bearer ${userToken}` });
const schemaOwner = () => undefined;
// `api` in older dedicated projects, else with the project's short id.
const isHome = (schema: string) => /^(?:t_[a-z0-9]+_)?api$/.test(schema);

const links = [
  { label: 'Flux dashboard', url: 'https://flux.vsl-base.com' },
  {
    label: 'First request',
    url: 'https://flux.vsl-base.com/docs/getting-started/first-request',
  },
  {
    label: 'Troubleshooting',
    url: 'https://flux.vsl-base.com/docs/reference/troubleshooting',
  },
];

/** https://flux.vsl-base.com/docs/concepts/jwt-auth */
export const fluxV2: Provider = {
  id: 'flux-v2',
  label: 'Flux v2 (shared)',
  description: 'Service URL behind the Flux gateway, with a JWT from your identity provider',
  exampleUrl: 'https://api--your-app--0123abc.vsl-base.com',
  credentials: [
    {
      kind: 'userToken',
      label: 'Project JWT',
      use: 'A signed-in user’s token, signed with the project’s secret (HS256) and naming the user in `sub`. It expires.',
      safety: 'secret',
    },
    {
      kind: 'jwtSecret',
      label: 'Project JWT Secret',
      use: 'Signs project JWTs in your backend or identity provider. Server side only.',
      safety: 'secret',
    },
    accessToken,
    databaseUrl,
  ],
  roles: [{ id: 'user', label: 'user', credentials: ['userToken'] }],
  // Its real name is t_<id>_api, and nothing outside of the project tells the id.
  restSchema: 'api',
  restBase,
  headers,
  schemaOwner,
  isHome,
  needsSubject: true,
  mintedClaims: () => ({}),
  account: fluxAccount,
  note: 'Flux v2 has no anon and no service role key: the gateway accepts only a user’s JWT, signed with the project’s secret.',
  connect: fluxConnect,
  links,
};

/** https://flux.vsl-base.com/docs/concepts/pooled-vs-dedicated */
export const fluxV1: Provider = {
  id: 'flux-v1',
  label: 'Flux v1 (dedicated)',
  description: 'A PostgREST of your own, with anon and service role keys',
  exampleUrl: 'https://api--your-app--0123abc.vsl-base.com',
  credentials: [
    {
      kind: 'anonKey',
      label: 'Anon Key',
      use: 'For clients, as the role anon; `flux keys` prints it.',
      safety: 'public',
    },
    {
      kind: 'serviceRoleKey',
      label: 'Service Role Key',
      use: 'For servers, past Row Level Security; `flux keys` prints it. Never in client code.',
      safety: 'secret',
    },
    {
      kind: 'userToken',
      label: 'User JWT',
      use: 'A signed-in user’s token, signed with the project’s secret, with the role authenticated. It expires.',
      safety: 'secret',
      optional: true,
    },
    {
      kind: 'jwtSecret',
      label: 'Project JWT Secret',
      use: 'Signs the keys and the tokens of users. Server side only.',
      safety: 'secret',
      optional: true,
    },
    accessToken,
    databaseUrl,
  ],
  roles: [
    { id: 'anon', label: 'anon', credentials: ['anonKey'] },
    { id: 'service_role', label: 'service_role', credentials: ['serviceRoleKey'] },
    { id: 'user', label: 'user', credentials: ['userToken'] },
  ],
  restSchema: 'api',
  restBase,
  headers,
  schemaOwner,
  isHome,
  mintedClaims: () => ({ role: 'authenticated' }),
  account: fluxAccount,
  connect: fluxConnect,
  links,
};
