import assert from 'node:assert/strict';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { now, sign } from '../sandbox/tokens';
import { ask, countRows, type Question } from './ask';

describe("the sandbox's Flux v2", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let project: SandboxProject;
  const get = (path: string, question?: Question) => ask(project.url, path, question);
  before(async () => {
    sandbox = await start();
    project = sandbox.projects.fluxV2;
  });
  after(() => sandbox?.stop());
  const withToken = (token = '') => ({ authorization: `Bearer ${token}` });

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
