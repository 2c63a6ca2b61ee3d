import { type Explained, testExplained } from './answer';

/** Recorded bodies of PostgREST 12 and 14, and what a person is told. */
const explained: readonly Explained[] = [
  [
    'a filter without an operator',
    {
      status: 400,
      body: {
        code: 'PGRST100',
        details: 'unexpected "f" expecting "not" or operator (eq, gt, ...)',
        hint: null,
        message: '"failed to parse filter (foo.1)" (line 1, column 1)',
      },
    },
    'PostgREST',
    /^The filter cannot be read at character 1: foo\.1$/,
    /id=eq\.1/,
  ],
  [
    'a select that cannot be read',
    {
      status: 400,
      body: {
        code: 'PGRST100',
        message: '"failed to parse select parameter (a,,b)" (line 1, column 3)',
      },
    },
    'PostgREST',
    /The select parameter cannot be read at character 3: a,,b/,
    /select=id,name/,
  ],
  [
    'a schema that is not exposed',
    {
      status: 406,
      body: {
        code: 'PGRST106',
        message: 'Invalid schema: ai',
        hint: 'Only the following schemas are exposed: public, storage',
      },
    },
    'PostgREST',
    /not exposed/,
    /lists below/,
  ],
  [
    'two foreign keys',
    {
      status: 300,
      body: {
        code: 'PGRST201',
        details: [{ relationship: 'orders_billing_fkey' }],
        hint: "Try changing 'addresses' to one of the following: 'addresses!orders_billing_fkey'",
        message: 'Could not embed because more than one relationship was found',
      },
    },
    'PostgREST',
    /More than one foreign key/,
    /table!foreign_key/,
  ],
  [
    'a table that PostgREST 14 does not know',
    {
      status: 404,
      body: {
        code: 'PGRST205',
        hint: "Perhaps you meant the table 'public.orders'",
        message: "Could not find the table 'public.order' in the schema cache",
      },
    },
    'PostgREST',
    /no such table here: .*public\.order/,
    /NOTIFY pgrst/,
  ],
  [
    'a key of another project',
    {
      status: 401,
      body: { code: 'PGRST301', message: 'No suitable key or wrong key type' },
    },
    'PostgREST',
    /does not accept the anon key: No suitable key/,
    /from this project/,
  ],
  [
    'a plan, where the server gives none',
    {
      status: 415,
      body: {
        code: 'PGRST107',
        message: 'None of these media types are available: application/vnd.pgrst.plan+json',
      },
    },
    'PostgREST',
    /gives no plans/,
    /db-plan-enabled/,
  ],
  [
    'an expired JWT at PostgREST 12',
    { status: 401, role: 'user', body: { code: 'PGRST301', message: 'JWT expired' } },
    'PostgREST',
    /^The project JWT has expired\.$/,
    /Get a new one/,
  ],
  [
    'an expired JWT at PostgREST 14',
    { status: 401, role: 'user', body: { code: 'PGRST303', message: 'JWT expired' } },
    'PostgREST',
    /^The project JWT has expired\.$/,
    /Get a new one/,
  ],
  [
    'a JWT from the future',
    { status: 401, body: { code: 'PGRST303', message: 'JWT issued at future' } },
    'PostgREST',
    /JWT issued at future/,
    /clock/,
  ],
  [
    'a server that lets nobody in without a key',
    { status: 401, body: { code: 'PGRST302', message: 'Anonymous access is disabled' } },
    'PostgREST',
    /nobody in without a key/,
    /anon key/,
  ],
  [
    'a code of a later PostgREST',
    { status: 400, body: { code: 'PGRST999', message: 'Something new' } },
    'PostgREST',
    /Something new/,
    /own words/,
  ],
  [
    'a HEAD request, which has no body',
    { status: 406, body: '', headers: { 'proxy-status': 'PostgREST; error=PGRST116' } },
    'PostgREST',
    /none or many/,
    /unique column/,
  ],
];

describe('a refusal of PostgREST', () => {
  testExplained(explained);
});
