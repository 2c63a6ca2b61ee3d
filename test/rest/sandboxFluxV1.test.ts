import assert from 'node:assert/strict';
import { type Sandbox, start } from '../sandbox';
import { ask, countRows } from './ask';

describe("the sandbox's Flux v1", function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  it('has PostgREST at the root of its origin', async () => {
    const { url, anonKey, serviceRoleKey, userToken } = sandbox.projects.fluxV1;
    const customers = (token?: string) =>
      countRows(url, '/customers', token === undefined ? {} : { authorization: `Bearer ${token}` });
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
