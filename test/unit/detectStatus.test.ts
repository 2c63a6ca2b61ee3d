import { keys, lines, local, type Row, testRows } from './pasted';

const localUrl = 'http://127.0.0.1:54321';

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
const statusBetween = lines(
  'Started supabase local development setup.',
  '',
  '         API URL: http://127.0.0.1:54321',
  '     GraphQL URL: http://127.0.0.1:54321/graphql/v1',
  '  S3 Storage URL: http://127.0.0.1:54321/storage/v1/s3',
  '         MCP URL: http://127.0.0.1:54321/mcp',
  `    Database URL: ${local}`,
  '      Studio URL: http://127.0.0.1:54323',
  '     Mailpit URL: http://127.0.0.1:54324',
  ` Publishable key: ${keys.publishable}`,
  `      Secret key: ${keys.secret}`,
  '   S3 Access Key: 625729a08b95bf1b7ff351a663f3a23c',
  '   S3 Secret Key: 850181e4652dd023b7a98c58ae0d2d34bd487ee0cc3254aed6eda37307425907',
  '       S3 Region: local',
);
const statusShort = lines(
  `          DB URL: ${local}`,
  ` publishable key: ${keys.publishable}`,
  `      secret key: ${keys.secret}`,
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
  credentials: { publishableKey: keys.publishable, secretKey: keys.secret, databaseUrl: local },
} as const;

const status: readonly Row[] = [
  [
    'as variables',
    statusEnv,
    {
      ...statusDraft,
      credentials: {
        ...statusDraft.credentials,
        anonKey: keys.localAnon,
        serviceRoleKey: keys.localService,
        jwtSecret: keys.jwtSecret,
      },
    },
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
  ['as versions with today’s keys printed it before the table', statusBetween, statusDraft],
  ['cut down to the database and the keys', statusShort, statusDraft],
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
      credentials: { secretKey: keys.secret },
    },
  ],
];

describe('the output of supabase status', () => testRows(status));
