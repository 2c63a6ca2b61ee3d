import assert from 'node:assert/strict';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { poll } from '../sandbox/poll';
import { ask, both, countRows, type Question } from './ask';

describe("the sandbox's Powabase", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let project: SandboxProject;
  const get = (path: string, question?: Question) => ask(project.url, path, question);
  before(async () => {
    sandbox = await start();
    project = sandbox.projects.powabase;
  });
  after(() => sandbox?.stop());

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
