import { type Explained, type Offered, testExplained, testOffered } from './answer';

/** Recorded bodies, and what a person is told. */
const explained: readonly Explained[] = [
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
];

/** What a person is offered. */
const offered: readonly Offered[] = [
  [
    'GoTrue with a bad token',
    {
      status: 403,
      body: { code: 403, error_code: 'bad_jwt', msg: 'invalid JWT: unable to parse' },
    },
    'Auth',
    /does not accept the token/,
    'unauthorized',
    'setKey',
  ],
  [
    'GoTrue for admins',
    { status: 403, body: { code: 403, error_code: 'not_admin', msg: 'User not allowed' } },
    'Auth',
    /only the service role/,
    'keys',
  ],
  [
    'GoTrue over its rate',
    {
      status: 429,
      body: {
        code: 429,
        error_code: 'over_email_send_rate_limit',
        msg: 'email rate limit exceeded',
      },
    },
    'Auth',
    /too many/,
    'limits',
  ],
  [
    'GoTrue’s older words',
    {
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid login credentials' },
    },
    'Auth',
    /Invalid login credentials/,
    'routing',
  ],
  [
    'Storage’s policy',
    {
      status: 400,
      body: {
        statusCode: '403',
        error: 'Unauthorized',
        message: 'new row violates row-level security policy',
      },
    },
    'Storage',
    /policy of Storage/,
    'policies',
  ],
  [
    'Storage with an expired key',
    { status: 400, body: { statusCode: '400', error: 'InvalidJWT', message: 'jwt expired' } },
    'Storage',
    /does not accept the anon key/,
    'unauthorized',
    'setKey',
  ],
  [
    'Storage with a large file',
    {
      status: 413,
      body: {
        statusCode: '413',
        error: 'Payload too large',
        message: 'The object exceeded the maximum allowed size',
      },
    },
    'Storage',
    /larger than the bucket/,
    'limits',
  ],
  [
    'the Project Service without Authorization',
    { status: 401, body: { error: 'Authorization header required' } },
    'Project Service',
    /no Authorization/,
    'keys',
  ],
  [
    'the Project Service with the anon key',
    { status: 401, body: { error: 'Invalid token: Token is missing the "aud" claim' } },
    'Project Service',
    /does not accept the anon key/,
    'keys',
    'setKey',
  ],
  [
    'the Project Service with another audience',
    { status: 401, body: { error: 'Invalid token audience' } },
    'Project Service',
    /does not accept/,
    'keys',
    'setKey',
  ],
  [
    'the Project Service with an old token',
    { status: 401, body: { error: 'Token has expired' } },
    'Project Service',
    /does not accept/,
    'keys',
    'setKey',
  ],
  [
    'the Project Service without credits',
    { status: 402, body: { error: 'x', code: 'insufficient_credits', balance: 0 } },
    'Project Service',
    /no credits/,
    'limits',
  ],
  [
    'the Project Service without billing',
    { status: 503, body: { error: 'billing service unreachable' } },
    'Project Service',
    /credits of the organization/,
    'status',
  ],
  [
    'the Project Service over its rate',
    { status: 429, body: { error: 'Rate limit exceeded. Max 20 executions per minute.' } },
    'Project Service',
    /Too many/,
    'limits',
  ],
  [
    'the Project Service with a bad sort',
    { status: 400, body: { error: 'Invalid sort field' } },
    'Project Service',
    /Invalid sort field/,
    'routing',
  ],
];

describe('an answer of a service beside PostgREST', () => {
  testExplained(explained);
  testOffered(offered);
});
