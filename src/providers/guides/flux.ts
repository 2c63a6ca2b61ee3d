import { type Guide, postgrestErrors, twoKeys } from './guide';

const documents = 'https://flux.vsl-base.com/docs';
const troubleshooting = `${documents}/reference/troubleshooting`;

const links = [
  { label: 'Service URLs', url: `${documents}/concepts/service-urls` },
  { label: 'JWT authentication', url: `${documents}/concepts/jwt-auth` },
  { label: 'Pooled and dedicated', url: `${documents}/concepts/pooled-vs-dedicated` },
  { label: 'Row Level Security', url: `${documents}/concepts/rls` },
  { label: 'Private database access', url: `${documents}/guides/database-access` },
  { label: '401 Unauthorized', url: `${troubleshooting}#401-unauthorized` },
  { label: '403 Forbidden', url: `${troubleshooting}#403-forbidden` },
  { label: '42501 permission denied', url: `${troubleshooting}#42501-permission-denied` },
  {
    label: 'An empty array instead of an error',
    url: `${troubleshooting}#empty-array-instead-of-an-error`,
  },
];

const pages: Guide['pages'] = {
  keys: `${documents}/concepts/jwt-auth`,
  unauthorized: `${troubleshooting}#401-unauthorized`,
  routing: `${documents}/concepts/service-urls`,
  grants: `${troubleshooting}#42501-permission-denied`,
  policies: `${documents}/concepts/rls`,
  empty: `${troubleshooting}#empty-array-instead-of-an-error`,
  requests: 'https://docs.postgrest.org/en/v12/references/errors.html',
  sql: 'https://www.postgresql.org/docs/current/errcodes-appendix.html',
  connection: `${documents}/guides/database-access`,
  pooler: `${documents}/concepts/pooled-vs-dedicated`,
  limits: `${documents}/architecture/gateway`,
  status: troubleshooting,
};

export const fluxV2Guide: Guide = {
  links: [
    ...links,
    { label: 'The gateway', url: `${documents}/architecture/gateway` },
    { label: 'Bridge JWTs', url: `${documents}/architecture/bridge-jwts` },
    { label: 'Clerk', url: `${documents}/guides/clerk` },
    { label: 'Auth.js', url: `${documents}/guides/authjs` },
    { label: 'Next.js: server and client', url: `${documents}/guides/nextjs` },
  ],
  pages,
  routes: [
    {
      path: '/health, /health/deep',
      pattern: /^\/health(?:\/deep)?$/,
      service: 'the Flux gateway',
      gateway: 'nothing before it',
      key: 'none',
      headers: [],
      errors: '{ "error" }',
    },
    {
      path: '/favicon.ico, /.well-known/*, names like a file',
      pattern:
        /^\/\.well-known\/|^\/favicon\.ico$|\.(?:txt|xml|ico|png|jpe?g|gif|svg|webp|css|js|map|json|html?|php)$/i,
      service: 'the Flux gateway, with 204 or 404: these never reach PostgREST',
      gateway: 'nothing before it',
      key: 'none',
      headers: [],
      errors: 'none',
    },
    {
      path: '/*',
      pattern: /^/,
      service: 'PostgREST',
      gateway: 'the Flux gateway, which checks the project JWT and sets the schema',
      key: 'a user’s JWT, signed with the project’s secret (HS256), with sub; there is no anon and no service role key',
      headers: ['Authorization'],
      errors: `{ "error" } from the gateway, ${postgrestErrors} from PostgREST`,
    },
  ],
  keys: [
    'A shared project has no key for everybody: the gateway wants the JWT of a signed-in user, so there is always somebody who asks.',
    'The project’s JWT secret signs these tokens. It stays with the identity provider and the backend; whoever holds it can be every user.',
    'Rows are protected by Row Level Security, which is not on by itself. Policies compare auth.uid(), a text, with a column of the owner.',
  ],
  way: [
    'Your identity provider gives the signed-in user a JWT, signed with the project’s secret.',
    'Your request brings it to the Service URL. The Flux gateway checks signature, exp and sub: 401 and { "error" } come from here, before any SQL.',
    'The gateway makes a bridge JWT of it that lives five minutes, with the role t_<id>_role, and sets the schema t_<id>_api. Its secret is never yours to know.',
    'PostgREST becomes that role: 403 and 42501 come from here, for a missing GRANT.',
    'Postgres asks the policies, which leave out rows and say nothing: [] comes from here. auth.uid() is text.',
  ],
  userId: 'text',
  hidesSchema: true,
};

export const fluxV1Guide: Guide = {
  links,
  pages,
  routes: [
    {
      path: '/*',
      pattern: /^/,
      service: 'PostgREST, the project’s own',
      gateway: 'Traefik, which checks nothing',
      key: 'the anon or the service role key of `flux keys`, or a user’s JWT signed with the project’s secret',
      headers: ['Authorization', 'Accept-Profile', 'Content-Profile'],
      errors: postgrestErrors,
    },
  ],
  keys: twoKeys,
  way: [
    'Your request goes to the Service URL. Traefik passes it on to the project’s own PostgREST.',
    'PostgREST checks the token in Authorization: 401 and PGRST301 come from here. Without a token it is anon.',
    'Postgres asks the GRANTs of the role (42501), then the policies, which leave out rows and say nothing. service_role passes the policies.',
  ],
  userId: 'text',
};
