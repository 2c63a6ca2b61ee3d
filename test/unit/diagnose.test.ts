import assert from 'node:assert/strict';
import { type Diagnosis, diagnose, type RefusedAnswer } from '../../src/core/diagnose';
import { plain } from '../../src/core/errors';

type Given = Partial<Omit<RefusedAnswer, 'body'>> & { readonly body: object | string };

/** Recorded bodies (Kong 2.8, Supabase's and Flux's gateways, PostgREST 12 and 14) and what a person is told. */
const cases: readonly (readonly [
  what: string,
  given: Given,
  layer: Diagnosis['layer'],
  sentence: RegExp,
  advice: RegExp,
])[] = [
  [
    'Kong without a key',
    { status: 401, body: { message: 'No API key found in request' } },
    'Gateway',
    /no API key in the request/,
    /Set the anon key of this project again/,
  ],
  [
    'Kong with a wrong key',
    { status: 401, body: { message: 'Invalid authentication credentials' } },
    'Gateway',
    /does not know this anon key/,
    /belongs to this project URL/,
  ],
  [
    'a newer Kong with a wrong key',
    { status: 401, role: 'service_role', body: { message: 'Unauthorized' } },
    'Gateway',
    /does not know this service role key/,
    /Copy it again/,
  ],
  [
    'Kong with the key twice',
    { status: 401, body: { message: 'Duplicate API key found' } },
    'Gateway',
    /twice/,
    /added for you/,
  ],
  [
    'Kong’s access list',
    { status: 403, body: { message: 'You cannot consume this service' } },
    'Gateway',
    /does not open this path to the anon key/,
    /as service_role/,
  ],
  [
    'Kong without a route',
    { status: 404, body: { message: 'no Route matched with those values' } },
    'Gateway',
    /knows no such path/,
    /project URL and the path/,
  ],
  [
    'Kong without its upstream',
    { status: 502, body: { message: 'An invalid response was received from the upstream server' } },
    'Gateway',
    /cannot reach the project/,
    /running/,
  ],
  [
    'Supabase without a key',
    {
      provider: 'supabase',
      status: 401,
      body: {
        message: 'No API key found in request',
        hint: 'No `apikey` request header or url param was found.',
      },
    },
    'Gateway',
    /no API key in the request/,
    /Set the anon key/,
  ],
  [
    'Supabase with a wrong key',
    { provider: 'supabase', status: 401, body: { message: 'Invalid API key', hint: 'Double…' } },
    'Gateway',
    /does not know this anon key/,
    /Copy it again/,
  ],
  [
    'Supabase with a secret key from a browser',
    {
      provider: 'supabase',
      role: 'service_role',
      status: 401,
      body: { message: 'Forbidden use of secret API key in browser' },
    },
    'Gateway',
    /refuses a secret key/,
    /User-Agent/,
  ],
  [
    'Flux without a token',
    { provider: 'flux-v2', role: 'user', status: 401, body: { error: 'authorization required' } },
    'Gateway',
    /no project JWT/,
    /Set the project JWT/,
  ],
  [
    'Flux with a bad token',
    { provider: 'flux-v2', role: 'user', status: 401, body: { error: 'invalid or expired token' } },
    'Gateway',
    /does not accept the project JWT/,
    /HS256.*`sub`/,
  ],
  [
    'Flux with an unknown host',
    { provider: 'flux-v2', role: 'user', status: 404, body: { error: 'tenant not found' } },
    'Gateway',
    /no project at this URL/,
    /flux list/,
  ],
  [
    'Flux with too many requests',
    { provider: 'flux-v2', role: 'user', status: 429, body: { error: 'rate limit exceeded' } },
    'Gateway',
    /Too many requests/,
    /Wait a minute/,
  ],
  [
    'Flux with a project of the other engine',
    {
      provider: 'flux-v2',
      status: 502,
      body: { error: 'project mode "v1_dedicated" is not routed through this gateway' },
    },
    'Gateway',
    /dedicated \(v1\)/,
    /Add it as Flux v1/,
  ],
  [
    'Flux with a sleeping project',
    {
      provider: 'flux-v2',
      status: 503,
      body: { error: 'project is dormant; wake the project to resume API traffic' },
    },
    'Gateway',
    /dormant/,
    /flux wake/,
  ],
  [
    'Flux’s time limit',
    { provider: 'flux-v2', status: 504, body: { error: 'upstream timeout' } },
    'Gateway',
    /longer than the gateway waits/,
    /fewer rows/,
  ],
  [
    'the Project Service without a token',
    { status: 401, body: { error: 'Authorization header required' } },
    'Project Service',
    /no Authorization header/,
    /service_role/,
  ],
  [
    'the Project Service with a bad token',
    { status: 401, body: { error: "Invalid token: missing 'aud' claim" } },
    'Project Service',
    /does not accept the anon key: Invalid token: missing 'aud' claim/,
    /service role key/,
  ],
  [
    'the Project Service without credits',
    { status: 402, body: { error: 'insufficient_credits', balance: 0 } },
    'Project Service',
    /no credits/,
    /Add credits/,
  ],
  [
    'the Project Service over its rate',
    { status: 429, body: { error: 'Rate limit exceeded. Max 20 executions per minute.' } },
    'Project Service',
    /Too many requests/,
    /Wait a minute/,
  ],
  [
    'GoTrue',
    { status: 403, body: { code: 403, error_code: 'bad_jwt', msg: 'invalid JWT' } },
    'Auth',
    /invalid JWT/,
    /token of a signed-in user/,
  ],
  [
    'Storage',
    { status: 400, body: { statusCode: '404', error: 'Bucket not found', message: 'No bucket' } },
    'Storage',
    /No bucket/,
    /own words/,
  ],
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
    'a table that PostgREST 12 does not know',
    { status: 404, body: { code: '42P01', message: 'relation "public.order" does not exist' } },
    'Postgres',
    /no such table here: relation "public\.order"/,
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
  [
    'a web page',
    { status: 404, body: '<!DOCTYPE html><html><title>Studio</title></html>' },
    'Other server',
    /web page, not PostgREST/,
    /not of Studio/,
  ],
  [
    'a web page of a proxy that failed',
    { status: 502, body: '<html><head><title>502 Bad Gateway</title></head></html>' },
    'Gateway',
    /cannot reach the project/,
    /running/,
  ],
  [
    'plain words of a proxy',
    { status: 404, body: '404 page not found\n' },
    'Gateway',
    /nothing at this address/,
    /project URL/,
  ],
  [
    'a redirect',
    { status: 308, body: '', headers: { location: 'https://elsewhere.example/' } },
    'Other server',
    /points to another address/,
    /Location/,
  ],
  [
    'a paused project',
    { provider: 'supabase', status: 540, body: '' },
    'Gateway',
    /paused/,
    /Resume it/,
  ],
  ['a status of a proxy', { status: 522, body: '' }, 'Gateway', /does not answer/, /paused/],
  ['a teapot', { status: 418, body: 'short and stout' }, 'Other server', /not PostgREST/, /URL/],
];

function answer({ body, ...given }: Given): RefusedAnswer {
  return {
    provider: 'powabase',
    role: 'anon',
    status: 400,
    ...given,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

describe('the diagnosis of an answer', () => {
  for (const [what, given, layer, sentence, advice] of cases) {
    it(`explains ${what}`, () => {
      const found = diagnose(answer(given));
      assert.equal(found.layer, layer);
      assert.match(plain(found.sentence), sentence);
      assert.match(plain(found.advice), advice);
      assert.doesNotMatch(plain(found.sentence) + plain(found.advice), /\{\d\}|undefined|null/);
    });
  }

  it('leaves a value alone that looks like a place for an argument', () => {
    const body = {
      code: 'PGRST100',
      message: '"failed to parse filter (ov{1}{0})" (line 1, column 3)',
    };
    assert.equal(
      plain(diagnose(answer({ body })).sentence),
      'The filter cannot be read at character 3: ov{1}{0}',
    );
  });

  it('keeps the server’s own words below it', () => {
    const found = diagnose(
      answer({ body: { code: '23505', message: 'm', details: ['d'], hint: 'h' } }),
    );
    assert.equal(found.code, '23505');
    assert.deepEqual(found.details, [
      { label: 'Code', text: '23505' },
      { label: 'Message', text: 'm' },
      { label: 'Details', text: '[\n  "d"\n]' },
      { label: 'Hint', text: 'h' },
    ]);
  });

  it('repeats no secret that a server echoes', () => {
    const key = 'eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.hunter2hunter2';
    for (const code of ['PGRST301', 'P0001', undefined]) {
      const found = diagnose(
        answer({ status: 401, body: { code, message: `bad ${key}`, hint: key, error: key } }),
      );
      assert.doesNotMatch(JSON.stringify(found), /hunter2/);
    }
  });
});
