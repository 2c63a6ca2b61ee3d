import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import type { CredentialId } from '../../src/core/model';
import type { Database, HttpAnswer, Network } from '../../src/core/ports';
import type { Remedy } from '../../src/core/remedy';
import { hopsOf, type VerifiedProject, type VerifyPorts } from '../../src/core/verify/hopsOf';
import { runHops } from '../../src/core/verify/runHops';

const never = new AbortController().signal;
const now = Math.floor(Date.now() / 1_000);
const day = 86_400;

function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

const nothing: VerifyPorts = {
  send: async () => {
    throw new Error('nobody asked');
  },
  openDatabase: async () => {
    throw new Error('nobody asked');
  },
  network: {
    proxyOf: () => undefined,
    addresses: async () => ['192.0.2.1'],
    handshake: async () => ({
      version: 'TLSv1.3',
      authority: 'A',
      validTo: '2027-01-31',
      verified: true,
    }),
  },
};

async function findingsOf(project: Partial<VerifiedProject>, ports: Partial<VerifyPorts> = {}) {
  const hops = hopsOf({ roles: [], keys: [], ...project }, { ...nothing, ...ports });
  const ends = await runHops(hops, () => {}, never);
  return new Map(
    ends.map(({ hop, state }) => [hop.id, state.kind === 'found' ? state.finding : undefined]),
  );
}

const url = 'https://abcdefghijklmnopqrst.supabase.co';

/** What a key says of itself, and what is offered for it. */
const keys: readonly (readonly [
  what: string,
  id: CredentialId,
  claims: object,
  kind: string,
  sentence: RegExp,
  offer: Remedy['kind'] | undefined,
  offered?: CredentialId,
])[] = [
  [
    'is of this project',
    'userToken',
    { sub: 'x', iss: `${url}/auth/v1`, exp: now + day },
    'passed',
    /A token of x, valid until/,
    undefined,
  ],
  [
    'has expired',
    'anonKey',
    { role: 'anon', exp: now - 60 },
    'failed',
    /expired on \d{4}/,
    'setCredential',
    'anonKey',
  ],
  [
    'expires soon',
    'anonKey',
    { role: 'anon', exp: now + 3 * day },
    'warned',
    /^It expires on/,
    'setCredential',
    'anonKey',
  ],
  [
    'is the other one',
    'anonKey',
    { role: 'service_role', exp: now + 99 * day },
    'failed',
    /service role \(secret\) key/,
    'setCredential',
    'anonKey',
  ],
  [
    'is of another project',
    'anonKey',
    { role: 'anon', ref: 'zzzzzzzzzzzzzzzzzzzz' },
    'failed',
    /another project: zzzz/,
    'setCredential',
    'anonKey',
  ],
  [
    'was issued elsewhere',
    'userToken',
    { sub: 'x', iss: 'https://other.p.powabase.ai/auth/v1', exp: now + day },
    'failed',
    /another project: other\.p\.powabase\.ai/,
    'setCredential',
    'userToken',
  ],
  [
    'is a legacy anon key',
    'anonKey',
    { role: 'anon', ref: 'abcdefghijklmnopqrst', exp: now + 999 * day },
    'warned',
    /legacy JWT key with the role anon/,
    'setCredential',
    'publishableKey',
  ],
  [
    'is a legacy service key',
    'serviceRoleKey',
    { role: 'service_role', ref: 'abcdefghijklmnopqrst', exp: now + 999 * day },
    'warned',
    /legacy JWT key with the role service_role/,
    'setCredential',
    'secretKey',
  ],
];

const service = {
  label: 'Project Service',
  url: `${url}/api/agents`,
  role: { id: 'service_role', label: 'service_role', headers: {} },
} as const;

const rest = { provider: 'powabase', restBase: `${url}/rest/v1` } as const;

function answering(status: number, body: string): Partial<VerifyPorts> {
  const answer: HttpAnswer = { status, statusText: '', headers: {}, body, milliseconds: 1 };
  return { send: async () => answer };
}

function database(processId: number, tls: Database['tls']): Partial<VerifyPorts> {
  const opened: Database = {
    query: async () => [['17.2', 'postgres', '7']],
    run: async () => ({ tag: '', capped: false }),
    atomically: () => Promise.reject(new Error('A check changes nothing.')),
    user: 'postgres',
    processId,
    tls,
    alive: true,
    transaction: 'none',
    close: async () => {},
  };
  return { openDatabase: async () => opened };
}

describe('a hop of Verify', () => {
  for (const [what, id, claims, kind, sentence, offer, offered] of keys) {
    it(`says that a key ${what}`, async () => {
      const found = await findingsOf({ url, keys: [{ id, label: 'Key', value: jwt(claims) }] });
      const finding = found.get(`key:${id}`);
      assert.ok(finding);
      assert.equal(finding.kind, kind);
      assert.match(plain(finding.sentence), sentence);
      const [first] = finding.remedies ?? [];
      assert.equal(first?.kind, offer);
      if (first?.kind === 'setCredential') assert.equal(first.id, offered);
    });
  }

  for (const [body, sentence] of [
    ['{"agents":[],"total":0,"limit":50,"offset":0}', /the list holds 0\./],
    ['{"agents":[{"id":"1"}],"total":1,"limit":50,"offset":0}', /the list holds 1\./],
    ['{"agents":[]}', /^It answers\.$/],
  ] as const) {
    it(`passes the Project Service with ${body.slice(0, 20)}`, async () => {
      const finding = (await findingsOf({ url, rest, service }, answering(200, body))).get(
        'service',
      );
      assert.equal(finding?.kind, 'passed');
      assert.match(finding ? plain(finding.sentence) : '', sentence);
    });
  }

  for (const [processId, tls, sentence] of [
    [7, 'verified', /directly, over TLS with a verified certificate/],
    [8, 'verified', /through a pooler, over TLS with a verified/],
    [8, 'none', /through a pooler, without TLS/],
    [7, 'unverified', /directly, over TLS with a certificate that was not verified/],
  ] as const) {
    it(`says of Postgres: ${sentence.source}`, async () => {
      const finding = (await findingsOf({ databaseUrl: 'x' }, database(processId, tls))).get(
        'database',
      );
      assert.match(finding ? plain(finding.sentence) : '', sentence);
    });
  }

  it('leaves the name to the proxy where there is one', async () => {
    const network: Network = {
      ...nothing.network,
      proxyOf: () => 'proxy.example:8080',
      addresses: async () => {
        throw new Error('a name that only the proxy can resolve');
      },
    };
    const finding = (await findingsOf({ url }, { network })).get('names');
    assert.equal(finding?.kind, 'passed');
    assert.match(finding ? plain(finding.sentence) : '', /proxy proxy\.example:8080/);
  });

  it('warns of a host with IPv6 alone', async () => {
    const network = { ...nothing.network, addresses: async () => ['2001:db8::1'] };
    const finding = (await findingsOf({ url }, { network })).get('names');
    assert.equal(finding?.kind, 'warned');
  });

  it('that cannot reach the database offers to set its URL', async () => {
    const finding = (await findingsOf({ databaseUrl: 'x' })).get('database');
    assert.deepEqual(finding?.remedies?.[0], { kind: 'setCredential', id: 'databaseUrl' });
  });

  it('with a key that the gateway does not know offers to set that key', async () => {
    const role = { id: 'anon', label: 'anon', headers: { apikey: 'x' } } as const;
    const refused = answering(401, '{"message":"Invalid authentication credentials"}');
    const finding = (await findingsOf({ url, rest, roles: [role] }, refused)).get('role:anon');
    assert.deepEqual(finding?.remedies, [
      { kind: 'setKey', role: 'anon' },
      { kind: 'read', topic: 'keys' },
    ]);
  });
});
