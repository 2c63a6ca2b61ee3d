import { type Explained, type Offered, testExplained, testOffered } from './answer';

/** Recorded bodies, and what a person is told. */
const explained: readonly Explained[] = [
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
];

/** What a person is offered. */
const offered: readonly Offered[] = [
  [
    'Supabase with legacy keys switched off',
    {
      provider: 'supabase',
      status: 401,
      body: {
        message: 'Legacy API keys are disabled',
        hint: 'Your legacy API keys (anon, service_role) were disabled.',
      },
    },
    'Gateway',
    /switched off/,
    'keys',
    'setKey',
  ],
  [
    'Supabase with a secret key from a browser',
    {
      provider: 'supabase',
      status: 401,
      body: { message: 'Forbidden use of secret API key in browser' },
    },
    'Gateway',
    /refuses a secret key/,
    'keys',
  ],
  [
    'an sb_ key in Authorization, at PostgREST 14',
    {
      provider: 'supabase',
      status: 401,
      body: { code: 'PGRST301', message: 'Expected 3 parts in JWT; got 1' },
    },
    'PostgREST',
    /is no JWT/,
    'keys',
  ],
  [
    'an sb_ key in Authorization, at PostgREST 12',
    {
      provider: 'supabase',
      status: 401,
      body: {
        code: 'PGRST301',
        message: 'JWSError (CompactDecodeError Invalid number of parts: Expected 3 parts; got 1)',
      },
    },
    'PostgREST',
    /is no JWT/,
    'keys',
  ],
  [
    'an Edge Function without a JWT',
    {
      provider: 'supabase',
      status: 401,
      body: { code: 401, message: 'Missing authorization header' },
    },
    'Edge Functions',
    /wants a JWT/,
    'keys',
  ],
  [
    'an Edge Function with another JWT',
    { provider: 'supabase', status: 401, body: { code: 401, message: 'Invalid JWT' } },
    'Edge Functions',
    /wants a JWT/,
    'keys',
  ],
];

describe('an answer of Supabase’s own gateway', () => {
  testExplained(explained);
  testOffered(offered);
});
