import assert from 'node:assert/strict';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { now, sign } from '../sandbox/tokens';
import { ask, both, type Question } from './ask';

describe("the sandbox's Project Service", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let project: SandboxProject;
  const get = (path: string, question?: Question) => ask(project.url, path, question);
  before(async () => {
    sandbox = await start();
    project = sandbox.projects.powabase;
  });
  after(() => sandbox?.stop());

  it('lists agents with the envelope of the Project Service', async () => {
    const answer = await get('/api/agents', { headers: both(project.serviceRoleKey) });
    assert.equal(answer.status, 200);
    const body = answer.body as { agents: Record<string, unknown>[] };
    assert.deepEqual(
      { ...body, agents: body.agents.map(({ name }) => name) },
      {
        agents: ['Review moderator', 'Order support', 'Shopping assistant'],
        total: 3,
        limit: 50,
        offset: 0,
      },
    );
    const assistant = body.agents[2];
    assert.equal(assistant?.session_count, 4);
    assert.equal(assistant?.total_runs, 12);
    assert.equal(assistant?.last_run_at, '2026-10-01T18:03:00+00:00');
  });

  it('sorts, searches and pages lists within their limits', async () => {
    const list = async (query: string) =>
      (await get(`/api/sources?${query}`, { headers: both(project.serviceRoleKey) })).body as {
        sources: { name: string }[];
        limit: number;
      };
    const page = await list('sort=name&order=asc&limit=2&offset=1');
    assert.deepEqual(
      { ...page, sources: page.sources.map(({ name }) => name) },
      {
        sources: ['returns-policy.pdf', 'shipping-rates.md'],
        total: 6,
        limit: 2,
        offset: 1,
      },
    );
    assert.equal((await list('limit=1000')).limit, 100);
    assert.equal((await list('limit=0')).limit, 1);
    assert.equal((await list('limit=many')).limit, 50);
    assert.deepEqual(
      (await list('q=PDF&status=extracted')).sources.map(({ name }) => name),
      ['returns-policy.pdf'],
    );
    assert.equal((await list('q=_')).sources.length, 0);
  });

  it('refuses an unknown sort or order with a sentence', async () => {
    const headers = both(project.serviceRoleKey);
    const sort = await get('/api/agents?sort=size', { headers });
    assert.equal(sort.status, 400);
    assert.deepEqual(sort.body, {
      error: "Invalid sort 'size'. Allowed: created_at, last_run_at, name, updated_at",
    });
    const order = await get('/api/agents?order=up', { headers });
    assert.equal(order.status, 400);
    assert.deepEqual(order.body, { error: "Invalid order 'up'. Allowed: asc, desc" });
  });

  it('lists everything else that the tree shows', async () => {
    const list = async (path: string) =>
      (await get(path, { headers: both(project.serviceRoleKey) })).body as Record<string, unknown>;
    const bases = await list('/api/knowledge-bases?sort=name&order=asc');
    assert.equal(bases.total, 2);
    const [, help] = bases.knowledge_bases as Record<string, unknown>[];
    assert.equal(help?.name, 'Customer help');
    assert.equal(help?.chunk_count, 15);
    assert.deepEqual(help?.source_counts, {
      pending: 0,
      indexing: 0,
      indexed: 3,
      failed: 1,
      cancelled: 0,
      total: 4,
    });
    assert.equal((await list('/api/workflows')).total, 2);
    assert.deepEqual(Object.keys(await list('/api/orchestrations')), ['orchestrations']);
    assert.deepEqual(Object.keys(await list('/api/orchestrations?limit=5')), [
      'orchestrations',
      'total',
      'limit',
      'offset',
    ]);
    const { tools, ...nothingElse } = await list('/api/tools');
    assert.deepEqual(nothingElse, {});
    assert.deepEqual(
      (tools as { id: string | null; name: string }[]).map(({ id, name }) => [id === null, name]),
      [
        [true, 'web_search'],
        [false, 'order_status'],
      ],
    );
    const agents = await list('/api/agents?q=assistant');
    const [{ id } = { id: '' }] = agents.agents as { id: string }[];
    const { sessions } = await list(`/api/agents/${id}/sessions?limit=2`);
    assert.deepEqual(
      (sessions as { session_id: string }[]).map(({ session_id }) => session_id),
      ['session-8', 'session-6'],
    );
  });

  it('lets the service key and users into /api, and says why it refuses others', async () => {
    const { anonKey = '', serviceRoleKey = '', jwtSecret, userToken = '' } = project;
    const refusal = async (headers: Record<string, string>) => {
      const answer = await get('/api/agents', { headers });
      return answer.status === 200 ? 'none' : [answer.status, answer.body];
    };
    const token = (claims: object, secret = jwtSecret) => sign({ sub: 'x', ...claims }, secret);
    const aud = 'authenticated';
    assert.equal(await refusal(both(serviceRoleKey)), 'none');
    assert.equal(await refusal(both(anonKey, userToken)), 'none');
    assert.deepEqual(await refusal({ apikey: serviceRoleKey }), [
      401,
      { error: 'Authorization header required' },
    ]);
    assert.deepEqual(await refusal(both(anonKey)), [
      401,
      { error: 'Invalid token: Token is missing the "aud" claim' },
    ]);
    assert.deepEqual(await refusal(both(anonKey, await token({ aud: 'others' }))), [
      401,
      { error: 'Invalid token audience' },
    ]);
    assert.deepEqual(await refusal(both(anonKey, await token({ aud, exp: now() - 60 }))), [
      401,
      { error: 'Token has expired' },
    ]);
    assert.deepEqual(await refusal(both(anonKey, await token({ aud }, 'x'.repeat(40)))), [
      401,
      { error: 'Invalid token: Signature verification failed' },
    ]);
    assert.deepEqual(await refusal(both(anonKey, 'nonsense')), [
      401,
      { error: 'Invalid token: Not enough segments' },
    ]);
  });
});
