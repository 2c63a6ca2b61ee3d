import assert from 'node:assert/strict';
import { detectProject } from '../../src/core/detectProject';
import {
  fluxUrl,
  keys,
  lines,
  local,
  otherRef,
  powabaseUrl,
  type Row,
  ref,
  supabaseUrl,
  testRows,
} from './pasted';

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
      credentials: { anonKey: keys.anon, secretKey: keys.secret },
    },
  ],
  [
    'a project of the Management API',
    JSON.stringify({
      id: ref,
      ref,
      name: 'Shop',
      region: 'eu-west-1',
      database: { host: `db.${ref}.supabase.co` },
    }),
    { provider: 'supabase', url: supabaseUrl },
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
    { provider: 'supabase', url: supabaseUrl, credentials: { publishableKey: keys.publishable } },
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

describe('pasted files and pages', () => testRows(files));

describe('a flux.json of somebody’s own Flux', () => {
  it('has its address at the base domain that the person gave', () => {
    const found = detectProject(
      '{ "slug": "my-shop", "hash": "0123abc" }',
      Date.now(),
      'flux.example',
    );
    assert.equal(
      found.kind === 'draft' && found.draft.url,
      'https://api--my-shop--0123abc.flux.example',
    );
  });
});
