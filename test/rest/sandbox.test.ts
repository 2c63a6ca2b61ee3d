import assert from 'node:assert/strict';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { poll } from '../sandbox/poll';
import { now, sign } from '../sandbox/tokens';
import { ask, type Question } from './ask';

/** How many rows of a table a reader sees. */
async function countRows(base: string, table: string, headers: Record<string, string>) {
  const answer = await ask(base, `${table}?select=*`, { headers });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.ok(Array.isArray(answer.body));
  return answer.body.length;
}

const both = (key = '', token = key) => ({ apikey: key, authorization: `Bearer ${token}` });

describe('the sandbox', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox.stop());

  describe('as Powabase', () => {
    let project: SandboxProject;
    const get = (path: string, question?: Question) => ask(project.url, path, question);
    before(() => {
      project = sandbox.projects.powabase;
    });

    it('shows anon, a signed-in customer and the service role different rows', async () => {
      const { url, anonKey, serviceRoleKey, userToken } = project;
      const anon = both(anonKey);
      const customer = both(anonKey, userToken);
      const service = both(serviceRoleKey);
      const seen = async (table: string) => [
        await countRows(url, `/rest/v1/${table}`, anon),
        await countRows(url, `/rest/v1/${table}`, customer),
        await countRows(url, `/rest/v1/${table}`, service),
      ];
      assert.deepEqual(await seen('products'), [60, 60, 60]);
      assert.deepEqual(await seen('customers'), [0, 1, 40]);
      assert.deepEqual(await seen('reviews'), [60, 61, 90]);
      assert.deepEqual(await seen('orders'), [0, 3, 120]);
      assert.deepEqual(await seen('payments'), [0, 0, 85]);
      assert.deepEqual(await seen('newsletter_signups'), [25, 25, 25]);
    });

    it('reads a service key without Authorization as anon, in silence', async () => {
      const headers = { apikey: project.serviceRoleKey ?? '' };
      assert.equal(await countRows(project.url, '/rest/v1/customers', headers), 0);
    });

    it('takes the key from the query and keeps it from PostgREST', async () => {
      const answer = await get(`/rest/v1/categories?apikey=${project.anonKey}&id=eq.2&select=name`);
      assert.equal(answer.status, 200);
      assert.deepEqual(answer.body, [{ name: 'Lighting' }]);
      assert.equal(answer.headers.via, 'kong/2.8.1');
    });

    it('refuses a missing, an unknown and a doubled key as Kong does', async () => {
      const { anonKey = '' } = project;
      for (const path of ['/rest/v1/products', '/api/agents', '/auth/v1/health']) {
        const missing = await get(path, { headers: { authorization: `Bearer ${anonKey}` } });
        assert.equal(missing.status, 401);
        assert.deepEqual(missing.body, { message: 'No API key found in request' });
        assert.equal(missing.headers['www-authenticate'], 'Key realm="kong"');
        const unknown = await get(path, { headers: both('nobody') });
        assert.equal(unknown.status, 401);
        assert.deepEqual(unknown.body, { message: 'Invalid authentication credentials' });
        const doubled = await get(path, { headers: { apikey: [anonKey, anonKey] } });
        assert.equal(doubled.status, 401);
        assert.deepEqual(doubled.body, { message: 'Duplicate API key found' });
      }
    });

    it('passes a bad token on to PostgREST, which refuses it', async () => {
      const answer = await get('/rest/v1/products', { headers: both(project.anonKey, 'a.b.c') });
      assert.equal(answer.status, 401);
      assert.match(JSON.stringify(answer.body), /"code":"PGRST301"/);
    });

    it('exposes the schemas of a hosted project', async () => {
      const agents = (key = '', token?: string) =>
        countRows(project.url, '/rest/v1/agents', {
          ...both(key, token),
          'accept-profile': 'ai',
        });
      assert.equal(await agents(project.anonKey), 0);
      assert.equal(await agents(project.anonKey, project.userToken), 3);
      assert.equal(await agents(project.serviceRoleKey), 3);
      const hidden = await get('/rest/v1/users', {
        headers: { ...both(project.serviceRoleKey), 'accept-profile': 'auth' },
      });
      assert.equal(hidden.status, 406);
      assert.match(JSON.stringify(hidden.body), /PGRST106/);
    });

    it('writes, and gives an int8 and a numeric as the database wrote them', async () => {
      const headers = { ...both(project.serviceRoleKey), prefer: 'return=representation' };
      const body = { email: 'new@example.com', source: 'footer' };
      const made = await get('/rest/v1/newsletter_signups', { method: 'POST', headers, body });
      assert.equal(made.status, 201);
      const gone = await get('/rest/v1/newsletter_signups?email=eq.new@example.com', {
        method: 'DELETE',
        headers,
      });
      assert.equal(gone.status, 200);
      const csv = { ...both(project.serviceRoleKey), accept: 'text/csv' };
      const payment = await get('/rest/v1/payments?select=id,amount&order=id&limit=1', {
        headers: csv,
      });
      assert.equal(payment.body, 'id,amount\n9007199254742993,927.30000000');
    });

    it('calls functions', async () => {
      const answer = await get('/rest/v1/rpc/search_products', {
        method: 'POST',
        headers: both(project.anonKey),
        body: { query: 'kettle' },
      });
      assert.equal(answer.status, 200);
      assert.ok(Array.isArray(answer.body));
      assert.deepEqual(
        answer.body.map(({ name }) => name),
        ['Oak kettle', 'Copper kettle', 'Folding kettle', 'Blue kettle', 'Compact kettle'],
      );
      const stock = { product: 1, amount: 5 };
      const refused = await get('/rest/v1/rpc/add_to_stock', {
        method: 'POST',
        headers: both(project.anonKey),
        body: stock,
      });
      assert.equal(refused.status, 401);
      assert.match(JSON.stringify(refused.body), /"code":"42501"/);
    });

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
        (await get(path, { headers: both(project.serviceRoleKey) })).body as Record<
          string,
          unknown
        >;
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

    it('answers health checks, and refuses routes that are for the service key or are none', async () => {
      const headers = both(project.anonKey);
      assert.equal((await get('/auth/v1/health', { headers })).status, 200);
      assert.equal((await get('/auth/v1/settings', { headers })).status, 200);
      assert.equal((await get('/storage/v1/status')).status, 200);
      assert.equal((await get('/api/health')).status, 200);
      const meta = await get('/pg/tables', { headers });
      assert.equal(meta.status, 403);
      assert.deepEqual(meta.body, { message: 'You cannot consume this service' });
      const lost = await get('/graphql/v1', { headers });
      assert.equal(lost.status, 404);
      assert.deepEqual(lost.body, { message: 'no Route matched with those values' });
    });

    it('remembers what reached it', async () => {
      await get('/rest/v1/products?limit=1', {
        headers: { ...both('nobody'), 'X-Client-Info': 'me' },
      });
      const last = project.requests.at(-1);
      assert.equal(last?.method, 'GET');
      assert.equal(last?.path, '/rest/v1/products?limit=1');
      assert.equal(last?.headers.apikey, 'nobody');
      assert.equal(last?.headers['x-client-info'], 'me');
    });

    it('reads the schema again after a change', async () => {
      const headers = both(project.serviceRoleKey);
      const { Client } = await import('pg');
      const client = new Client({ connectionString: project.databaseUrl });
      await client.connect();
      await client.query('create table gift_cards (code text primary key)');
      await client.end();
      const rows = await poll(async () => {
        const answer = await get('/rest/v1/gift_cards', { headers });
        return answer.status === 200 ? answer.body : undefined;
      }, 'PostgREST did not see the new table.');
      assert.deepEqual(rows, []);
    });
  });

  describe('as Supabase', () => {
    let project: SandboxProject;
    const get = (path: string, question?: Question) => ask(project.url, path, question);
    const customers = (headers: Record<string, string>) =>
      countRows(project.url, '/rest/v1/customers', headers);
    before(() => {
      project = sandbox.projects.supabase;
    });

    it('turns opaque keys into roles', async () => {
      const { publishableKey = '', secretKey = '', userToken = '' } = project;
      assert.equal(await customers({ apikey: publishableKey }), 0);
      assert.equal(await customers({ apikey: secretKey }), 40);
      assert.equal(await customers(both(publishableKey, userToken)), 1);
      assert.equal(await customers(both(secretKey)), 40);
    });

    it('takes legacy keys, with Authorization or without', async () => {
      const { anonKey = '', serviceRoleKey = '' } = project;
      assert.equal(await customers({ apikey: anonKey }), 0);
      assert.equal(await customers({ apikey: serviceRoleKey }), 40);
      assert.equal(await customers(both(serviceRoleKey)), 40);
      assert.equal(await customers(both(serviceRoleKey, anonKey)), 0);
    });

    it('refuses a missing and an unknown key with a hint', async () => {
      const missing = await get('/rest/v1/products');
      assert.equal(missing.status, 401);
      assert.deepEqual(missing.body, {
        message: 'No API key found in request',
        hint: 'No `apikey` request header or url param was found.',
      });
      const wrong = {
        message: 'Invalid API key',
        hint: 'Double check your Supabase `anon` or `service_role` API key.',
      };
      const unknown = await get('/rest/v1/products', { headers: { apikey: 'sb_secret_unknown' } });
      assert.equal(unknown.status, 401);
      assert.deepEqual(unknown.body, wrong);
      const other = both(project.publishableKey, project.secretKey);
      const mixed = await get('/rest/v1/products', { headers: other });
      assert.equal(mixed.status, 401);
      assert.deepEqual(mixed.body, wrong);
    });

    it('refuses a secret key from a browser, and only a secret one', async () => {
      const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' };
      const { secretKey = '', serviceRoleKey = '' } = project;
      const refused = await get('/rest/v1/products', {
        headers: { apikey: secretKey, ...browser },
      });
      assert.equal(refused.status, 401);
      assert.deepEqual(refused.body, { message: 'Forbidden use of secret API key in browser' });
      assert.equal(await customers({ apikey: serviceRoleKey, ...browser }), 40);
    });

    it('has the values that every local project has', () => {
      assert.equal(project.jwtSecret, 'super-secret-jwt-token-with-at-least-32-characters-long');
      assert.match(
        project.databaseUrl,
        /^postgresql:\/\/postgres:postgres@127\.0\.0\.1:\d+\/postgres$/,
      );
      const [, claims = ''] = project.anonKey?.split('.') ?? [];
      assert.deepEqual(JSON.parse(Buffer.from(claims, 'base64url').toString()), {
        iss: 'supabase-demo',
        role: 'anon',
        exp: 1983812996,
      });
    });

    it('answers health checks and does not expose the schema ai', async () => {
      const headers = { apikey: project.publishableKey ?? '' };
      assert.equal((await get('/auth/v1/health', { headers })).status, 200);
      assert.equal((await get('/storage/v1/status', { headers })).status, 200);
      const hidden = await get('/rest/v1/agents', {
        headers: { ...headers, 'accept-profile': 'ai' },
      });
      assert.equal(hidden.status, 406);
    });
  });

  describe('as Flux v2', () => {
    let project: SandboxProject;
    const get = (path: string, question?: Question) => ask(project.url, path, question);
    const withToken = (token = '') => ({ authorization: `Bearer ${token}` });
    before(() => {
      project = sandbox.projects.fluxV2;
    });

    it("shows the tenant's rows to its user whatever role and schema the client names", async () => {
      const { url, jwtSecret, userToken } = project;
      assert.equal(await countRows(url, '/products', withToken(userToken)), 60);
      assert.equal(await countRows(url, '/customers', withToken(userToken)), 1);
      const boasting = await sign({ sub: 'user_2clerk', role: 'service_role' }, jwtSecret);
      const profile = { ...withToken(boasting), 'accept-profile': 'auth', 'x-role': 'postgres' };
      assert.equal(await countRows(url, '/customers', profile), 0);
      assert.equal(await countRows(url, '/reviews', profile), 60);
    });

    it('refuses everything but a good token with a subject', async () => {
      const { jwtSecret } = project;
      const refusal = async (headers: Record<string, string>) => {
        const { status, body } = await get('/products', { headers });
        return [status, body];
      };
      const bad = [401, { error: 'invalid or expired token' }];
      assert.deepEqual(await refusal({}), [401, { error: 'authorization required' }]);
      assert.deepEqual(await refusal({ apikey: 'x' }), [401, { error: 'authorization required' }]);
      assert.deepEqual(await refusal(withToken('nonsense')), bad);
      assert.deepEqual(await refusal(withToken(await sign({ role: 'anon' }, jwtSecret))), bad);
      const late = await sign({ sub: 'x', exp: now() - 60 }, jwtSecret);
      assert.deepEqual(await refusal(withToken(late)), bad);
      const forged = await sign({ sub: 'x' }, 'y'.repeat(40));
      assert.deepEqual(await refusal(withToken(forged)), bad);
      const elsewhere = {
        ...withToken(project.userToken),
        host: 'api--other--0123456.example.com',
      };
      assert.deepEqual(await refusal(elsewhere), [404, { error: 'tenant not found' }]);
    });

    it('absorbs what browsers ask for, and tells its health without a token', async () => {
      assert.equal((await get('/favicon.ico')).status, 204);
      assert.equal((await get('/robots.txt')).status, 404);
      assert.equal((await get('/.well-known/security.txt')).status, 404);
      assert.equal((await get('/health')).status, 200);
      assert.equal((await get('/health/deep')).status, 200);
    });

    it('has no keys', () => {
      const { anonKey, serviceRoleKey, publishableKey, secretKey } = project;
      assert.deepEqual(
        [anonKey, serviceRoleKey, publishableKey, secretKey],
        Array(4).fill(undefined),
      );
    });
  });

  describe('as Flux v1', () => {
    it('has PostgREST at the root of its origin', async () => {
      const { url, anonKey, serviceRoleKey, userToken } = sandbox.projects.fluxV1;
      const customers = (token?: string) =>
        countRows(
          url,
          '/customers',
          token === undefined ? {} : { authorization: `Bearer ${token}` },
        );
      assert.equal(await customers(), 0);
      assert.equal(await customers(anonKey), 0);
      assert.equal(await customers(userToken), 1);
      assert.equal(await customers(serviceRoleKey), 40);
      const root = await ask(url, '/', { headers: { authorization: `Bearer ${anonKey}` } });
      assert.ok(JSON.stringify(root.body).includes('"/customers"'));
      const bad = await ask(url, '/customers', { headers: { authorization: 'Bearer nonsense' } });
      assert.equal(bad.status, 401);
    });
  });
});
