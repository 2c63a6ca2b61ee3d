// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import type { CredentialSource, Project } from '../../src/core/model';
import { openDatabase } from '../../src/node/postgres';
import { removeProject } from '../../src/vscode/commands/removeProject';
import type { Log } from '../../src/vscode/log';
import type { LoadOnDemand } from '../../src/vscode/onDemand';
import type { Services, World } from '../../src/vscode/services';
import { createConnecting } from '../../src/vscode/sessions/connecting';
import { type Sandbox, start } from '../sandbox';
import { setEditor } from '../unit/fakeVscode';
import { shell } from '../unit/shell';
import { failureOf, never } from './keeping';

const load: LoadOnDemand = () => assert.fail('nothing is asked about a certificate');

/** The project, and a connection to its database in the way that the extension opens one. */
function made(source: CredentialSource) {
  const { credentials, projects, secrets } = shell();
  const project: Project = {
    id: 'user:shop',
    name: 'Shop',
    provider: 'powabase',
    place: 'user',
    credentials: { databaseUrl: source },
  };
  const log = { info() {} } as unknown as Log;
  const world = { openDatabase } as unknown as World;
  const connecting = createConnecting(world, projects, credentials, log, load);
  const connect = async () => {
    const address = await connecting.addressOf(project);
    const database = await connecting.open('test', project, address, never);
    await database.close();
  };
  return { project, credentials, projects, secrets, connect };
}

describe('a secret', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: string;
  let wrong: string;

  before(async () => {
    sandbox = await start();
    url = await sandbox.database();
    const other = new URL(url);
    other.password = 'hunter2-wrong';
    wrong = other.href;
  });
  after(() => sandbox?.stop());

  it('that the server refuses is neither erased nor asked for, however often', async () => {
    const { project, credentials, connect } = made({ from: 'stored' });
    const shown = setEditor({ typed: [url] });
    await credentials.store(project, 'databaseUrl', wrong);
    for (let time = 0; time < 2; time++) {
      assert.equal((await failureOf(connect())).reason, 'refusedLogin');
      assert.equal(await credentials.read(project, 'databaseUrl'), wrong);
    }
    assert.deepEqual(shown, []);
  });

  it('that is not on the machine is asked for, connects, and is kept', async () => {
    const { secrets, connect } = made({ from: 'stored' });
    setEditor({ typed: [url] });
    await connect();
    await connect();
    assert.equal(secrets.keys().length, 1);
  });

  it('that is to be asked for connects all the window long, and is kept nowhere', async () => {
    const { secrets, connect } = made({ from: 'ask' });
    setEditor({ typed: [url] });
    await connect();
    await connect();
    assert.deepEqual(secrets.keys(), []);
    const again = made({ from: 'ask' });
    assert.equal((await failureOf(again.connect())).reason, 'missingCredential');
  });

  it('goes with its project, after a yes', async () => {
    const { project, projects, credentials, secrets } = made({ from: 'stored' });
    setEditor({ pressed: ['Remove'] });
    await credentials.store(project, 'databaseUrl', url);
    await projects.save(project);
    await removeProject({ projects, credentials } as unknown as Services, undefined);
    assert.deepEqual([projects.list(), secrets.keys()], [[], []]);
  });

  it('stays with its project after a no', async () => {
    const { project, projects, credentials, secrets } = made({ from: 'stored' });
    const shown = setEditor();
    await credentials.store(project, 'databaseUrl', url);
    await projects.save(project);
    await removeProject({ projects, credentials } as unknown as Services, undefined);
    assert.match(shown[0] ?? '', /^Remove "Shop" from the list\? Its secrets are removed/);
    assert.deepEqual([projects.list().length, secrets.keys().length], [1, 1]);
  });
});
