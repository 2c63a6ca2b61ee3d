import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import { mintToken } from '../../src/core/mintToken';
import type { HttpAnswer } from '../../src/core/ports';
import { readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';
import { jsonTable } from '../../src/core/results/jsonTable';
import { hopsOf } from '../../src/core/verify/hopsOf';
import { runHops } from '../../src/core/verify/runHops';
import { networkOf } from '../../src/node/network';
import { openDatabase } from '../../src/node/postgres';
import { providerOf } from '../../src/providers';
import { type Sandbox, start } from '../sandbox';
import { USERS } from '../sandbox/shop/platform';
import { now } from '../sandbox/tokens';
import { direct, sendHttp } from './directly';

const never = new AbortController().signal;
const postgrest = providerOf('postgrest');
const [{ id: sub }] = USERS;

describe('a PostgREST without a gateway', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  interface Sent {
    readonly url: string;
    readonly schema?: string;
    readonly token?: string;
  }

  function send({ url, schema, token }: Sent, text: string): Promise<HttpAnswer> {
    const request = readRequest(text, { start: 0, end: text.length });
    const destination = {
      projectUrl: url,
      restBase: postgrest.restBase(url),
      authentication: token === undefined ? {} : postgrest.headers(token),
      ...(schema === undefined ? {} : { schema }),
    };
    return sendHttp(toHttpRequest(request, destination), never);
  }

  const rowsOf = ({ status, body }: HttpAnswer) => {
    assert.equal(status, 200, body);
    return jsonTable(body)?.rows.length;
  };

  it('answers nobody in particular as its anonymous role', async () => {
    const { url } = sandbox.projects.powabase.direct;
    assert.equal(rowsOf(await send({ url }, 'GET /reviews?select=id')), 60);
  });

  it('answers a token as the role that it names', async () => {
    const { url, jwtSecret } = sandbox.projects.powabase.direct;
    const service = await mintToken({ role: 'service_role' }, jwtSecret, now());
    assert.equal(rowsOf(await send({ url, token: service }, 'GET /reviews?select=id')), 90);
  });

  it('reads and writes a tenant of Flux past its gateway, in the schema of the project', async () => {
    const { url, jwtSecret, schema, role } = sandbox.projects.fluxV2.direct;
    const token = await mintToken({ role, sub }, jwtSecret, now());
    const customers = 'GET /customers?select=id';
    assert.equal(rowsOf(await send({ url, token, schema }, customers)), 1);
    const elsewhere = await send({ url, token }, customers);
    assert.equal(elsewhere.status, 404, 'the server’s own first schema is another one');
    assert.equal(
      rowsOf(await send({ url, token }, `# @schema ${schema}\n${customers}`)),
      1,
      'a line of the request goes before the project',
    );
    const changed = await send(
      { url, token, schema },
      `PATCH /customers?id=eq.00000000-0000-4000-8000-000000000000\nPrefer: return=representation\n\n{"full_name":"Nobody"}`,
    );
    assert.equal(rowsOf(changed), 0);
    const called = await send(
      { url, token, schema },
      'POST /rpc/search_products\n\n{"query":"kettle"}',
    );
    assert.ok(Number(rowsOf(called)) > 0);
  });

  it('passes every hop of Verify', async () => {
    const { url, jwtSecret, schema, role } = sandbox.projects.fluxV2.direct;
    const value = await mintToken({ role, sub }, jwtSecret, now());
    const hops = hopsOf(
      {
        url,
        rest: { provider: 'postgrest', restBase: postgrest.restBase(url) },
        roles: [
          {
            id: 'user',
            label: 'user',
            headers: { ...postgrest.headers(value), 'Accept-Profile': schema },
          },
        ],
        keys: [{ id: 'userToken', label: 'JWT', value, anyRole: true }],
        jwtSecret,
      },
      { send: sendHttp, openDatabase, network: networkOf(direct) },
    );
    const ends = await runHops(hops, () => {}, never);
    const said = ends.map(({ hop, state }) =>
      state.kind === 'found'
        ? `${hop.id} ${state.finding.kind}: ${plain(state.finding.sentence)}`
        : `${hop.id} ${state.kind}`,
    );
    assert.deepEqual(
      said.filter((line) => !line.includes(' passed: ')),
      [],
    );
    const key = ends.find(({ hop }) => hop.id === 'key:userToken')?.state;
    assert.ok(key?.kind === 'found');
    assert.match(key.finding.fingerprint ?? '', /^[\da-f]{8}$/);
    assert.ok(Number(key.finding.expires) > now());
  });
});
