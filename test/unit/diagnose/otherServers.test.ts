import { type Explained, type Offered, testExplained, testOffered } from './answer';

/** Recorded answers, and what a person is told. */
const explained: readonly Explained[] = [
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

/** What a person is offered. */
const offered: readonly Offered[] = [
  [
    'a proxy that wants a login',
    { status: 407, body: '' },
    'Gateway',
    /proxy on the way/,
    'routing',
  ],
];

describe('an answer of another server', () => {
  testExplained(explained);
  testOffered(offered);
});
