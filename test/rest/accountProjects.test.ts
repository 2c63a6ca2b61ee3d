import assert from 'node:assert/strict';
import type { Account, AccountAccess, AccountDraft } from '../../src/core/accounts/account';
import { flux } from '../../src/core/accounts/flux';
import { supabase } from '../../src/core/accounts/supabase';
import { renderConnection } from '../../src/core/connectionStrings';
import { openDatabase } from '../../src/node/postgres';
import { providerOf } from '../../src/providers';
import { type Sandbox, start } from '../sandbox';
import { type SandboxAccounts, startAccounts } from '../sandbox/accounts';
import { USERS } from '../sandbox/shop/platform';
import { now, sign } from '../sandbox/tokens';
import { sendHttp } from './directly';

const never = new AbortController().signal;

describe('what an account gives opens the project', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let accounts: SandboxAccounts;
  before(async () => {
    sandbox = await start();
    accounts = await startAccounts(sandbox.projects);
  });
  after(async () => {
    await accounts?.stop();
    await sandbox?.stop();
  });

  /** The account's project of this name, read whole. */
  async function read(account: Account, name: string): Promise<AccountDraft> {
    const access: AccountAccess = { send: sendHttp, ...accounts[account.id] };
    assert.equal(await account.checkToken(access.token), undefined);
    const { projects } = await account.list(access, never);
    const project = projects.find((each) => each.name === name);
    assert.ok(project, projects.map((each) => each.name).join());
    return account.read(access, project, never);
  }

  /** How many customers the project shows to this key. */
  async function customers({ provider, url = '' }: AccountDraft, key = ''): Promise<number> {
    const { restBase, headers } = providerOf(provider);
    const target = `${restBase(url)}/customers?select=id`;
    const answer = await sendHttp({ method: 'GET', url: target, headers: headers(key) }, never);
    assert.equal(answer.status, 200, answer.body);
    return JSON.parse(answer.body).length;
  }

  it('of dedicated Flux: the service role sees everybody, anon nobody', async () => {
    const draft = await read(flux, 'shop-v1');
    assert.equal(draft.provider, 'flux-v1');
    assert.equal(await customers(draft, draft.credentials.serviceRoleKey), 40);
    assert.equal(await customers(draft, draft.credentials.anonKey), 0);
  });

  it('of shared Flux: a user whose token is signed with the secret sees their own row', async () => {
    const draft = await read(flux, 'shop-v2');
    assert.equal(draft.provider, 'flux-v2');
    const [{ id: sub }] = USERS;
    const token = await sign({ sub, exp: now() + 60 }, draft.credentials.jwtSecret ?? '');
    assert.equal(await customers(draft, token), 1);
  });

  it('of Supabase: today’s keys at the project, and the database with its password', async () => {
    const draft = await read(supabase, 'Shop (Supabase)');
    const local = { ...draft, url: sandbox.projects.supabase.url };
    for (const id of ['secretKey', 'secretKey:mailer', 'secretKey:worker'] as const) {
      assert.equal(await customers(local, draft.credentials[id]), 40, id);
    }
    assert.equal(await customers(local, draft.credentials.serviceRoleKey), 40);
    assert.equal(await customers(local, draft.credentials.publishableKey), 0);
    assert.equal(await customers(local, draft.credentials.anonKey), 0);

    const pooler = draft.endpoints.find(({ kind }) => kind === 'session');
    assert.ok(pooler);
    assert.equal(pooler.parts.password, undefined);
    const { password } = new URL(sandbox.projects.supabase.databaseUrl);
    const url = renderConnection('uri', { ...pooler.parts, password }, { password: 'shown' });
    const database = await openDatabase(url, never);
    const rows = await database.query('select count(*) from customers', [], never);
    await database.close();
    assert.deepEqual(rows, [['40']]);
  });
});
