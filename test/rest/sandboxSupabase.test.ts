import assert from 'node:assert/strict';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { ask, both, countRows, type Question } from './ask';

describe("the sandbox's Supabase", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let project: SandboxProject;
  const get = (path: string, question?: Question) => ask(project.url, path, question);
  before(async () => {
    sandbox = await start();
    project = sandbox.projects.supabase;
  });
  after(() => sandbox?.stop());
  const customers = (headers: Record<string, string>) =>
    countRows(project.url, '/rest/v1/customers', headers);

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
