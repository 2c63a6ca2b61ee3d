import { type Guide, postgrestErrors, twoKeys } from './guide';

const documents = 'https://supabase.com/docs/guides';
const dashboard = 'https://supabase.com/dashboard/project/_';
const gateway = 'the API gateway, which checks the apikey header and makes a token of an sb_ key';
const key =
  'the publishable key as anon, the secret key as service_role, or the publishable key in apikey with a user’s token in Authorization';
const headers = ['apikey', 'Authorization (a JWT alone, never an sb_ key)'];

export const supabaseGuide: Guide = {
  links: [
    { label: 'API keys of the project', url: `${dashboard}/settings/api-keys/` },
    { label: 'Legacy anon and service_role keys', url: `${dashboard}/settings/api-keys/legacy` },
    {
      label: 'The change of the API keys, announced',
      url: 'https://github.com/orgs/supabase/discussions/29260',
    },
    { label: 'Security Advisor', url: `${dashboard}/advisors/security` },
    { label: 'Auth', url: `${documents}/auth` },
    { label: 'Row Level Security', url: `${documents}/database/postgres/row-level-security` },
    { label: 'Connect to Postgres', url: `${documents}/database/connecting-to-postgres` },
    { label: 'PostgREST error codes', url: `${documents}/api/rest/postgrest-error-codes` },
    { label: 'Debugging', url: `${documents}/telemetry/debugging` },
  ],
  pages: {
    keys: `${documents}/getting-started/api-keys`,
    unauthorized: `${documents}/auth/jwts`,
    routing: `${documents}/getting-started/architecture`,
    grants: `${documents}/troubleshooting/database-api-42501-errors`,
    policies: `${documents}/database/postgres/row-level-security`,
    empty: `${documents}/database/postgres/row-level-security`,
    requests: `${documents}/api/rest/postgrest-error-codes`,
    sql: 'https://www.postgresql.org/docs/current/errcodes-appendix.html',
    connection: `${documents}/database/connecting-to-postgres`,
    pooler: `${documents}/database/connecting-to-postgres`,
    limits: `${documents}/database/postgres/timeouts`,
    status: `${documents}/telemetry/debugging`,
  },
  routes: [
    {
      path: '/rest/v1/*',
      pattern: /^\/rest(?:\/|$)/,
      service: 'PostgREST (Data API)',
      gateway,
      key,
      headers: [...headers, 'Accept-Profile', 'Content-Profile'],
      errors: postgrestErrors,
    },
    {
      path: '/graphql/v1',
      pattern: /^\/graphql(?:\/|$)/,
      service: 'GraphQL (pg_graphql, through PostgREST)',
      gateway,
      key,
      headers,
      errors: '{ "errors" }',
    },
    {
      path: '/auth/v1/admin/*',
      pattern: /^\/auth\/v1\/admin(?:\/|$)/,
      service: 'Auth (GoTrue)',
      gateway,
      key: 'the secret key',
      headers: ['apikey'],
      errors: '{ "code", "error_code", "msg" }',
    },
    {
      path: '/auth/v1/*',
      pattern: /^\/auth(?:\/|$)/,
      service: 'Auth (GoTrue)',
      gateway,
      key: 'the publishable key; the user’s own data wants the user’s token in Authorization',
      headers,
      errors: '{ "code", "error_code", "msg" }',
    },
    {
      path: '/storage/v1/*',
      pattern: /^\/storage(?:\/|$)/,
      service: 'Storage',
      gateway,
      key,
      headers,
      errors: '{ "statusCode", "error", "message" }',
    },
    {
      path: '/realtime/v1/*',
      pattern: /^\/realtime(?:\/|$)/,
      service: 'Realtime',
      gateway: 'the API gateway, which reads the key of a WebSocket from its address (?apikey=)',
      key: 'the publishable key; without a signed-in user a connection ends after 24 hours',
      headers: [],
      errors: 'a "phx_reply" message with "status": "error"',
    },
    {
      path: '/functions/v1/*',
      pattern: /^\/functions(?:\/|$)/,
      service: 'Edge Functions',
      gateway:
        'the API gateway, which checks a JWT unless the function was deployed with --no-verify-jwt',
      key: 'a JWT: a user’s token or a legacy key. With sb_ keys the function checks apikey itself',
      headers: ['Authorization', 'apikey'],
      errors: '{ "code", "message" }, or what the function writes',
    },
    {
      path: '/*',
      pattern: /^/,
      service: 'nobody',
      gateway: 'the API gateway, which answers 404 itself',
      key: 'none',
      headers: [],
      errors: '{ "message" }',
    },
  ],
  keys: [
    ...twoKeys,
    'The publishable key may be in web pages, mobile and desktop apps, command line tools and public scripts. The legacy anon and service_role keys are JWTs: they change only together with the JWT secret, which breaks every client at once. Create publishable and secret keys, one secret key for each part of the backend, and replace them.',
    'A secret key in a browser is always refused with 401, by its User-Agent, on localhost too. That does not make a key that leaked harmless: delete it.',
  ],
  way: [
    'Your request goes to the project URL and meets the API gateway: apikey must be a key of the project, else 401 and { "message" }. It says what asks: a web page, an app, a server.',
    'The gateway makes a short token of an sb_ key: publishable becomes anon, secret becomes service_role. A user’s JWT in Authorization says who asks, and the role is authenticated.',
    'By its path it goes to PostgREST, Auth, Storage, Realtime or an Edge Function, each with errors of its own.',
    'PostgREST becomes the role that the token names.',
    'Postgres asks the GRANTs of that role (42501), then the policies, which leave out rows and say nothing. service_role passes the policies.',
  ],
  userId: 'uuid',
};
