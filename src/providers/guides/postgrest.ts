import { type Guide, postgrestErrors } from './guide';

const documents = 'https://docs.postgrest.org/en/stable';
const errors = `${documents}/references/errors.html`;
const roles = `${documents}/references/auth.html`;
const policies = 'https://www.postgresql.org/docs/current/ddl-rowsecurity.html';
const connection = 'https://www.postgresql.org/docs/current/libpq-connect.html';

export const postgrestGuide: Guide = {
  links: [
    { label: 'Schemas and profiles', url: `${documents}/references/api/schemas.html` },
    { label: 'Errors', url: errors },
    { label: 'Row Level Security in Postgres', url: policies },
  ],
  pages: {
    keys: roles,
    unauthorized: roles,
    routing: `${documents}/references/api.html`,
    grants: 'https://www.postgresql.org/docs/current/sql-grant.html',
    policies,
    empty: policies,
    requests: errors,
    sql: 'https://www.postgresql.org/docs/current/errcodes-appendix.html',
    connection,
    pooler: connection,
    limits: errors,
    status: errors,
  },
  routes: [
    {
      path: '/rpc/*',
      pattern: /^\/rpc\//,
      service: 'PostgREST, which calls a function',
      gateway: 'nothing before it',
      key: 'a JWT that the server’s secret signed, or none as the anonymous role',
      headers: ['Authorization', 'Content-Profile'],
      errors: postgrestErrors,
    },
    {
      path: '/*',
      pattern: /^/,
      service: 'PostgREST',
      gateway: 'nothing before it',
      key: 'a JWT that the server’s secret signed, or none as the anonymous role',
      headers: ['Authorization', 'Accept-Profile', 'Content-Profile'],
      errors: postgrestErrors,
    },
  ],
  keys: [
    'There are no keys here. A JWT that the server’s secret signed says which role asks, and who; without one the request runs as the anonymous role.',
    'Whoever holds the secret can be every role. It stays on servers.',
  ],
  way: [
    'Your request goes straight to PostgREST. Accept-Profile and Content-Profile choose the schema.',
    'PostgREST checks the token in Authorization: 401 and PGRST301 come from here. Without one it is the anonymous role.',
    'Postgres asks the GRANTs of the role (42501), then the policies, which leave out rows and say nothing.',
  ],
  userId: 'text',
};
