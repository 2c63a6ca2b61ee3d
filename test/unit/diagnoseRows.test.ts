import assert from 'node:assert/strict';
import { diagnose, type Layer, type RefusedAnswer } from '../../src/core/diagnose';
import { plain } from '../../src/core/errors';
import { providerIds } from '../../src/core/model';
import type { Remedy, Topic } from '../../src/core/remedy';
import { topics } from '../../src/core/remedy';
import { guideOf } from '../../src/providers/guides';

function answer(given: Partial<Omit<RefusedAnswer, 'body'>>, body: unknown): RefusedAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { provider: 'powabase', role: 'anon', status: 400, ...given, body: text };
}

const topicOf = (remedies: readonly Remedy[]) => {
  const last = remedies.at(-1);
  return last?.kind === 'read' ? last.topic : undefined;
};

/** Each of https://docs.postgrest.org/en/v16/references/errors.html, and those that only version 12 has. */
const postgrestCodes: readonly (readonly [
  code: string,
  status: number,
  topic: Topic,
  offer?: Remedy['kind'],
])[] = [
  ['PGRST000', 503, 'status'],
  ['PGRST001', 503, 'status'],
  ['PGRST002', 503, 'status'],
  ['PGRST003', 504, 'status'],
  ['PGRST100', 400, 'requests'],
  ['PGRST101', 405, 'requests'],
  ['PGRST102', 400, 'requests'],
  ['PGRST103', 416, 'requests'],
  ['PGRST105', 405, 'requests'],
  ['PGRST106', 406, 'requests'],
  ['PGRST107', 406, 'requests', 'resend'],
  ['PGRST108', 400, 'requests'],
  ['PGRST109', 400, 'requests'],
  ['PGRST110', 400, 'requests'],
  ['PGRST111', 500, 'requests'],
  ['PGRST112', 500, 'requests'],
  ['PGRST114', 400, 'requests'],
  ['PGRST115', 400, 'requests'],
  ['PGRST116', 406, 'requests', 'resend'],
  ['PGRST117', 405, 'requests'],
  ['PGRST118', 400, 'requests'],
  ['PGRST119', 400, 'requests'],
  ['PGRST120', 400, 'requests'],
  ['PGRST121', 500, 'requests'],
  ['PGRST122', 400, 'requests'],
  ['PGRST123', 400, 'requests'],
  ['PGRST124', 400, 'requests'],
  ['PGRST125', 404, 'requests'],
  ['PGRST126', 404, 'requests'],
  ['PGRST127', 400, 'requests'],
  ['PGRST128', 400, 'requests'],
  ['PGRST200', 400, 'requests', 'openSql'],
  ['PGRST201', 300, 'requests'],
  ['PGRST202', 404, 'requests', 'openSql'],
  ['PGRST203', 300, 'requests'],
  ['PGRST204', 400, 'requests', 'openSql'],
  ['PGRST205', 404, 'requests', 'openSql'],
  ['PGRST300', 500, 'keys'],
  ['PGRST301', 401, 'unauthorized', 'setKey'],
  ['PGRST302', 401, 'keys', 'setKey'],
  ['PGRST303', 401, 'unauthorized', 'setKey'],
  ['PGRSTX00', 500, 'requests'],
];

/** A code of each class that PostgREST has a status for. */
const sqlstates: readonly (readonly [
  code: string,
  status: number,
  sentence: RegExp,
  topic?: Topic,
])[] = [
  ['08006', 503, /lost its database/, 'status'],
  ['09000', 500, /database refused/],
  ['0A000', 400, /cannot do this/],
  ['0L000', 403, /database refused/],
  ['0P000', 403, /no such role/, 'unauthorized'],
  ['21000', 400, /change every row/],
  ['21P01', 400, /more or fewer rows/],
  ['22023', 400, /cannot be used as it is/],
  ['22P02', 400, /does not fit its column/],
  ['23502', 400, /must have a value/],
  ['23503', 409, /points to no row/],
  ['23505', 409, /such a row already/],
  ['23P01', 400, /rule of the table/],
  ['25006', 405, /GET may not write/],
  ['25001', 500, /transaction does not allow/],
  ['26000', 400, /pooler gave another connection/, 'pooler'],
  ['28000', 403, /does not accept the login/, 'unauthorized'],
  ['2D000', 500, /database refused/],
  ['38000', 500, /database refused/],
  ['39000', 500, /database refused/],
  ['3B000', 500, /database refused/],
  ['40001', 500, /came in between/],
  ['40002', 500, /came in between/],
  ['42703', 400, /no such column/],
  ['42883', 404, /no such function/],
  ['42P01', 404, /no such table/, 'requests'],
  ['42P17', 500, /call themselves without end/, 'policies'],
  ['42804', 400, /cannot read the query/],
  ['53300', 503, /no connection left/],
  ['53200', 503, /run out of something/, 'status'],
  ['54001', 500, /too large for Postgres/, 'limits'],
  ['55P03', 500, /holds what this needs/],
  ['57014', 500, /ran too long/, 'limits'],
  ['57P01', 500, /ended the query/, 'status'],
  ['58030', 500, /outside of the query/, 'status'],
  ['F0000', 500, /outside of the query/, 'status'],
  ['HV000', 500, /foreign table/],
  ['P0001', 400, /function or trigger/],
  ['P0002', 500, /function or trigger/],
  ['PT402', 402, /chose this answer/],
  ['XX000', 500, /failed within itself/, 'status'],
];

/** What gateways and services say, recorded or from their sources. */
const services: readonly (readonly [
  what: string,
  given: RefusedAnswer,
  layer: Layer,
  sentence: RegExp,
  topic: Topic,
  offer?: Remedy['kind'],
])[] = [
  [
    'Kong without a key',
    answer({ status: 401 }, { message: 'No API key found in request' }),
    'Gateway',
    /no API key/,
    'keys',
    'setKey',
  ],
  [
    'Kong with a wrong key',
    answer({ status: 401 }, { message: 'Invalid authentication credentials' }),
    'Gateway',
    /does not know/,
    'keys',
    'setKey',
  ],
  [
    'Kong 3 with a wrong key',
    answer({ status: 401 }, { message: 'Unauthorized', request_id: '1' }),
    'Gateway',
    /does not know/,
    'keys',
    'setKey',
  ],
  [
    'Kong with the key twice',
    answer({ status: 401 }, { message: 'Duplicate API key found' }),
    'Gateway',
    /twice/,
    'keys',
  ],
  [
    'Kong’s access list',
    answer({ status: 403 }, { message: 'You cannot consume this service' }),
    'Gateway',
    /does not open/,
    'routing',
  ],
  [
    'Kong before Studio',
    answer(
      { status: 401, headers: { 'www-authenticate': 'Basic realm="service"' } },
      { message: 'Unauthorized' },
    ),
    'Gateway',
    /Studio/,
    'routing',
  ],
  [
    'Kong without a route',
    answer({ status: 404 }, { message: 'no Route matched with those values' }),
    'Gateway',
    /no such path/,
    'routing',
    'setUrl',
  ],
  [
    'Kong without an upstream',
    answer(
      { status: 502 },
      { message: 'An invalid response was received from the upstream server' },
    ),
    'Gateway',
    /cannot reach/,
    'status',
  ],
  [
    'Kong without a name',
    answer({ status: 503 }, { message: 'name resolution failed' }),
    'Gateway',
    /does not answer/,
    'status',
  ],
  [
    'Kong with a slow upstream',
    answer({ status: 504 }, { message: 'The upstream server is timing out' }),
    'Gateway',
    /in time/,
    'limits',
  ],
  [
    'Supabase with legacy keys switched off',
    answer(
      { provider: 'supabase', status: 401 },
      {
        message: 'Legacy API keys are disabled',
        hint: 'Your legacy API keys (anon, service_role) were disabled.',
      },
    ),
    'Gateway',
    /switched off/,
    'keys',
    'setKey',
  ],
  [
    'Supabase with a secret key from a browser',
    answer(
      { provider: 'supabase', status: 401 },
      { message: 'Forbidden use of secret API key in browser' },
    ),
    'Gateway',
    /refuses a secret key/,
    'keys',
  ],
  [
    'an sb_ key in Authorization, at PostgREST 14',
    answer(
      { provider: 'supabase', status: 401 },
      { code: 'PGRST301', message: 'Expected 3 parts in JWT; got 1' },
    ),
    'PostgREST',
    /is no JWT/,
    'keys',
  ],
  [
    'an sb_ key in Authorization, at PostgREST 12',
    answer(
      { provider: 'supabase', status: 401 },
      {
        code: 'PGRST301',
        message: 'JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got 1)',
      },
    ),
    'PostgREST',
    /is no JWT/,
    'keys',
  ],
  [
    'an Edge Function without a JWT',
    answer(
      { provider: 'supabase', status: 401 },
      { code: 401, message: 'Missing authorization header' },
    ),
    'Edge Functions',
    /wants a JWT/,
    'keys',
  ],
  [
    'an Edge Function with another JWT',
    answer({ provider: 'supabase', status: 401 }, { code: 401, message: 'Invalid JWT' }),
    'Edge Functions',
    /wants a JWT/,
    'keys',
  ],
  [
    'GoTrue with a bad token',
    answer(
      { status: 403 },
      { code: 403, error_code: 'bad_jwt', msg: 'invalid JWT: unable to parse' },
    ),
    'Auth',
    /does not accept the token/,
    'unauthorized',
    'setKey',
  ],
  [
    'GoTrue for admins',
    answer({ status: 403 }, { code: 403, error_code: 'not_admin', msg: 'User not allowed' }),
    'Auth',
    /only the service role/,
    'keys',
  ],
  [
    'GoTrue over its rate',
    answer(
      { status: 429 },
      { code: 429, error_code: 'over_email_send_rate_limit', msg: 'email rate limit exceeded' },
    ),
    'Auth',
    /too many/,
    'limits',
  ],
  [
    'GoTrue’s older words',
    answer(
      { status: 400 },
      { error: 'invalid_grant', error_description: 'Invalid login credentials' },
    ),
    'Auth',
    /Invalid login credentials/,
    'routing',
  ],
  [
    'Storage’s policy',
    answer(
      { status: 400 },
      {
        statusCode: '403',
        error: 'Unauthorized',
        message: 'new row violates row-level security policy',
      },
    ),
    'Storage',
    /policy of Storage/,
    'policies',
  ],
  [
    'Storage with an expired key',
    answer({ status: 400 }, { statusCode: '400', error: 'InvalidJWT', message: 'jwt expired' }),
    'Storage',
    /does not accept the anon key/,
    'unauthorized',
    'setKey',
  ],
  [
    'Storage with a large file',
    answer(
      { status: 413 },
      {
        statusCode: '413',
        error: 'Payload too large',
        message: 'The object exceeded the maximum allowed size',
      },
    ),
    'Storage',
    /larger than the bucket/,
    'limits',
  ],
  [
    'the Project Service without Authorization',
    answer({ status: 401 }, { error: 'Authorization header required' }),
    'Project Service',
    /no Authorization/,
    'keys',
  ],
  [
    'the Project Service with the anon key',
    answer({ status: 401 }, { error: 'Invalid token: Token is missing the "aud" claim' }),
    'Project Service',
    /does not accept the anon key/,
    'keys',
    'setKey',
  ],
  [
    'the Project Service with another audience',
    answer({ status: 401 }, { error: 'Invalid token audience' }),
    'Project Service',
    /does not accept/,
    'keys',
    'setKey',
  ],
  [
    'the Project Service with an old token',
    answer({ status: 401 }, { error: 'Token has expired' }),
    'Project Service',
    /does not accept/,
    'keys',
    'setKey',
  ],
  [
    'the Project Service without credits',
    answer({ status: 402 }, { error: 'x', code: 'insufficient_credits', balance: 0 }),
    'Project Service',
    /no credits/,
    'limits',
  ],
  [
    'the Project Service without billing',
    answer({ status: 503 }, { error: 'billing service unreachable' }),
    'Project Service',
    /credits of the organization/,
    'status',
  ],
  [
    'the Project Service over its rate',
    answer({ status: 429 }, { error: 'Rate limit exceeded. Max 20 executions per minute.' }),
    'Project Service',
    /Too many/,
    'limits',
  ],
  [
    'the Project Service with a bad sort',
    answer({ status: 400 }, { error: 'Invalid sort field' }),
    'Project Service',
    /Invalid sort field/,
    'routing',
  ],
  [
    'Flux without a token',
    answer({ provider: 'flux-v2', role: 'user', status: 401 }, { error: 'authorization required' }),
    'Gateway',
    /no project JWT/,
    'unauthorized',
    'setKey',
  ],
  [
    'Flux with a bad token',
    answer(
      { provider: 'flux-v2', role: 'user', status: 401 },
      { error: 'invalid or expired token' },
    ),
    'Gateway',
    /does not accept the project JWT/,
    'unauthorized',
    'setKey',
  ],
  [
    'Flux with an unknown host',
    answer({ provider: 'flux-v2', status: 404 }, { error: 'tenant not found' }),
    'Gateway',
    /no project at this URL/,
    'routing',
    'setUrl',
  ],
  [
    'Flux over its rate',
    answer({ provider: 'flux-v2', status: 429 }, { error: 'rate limit exceeded' }),
    'Gateway',
    /Too many/,
    'limits',
  ],
  [
    'Flux with a dedicated project',
    answer(
      { provider: 'flux-v2', status: 502 },
      { error: 'project mode "v1_dedicated" is not routed through this gateway' },
    ),
    'Gateway',
    /dedicated/,
    'routing',
  ],
  [
    'Flux without its upstream',
    answer({ provider: 'flux-v2', status: 502 }, { error: 'upstream error' }),
    'Gateway',
    /cannot reach/,
    'status',
  ],
  [
    'Flux while a project moves',
    answer(
      { provider: 'flux-v2', status: 503 },
      { error: 'project is migrating; try again later' },
    ),
    'Gateway',
    /being moved/,
    'status',
  ],
  [
    'Flux with a dormant project',
    answer(
      { provider: 'flux-v2', status: 503 },
      { error: 'project is dormant; wake the project to resume API traffic' },
    ),
    'Gateway',
    /dormant/,
    'status',
  ],
  [
    'Flux with an archived project',
    answer({ provider: 'flux-v2', status: 503 }, { error: 'project is archived; restore it' }),
    'Gateway',
    /archived/,
    'status',
  ],
  [
    'Flux with too much to do',
    answer(
      { provider: 'flux-v2', status: 503 },
      { error: 'gateway overloaded, retry later', inflight: 9, cap: 9 },
    ),
    'Gateway',
    /too much to do/,
    'status',
  ],
  [
    'Flux without a secret',
    answer(
      { provider: 'flux-v2', status: 503 },
      { error: 'project jwt_secret missing; run repair on the control plane' },
    ),
    'Gateway',
    /no JWT secret/,
    'status',
  ],
  [
    'Flux’s time limit',
    answer({ provider: 'flux-v2', status: 504 }, { error: 'upstream timeout' }),
    'Gateway',
    /longer than the gateway waits/,
    'limits',
  ],
  [
    'Flux with a table like a file',
    answer({ provider: 'flux-v2', status: 404, path: '/robots.txt' }, ''),
    'Gateway',
    /look like a file/,
    'routing',
  ],
  [
    'a proxy that wants a login',
    answer({ status: 407 }, ''),
    'Gateway',
    /proxy on the way/,
    'routing',
  ],
];

describe('every row of the documents is explained', () => {
  for (const [code, status, topic, offer] of postgrestCodes) {
    it(code, () => {
      const found = diagnose(
        answer({ status }, { code, message: 'words', details: null, hint: null }),
      );
      assert.equal(found.layer, 'PostgREST');
      assert.doesNotMatch(plain(found.sentence), /^PostgREST refused/);
      assert.doesNotMatch(plain(found.advice), /own words below/);
      assert.equal(topicOf(found.remedies), topic);
      assert.equal(found.remedies[0]?.kind, offer ?? 'read');
    });
  }

  for (const [code, status, sentence, topic = 'sql'] of sqlstates) {
    it(code, () => {
      const found = diagnose(answer({ status }, { code, message: 'words' }));
      assert.equal(found.layer, 'Postgres');
      assert.match(plain(found.sentence), sentence);
      assert.equal(topicOf(found.remedies), topic);
    });
  }

  for (const [what, given, layer, sentence, topic, offer] of services) {
    it(what, () => {
      const found = diagnose(given);
      assert.equal(found.layer, layer);
      assert.match(plain(found.sentence), sentence);
      assert.notEqual(plain(found.advice), '');
      assert.equal(topicOf(found.remedies), topic);
      assert.equal(found.remedies[0]?.kind, offer ?? 'read');
    });
  }
});

describe('every topic has a page', () => {
  const hosts: Readonly<Record<(typeof providerIds)[number], RegExp>> = {
    powabase: /^(?:docs\.powabase\.ai|www\.postgresql\.org)$/,
    supabase: /^(?:supabase\.com|www\.postgresql\.org)$/,
    'flux-v2': /^(?:flux\.vsl-base\.com|docs\.postgrest\.org|www\.postgresql\.org)$/,
    'flux-v1': /^(?:flux\.vsl-base\.com|docs\.postgrest\.org|www\.postgresql\.org)$/,
    postgrest: /^(?:docs\.postgrest\.org|www\.postgresql\.org)$/,
  };
  for (const id of providerIds) {
    it(`of ${id}`, () => {
      for (const topic of topics) {
        const url = new URL(guideOf(id).pages[topic]);
        assert.equal(url.protocol, 'https:');
        assert.match(url.hostname, hosts[id]);
      }
    });
  }

  it('and Flux’s four are the anchors that its first-request page names', () => {
    const { pages } = guideOf('flux-v2');
    assert.match(pages.unauthorized, /#401-unauthorized$/);
    assert.match(pages.grants, /#42501-permission-denied$/);
    assert.match(pages.empty, /#empty-array-instead-of-an-error$/);
  });
});
