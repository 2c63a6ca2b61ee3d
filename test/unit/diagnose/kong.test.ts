import { type Explained, type Offered, testExplained, testOffered } from './answer';

/** Recorded bodies of Kong 2.8 and 3, and what a person is told. */
const explained: readonly Explained[] = [
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
];

/** What a person is offered. */
const offered: readonly Offered[] = [
  [
    'Kong without a key',
    { status: 401, body: { message: 'No API key found in request' } },
    'Gateway',
    /no API key/,
    'keys',
    'setKey',
  ],
  [
    'Kong with a wrong key',
    { status: 401, body: { message: 'Invalid authentication credentials' } },
    'Gateway',
    /does not know/,
    'keys',
    'setKey',
  ],
  [
    'Kong 3 with a wrong key',
    { status: 401, body: { message: 'Unauthorized', request_id: '1' } },
    'Gateway',
    /does not know/,
    'keys',
    'setKey',
  ],
  [
    'Kong with the key twice',
    { status: 401, body: { message: 'Duplicate API key found' } },
    'Gateway',
    /twice/,
    'keys',
  ],
  [
    'Kong’s access list',
    { status: 403, body: { message: 'You cannot consume this service' } },
    'Gateway',
    /does not open/,
    'routing',
  ],
  [
    'Kong before Studio',
    {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="service"' },
      body: { message: 'Unauthorized' },
    },
    'Gateway',
    /Studio/,
    'routing',
  ],
  [
    'Kong without a route',
    { status: 404, body: { message: 'no Route matched with those values' } },
    'Gateway',
    /no such path/,
    'routing',
    'setUrl',
  ],
  [
    'Kong without an upstream',
    { status: 502, body: { message: 'An invalid response was received from the upstream server' } },
    'Gateway',
    /cannot reach/,
    'status',
  ],
  [
    'Kong without a name',
    { status: 503, body: { message: 'name resolution failed' } },
    'Gateway',
    /does not answer/,
    'status',
  ],
  [
    'Kong with a slow upstream',
    { status: 504, body: { message: 'The upstream server is timing out' } },
    'Gateway',
    /in time/,
    'limits',
  ],
];

describe('an answer of Kong', () => {
  testExplained(explained);
  testOffered(offered);
});
