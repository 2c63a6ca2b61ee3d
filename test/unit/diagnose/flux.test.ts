import { type Explained, type Offered, testExplained, testOffered } from './answer';

/** Recorded bodies, and those that are in its source, and what a person is told. */
const explained: readonly Explained[] = [
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
];

/** What a person is offered. */
const offered: readonly Offered[] = [
  [
    'Flux without a token',
    { provider: 'flux-v2', role: 'user', status: 401, body: { error: 'authorization required' } },
    'Gateway',
    /no project JWT/,
    'unauthorized',
    'setKey',
  ],
  [
    'Flux with a bad token',
    { provider: 'flux-v2', role: 'user', status: 401, body: { error: 'invalid or expired token' } },
    'Gateway',
    /does not accept the project JWT/,
    'unauthorized',
    'setKey',
  ],
  [
    'Flux with an unknown host',
    { provider: 'flux-v2', status: 404, body: { error: 'tenant not found' } },
    'Gateway',
    /no project at this URL/,
    'routing',
    'setUrl',
  ],
  [
    'Flux over its rate',
    { provider: 'flux-v2', status: 429, body: { error: 'rate limit exceeded' } },
    'Gateway',
    /Too many/,
    'limits',
  ],
  [
    'Flux with a dedicated project',
    {
      provider: 'flux-v2',
      status: 502,
      body: { error: 'project mode "v1_dedicated" is not routed through this gateway' },
    },
    'Gateway',
    /dedicated/,
    'routing',
  ],
  [
    'Flux without its upstream',
    { provider: 'flux-v2', status: 502, body: { error: 'upstream error' } },
    'Gateway',
    /cannot reach/,
    'status',
  ],
  [
    'Flux while a project moves',
    { provider: 'flux-v2', status: 503, body: { error: 'project is migrating; try again later' } },
    'Gateway',
    /being moved/,
    'status',
  ],
  [
    'Flux with a dormant project',
    {
      provider: 'flux-v2',
      status: 503,
      body: { error: 'project is dormant; wake the project to resume API traffic' },
    },
    'Gateway',
    /dormant/,
    'status',
  ],
  [
    'Flux with an archived project',
    { provider: 'flux-v2', status: 503, body: { error: 'project is archived; restore it' } },
    'Gateway',
    /archived/,
    'status',
  ],
  [
    'Flux with too much to do',
    {
      provider: 'flux-v2',
      status: 503,
      body: { error: 'gateway overloaded, retry later', inflight: 9, cap: 9 },
    },
    'Gateway',
    /too much to do/,
    'status',
  ],
  [
    'Flux without a secret',
    {
      provider: 'flux-v2',
      status: 503,
      body: { error: 'project jwt_secret missing; run repair on the control plane' },
    },
    'Gateway',
    /no JWT secret/,
    'status',
  ],
  [
    'Flux’s time limit',
    { provider: 'flux-v2', status: 504, body: { error: 'upstream timeout' } },
    'Gateway',
    /longer than the gateway waits/,
    'limits',
  ],
  [
    'Flux with a table like a file',
    { provider: 'flux-v2', status: 404, path: '/robots.txt', body: '' },
    'Gateway',
    /look like a file/,
    'routing',
  ],
];

describe('an answer of Flux’s gateway', () => {
  testExplained(explained);
  testOffered(offered);
});
