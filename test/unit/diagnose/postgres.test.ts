import { type Explained, testExplained } from './answer';

/** Recorded bodies, and what a person is told. */
const explained: readonly Explained[] = [
  [
    'a table that PostgREST 12 does not know',
    { status: 404, body: { code: '42P01', message: 'relation "public.order" does not exist' } },
    'Postgres',
    /no such table here: relation "public\.order"/,
    /NOTIFY pgrst/,
  ],
  [
    'a missing GRANT on a table',
    { status: 403, body: { code: '42501', message: 'permission denied for table customers' } },
    'Postgres',
    /^anon may not use the table customers\.$/,
    /not a policy.*: grant select on table customers to anon;$/,
  ],
  [
    'a missing GRANT on a schema, for a tenant',
    {
      provider: 'flux-v2',
      role: 'user',
      status: 403,
      body: { code: '42501', message: 'permission denied for schema t_0123456789ab_api' },
    },
    'Postgres',
    /may not use the schema t_0123456789ab_api/,
    /grant usage on schema t_0123456789ab_api to t_0123456789ab_role;/,
  ],
  [
    'a missing GRANT for an anonymous request',
    { status: 401, body: { code: '42501', message: 'permission denied for table customers' } },
    'Postgres',
    /^anon may not use the table customers\.$/,
    /to anon;/,
  ],
  [
    'a policy that refuses a row',
    {
      status: 403,
      body: {
        code: '42501',
        message: 'new row violates row-level security policy for table "reviews"',
      },
    },
    'Postgres',
    /Row Level Security does not let this role write this row to "reviews"/,
    /WITH CHECK/,
  ],
  [
    'a named policy that refuses an upsert',
    {
      status: 403,
      body: {
        code: '42501',
        message:
          'new row violates row-level security policy "own" (USING expression) for table "reviews"',
      },
    },
    'Postgres',
    /Row Level Security .*"reviews"/,
    /WITH CHECK/,
  ],
  [
    'the time limit of the database',
    {
      status: 500,
      body: { code: '57014', message: 'canceling statement due to statement timeout' },
    },
    'Postgres',
    /ran too long/,
    /index/,
  ],
  [
    'a value of the wrong type',
    {
      status: 400,
      body: { code: '22P02', message: 'invalid input syntax for type integer: "abc"' },
    },
    'Postgres',
    /does not fit its column: .*"abc"/,
    /type of the column/,
  ],
  [
    'a row that is there already',
    {
      status: 409,
      body: {
        code: '23505',
        details: 'Key (email)=(a@b.c) already exists.',
        message: 'duplicate key value violates unique constraint "customers_email_key"',
      },
    },
    'Postgres',
    /such a row already: .*customers_email_key.*\(a@b\.c\)/,
    /merge-duplicates/,
  ],
  [
    'an SQLSTATE without a sentence of its own',
    { status: 400, body: { code: '22012', message: 'division by zero' } },
    'Postgres',
    /division by zero/,
    /words name it/,
  ],
  [
    'a database that went away',
    { status: 503, body: { code: '08006', message: 'server closed the connection' } },
    'Postgres',
    /lost its database/,
    /Wait a moment/,
  ],
];

describe('a refusal of Postgres', () => {
  testExplained(explained);
});
