import {
  type ConnectContract,
  type ConnectEndpoint,
  type ConnectField,
  type ConnectPreview,
  type ConnectView,
  connectShapes,
  type StringChoice,
} from '../../src/protocol/connect';
import type { Handlers } from '../../src/protocol/rpc';
import type { Panels } from './panel';

export const secret = 'a-secret-for-this-test';
export const password = 'a-password-for-this-test';

const fields: ConnectField[] = [
  {
    id: 'url',
    label: 'Project URL',
    use: 'The base of every HTTP call.',
    safety: 'public',
    state: { kind: 'plain', value: 'https://shop.example' },
  },
  {
    id: 'serviceRoleKey',
    label: 'Service Role (Secret) Key',
    use: 'Calls that bypass row-level security.',
    safety: 'secret',
    state: { kind: 'masked' },
  },
  {
    id: 'jwtSecret',
    label: 'JWT Secret',
    use: 'Verify user tokens in your own backend.',
    safety: 'secret',
    state: { kind: 'missing', where: 'Studio shows it.' },
  },
];

export const studio = 'https://studio.example/?showConnect=true';

export const view: ConnectView = {
  project: 'Shop',
  provider: 'Powabase',
  fields,
  services: [{ label: 'PostgREST', url: 'https://shop.example/rest/v1' }],
  formats: [
    { id: 'uri', label: 'URI', tls: ['disable', 'prefer', 'require', 'verify-full'] },
    { id: 'psql', label: 'PSQL', tls: ['disable', 'prefer', 'require', 'verify-full'] },
    { id: 'nodejs', label: 'Node.js', tls: ['disable', 'require', 'verify-full'] },
  ],
  hasDatabaseUrl: true,
  whereValuesAre: 'Studio shows it.',
  rotation: {
    advice: 'Did the password leak?',
    page: { label: 'Change the Password', url: 'https://studio.example/password' },
  },
  dashboard: { label: 'Open in Studio', url: studio },
  documents: [{ label: 'Keys and connection', url: 'https://docs.example/keys' }],
  revealSeconds: 30,
};

export const direct: ConnectEndpoint = {
  id: 'direct db:5432',
  label: 'Direct connection',
  use: 'For migrations.',
};
export const pooler: ConnectEndpoint = {
  id: 'transactionPooler db:6543',
  label: 'Transaction pooler',
  use: 'For functions.',
};

export function previewed(
  { format, endpoint, password: form, tls }: StringChoice,
  shown: 'shown' | 'hidden',
  changes: Partial<ConnectPreview> = {},
): ConnectPreview {
  const included = shown === 'shown' ? password : '••••';
  return {
    text: `${format}://user:${form === 'included' ? included : form}@host/db?${tls}`,
    parts: { host: 'db.example', port: '5432', database: 'shop', user: 'owner' },
    endpoints: [{ id: 'given', label: 'Database URL', use: 'As it was given.' }],
    endpoint: endpoint === '' ? 'given' : endpoint,
    givenTls: 'As given: prefer',
    cautions: [],
    ...changes,
  };
}

function handlers(changes: Partial<Handlers<ConnectContract>> = {}): Handlers<ConnectContract> {
  return {
    open: async () => view,
    reveal: async () => secret,
    copy: async () => null,
    preview: async (params) => previewed(params.choice, params.password),
    insertString: async () => null,
    writeDotenv: async () => 'Written to .env: DATABASE_URL.',
    test: async () => 'PostgreSQL 15 answered.',
    openPsql: async () => null,
    chooseCaFile: async () => '/ca.crt',
    addCredential: async () => null,
    ...changes,
  };
}

export const given: StringChoice = {
  format: 'uri',
  endpoint: 'given',
  password: 'included',
  tls: 'given',
};

/** The page of the panel on a host of fakes. */
export async function openConnect(
  panels: Panels,
  changes?: Partial<Handlers<ConnectContract>>,
  width = 900,
) {
  const panel = await panels.open('connect', connectShapes, handlers(changes), {
    width,
    height: 700,
  });
  const { page } = panel;
  return {
    ...panel,
    button: (name: string) => page.getByRole('button', { name, exact: true }),
    tab: (name: string) => page.getByRole('tab', { name }),
    html: () => page.locator('#app').innerHTML(),
  };
}
