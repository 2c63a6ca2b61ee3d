// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import { Client } from 'pg';
import { isFailure } from '../../src/core/errors';
import type { Project } from '../../src/core/model';
import { openDatabase } from '../../src/node/postgres';
import { prove } from '../../src/vscode/commands/prove';
import type { LoadOnDemand } from '../../src/vscode/onDemand';
import { restCatalogOf } from '../../src/vscode/restCatalogOf';
import type { Services, World } from '../../src/vscode/services';
import { createSessions } from '../../src/vscode/sessions';
import { type Sandbox, start } from '../sandbox';
import { setEditor } from '../unit/fakeVscode';
import { shell } from '../unit/shell';
import { sendHttp } from './directly';

describe('the proof of a request on shared Flux', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  /** Proves a request with the tenant's user token, which names no role; gives what is shown. */
  async function proved(text: string, databaseUrl: string): Promise<readonly string[]> {
    const { url, userToken = '' } = sandbox.projects.fluxV2;
    const { projects, credentials, world: inMemory } = shell();
    const project: Project = {
      id: 'user:shop',
      name: 'Shop',
      provider: 'flux-v2',
      place: 'user',
      url,
      credentials: { userToken: { from: 'stored' }, databaseUrl: { from: 'stored' } },
    };
    await projects.save(project);
    await credentials.store(project, 'userToken', userToken);
    await credentials.store(project, 'databaseUrl', databaseUrl);
    const world = { ...inMemory, openDatabase, sendHttp } as Partial<World> as World;
    const log = { info() {}, failure() {}, request() {} } as never;
    const load = async () => ({ restCatalogOf }) as Awaited<ReturnType<LoadOnDemand>>;
    const sessions = createSessions(world, projects, credentials, log, load);
    const uri = { toString: () => 'untitled:1' };
    const document = { languageId: 'pgrst', uri, getText: () => text, offsetAt: () => 0 };
    const shown = setEditor({ textEditor: { document, selection: { active: {} } } });
    const attachments = { projectOf: () => project };
    try {
      await prove(
        {
          projects,
          credentials,
          sessions,
          world,
          log,
          attachments,
        } as unknown as Services,
        undefined,
      );
      return shown;
    } finally {
      sessions.dispose();
    }
  }

  for (const text of [
    'GET /customers?select=full_name,orders(id,total)',
    '# @schema api\nGET /order_items?select=line,...orders!inner(status)&order=order_id,line&limit=5',
  ]) {
    it(`runs the SQL as the role that the gateway gives: ${text}`, async () => {
      const { databaseUrl, direct } = sandbox.projects.fluxV2;
      const [said = ''] = await proved(text, databaseUrl);
      assert.match(said, /have the same [1-9]\d* rows?/);
      assert.ok(said.includes(direct.role), said);
    });
  }

  it('says what a login lacks that may not become this role', async () => {
    const { databaseUrl, schema, direct } = sandbox.projects.fluxV2;
    const owner = new Client({ connectionString: databaseUrl });
    await owner.connect();
    const outsider = new URL(databaseUrl);
    outsider.username = 'flux_outsider';
    outsider.password = 'hunter2';
    try {
      await owner.query(
        `create role flux_outsider login password 'hunter2';
        grant usage on schema ${schema} to flux_outsider`,
      );
      const failure = await proved('GET /customers', outsider.href).catch((error) => error);
      assert.ok(isFailure(failure), String(failure));
      assert.ok(
        failure.message.includes(`flux_outsider, may not become ${direct.role}`),
        failure.message,
      );
    } finally {
      await owner.query(
        `revoke usage on schema ${schema} from flux_outsider; drop role flux_outsider`,
      );
      await owner.end();
    }
  });
});
