import assert from 'node:assert/strict';
import { mintToken } from '../../src/core/mintToken';
import { providerOf } from '../../src/providers';
import { type Sandbox, start } from '../sandbox';
import { USERS } from '../sandbox/shop/platform';
import { now } from '../sandbox/tokens';
import { sendHttp } from './directly';

const never = new AbortController().signal;
const [{ id: sub }] = USERS;

describe('a minted token', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  for (const name of ['powabase', 'supabase', 'fluxV1', 'fluxV2'] as const) {
    /** What the user of a token sees of the customers: the status, and how many. */
    const customersSeen = async (claims: Readonly<Record<string, string>>, at: number) => {
      const project = sandbox.projects[name];
      const provider = providerOf(project.provider);
      const token = await mintToken(
        { ...provider.mintedClaims(project.url), ...claims },
        project.jwtSecret,
        at,
      );
      const gateway = provider.roles.find(({ id }) => id === 'user')?.gateway;
      const key = project.publishableKey ?? project.anonKey;
      const headers = gateway ? provider.headers(key ?? '', token) : provider.headers(token);
      const url = `${provider.restBase(project.url)}/customers?select=id`;
      const { status, body } = await sendHttp({ method: 'GET', url, headers }, never);
      return { status, rows: status === 200 ? JSON.parse(body).length : body };
    };

    it(`is taken by ${name}: its user sees their own row, a stranger none`, async () => {
      assert.deepEqual(await customersSeen({ sub }, now()), { status: 200, rows: 1 });
      const stranger = '00000000-0000-4000-8000-000000000000';
      assert.deepEqual(await customersSeen({ sub: stranger }, now()), { status: 200, rows: 0 });
    });

    it(`is refused by ${name} after its five minutes`, async () => {
      const { status } = await customersSeen({ sub }, now() - 400);
      assert.equal(status, 401);
    });
  }

  it('that names no user is refused by the shared Flux', async () => {
    const { url, jwtSecret } = sandbox.projects.fluxV2;
    const token = await mintToken({}, jwtSecret, now());
    const { headers } = providerOf('flux-v2');
    const request = { method: 'GET', url: `${url}/customers`, headers: headers(token) };
    assert.equal((await sendHttp(request, never)).status, 401);
  });
});
