// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { asFailure } from '../../src/core/errors';
import type { Project } from '../../src/core/model';
import { copyToWorkspace } from '../../src/vscode/commands/editProject';
import type { Services } from '../../src/vscode/services';
import { setEditor, settingNow } from './fakeVscode';
import { shell } from './shell';

const secret = 'a-secret-that-signs-and-is-long-enough-0123';
const mine: Project = {
  id: 'user:1f3e',
  name: 'My Shop (EU)',
  provider: 'powabase',
  url: 'https://shop.example',
  place: 'user',
  environment: 'production',
  credentials: {
    jwtSecret: { from: 'stored' },
    anonKey: { from: 'environment', variable: 'SHOP_ANON_KEY' },
  },
};

async function withProject(project = mine) {
  const { projects, credentials } = shell();
  await credentials.store(project, 'jwtSecret', secret);
  await projects.save(project);
  const services = { projects, credentials } as unknown as Services;
  const copy = () => copyToWorkspace(services, { kind: 'project', project });
  return { projects, credentials, copy };
}

describe('Copy Project to Workspace Settings', () => {
  it('writes facts and references, and no secret', async () => {
    setEditor();
    const { projects, credentials, copy } = await withProject();
    await copy();
    assert.deepEqual(settingNow().workspaceValue, [
      {
        id: 'my-shop-eu',
        name: 'My Shop (EU)',
        provider: 'powabase',
        url: 'https://shop.example',
        environment: 'production',
        credentials: mine.credentials,
      },
    ]);
    const shared = projects.find('workspace:my-shop-eu') ?? assert.fail('it is not in the list');
    assert.equal(
      await credentials.read(shared, 'jwtSecret'),
      secret,
      'on this machine it is there',
    );
  });

  it('leaves a teammate to be asked for what is stored, once', async () => {
    setEditor();
    const { credentials } = await withProject();
    const typed = 'the-same-secret-on-the-machine-of-a-teammate';
    const shared = { ...mine, id: 'workspace:my-shop-eu', place: 'workspace' } as const;
    setEditor({ typed: [typed] });
    assert.equal(await credentials.read(shared, 'jwtSecret'), typed);
    assert.equal(await credentials.read(shared, 'jwtSecret'), typed);
  });

  for (const [what, there] of [
    ['its id', { id: 'my-shop-eu', name: 'Another' }],
    ['its name', { id: 'another', name: 'My Shop (EU)' }],
  ] as const) {
    it(`is refused where the workspace has a project with ${what}`, async () => {
      const workspaceValue = [{ ...there, provider: 'powabase', url: 'https://shop.example' }];
      setEditor({ settings: { workspaceValue } });
      const { copy } = await withProject();
      await assert.rejects(copy(), /The settings of this workspace have "My Shop \(EU\)" already/);
      assert.deepEqual(settingNow().workspaceValue, workspaceValue);
    });
  }

  it('is refused where a command gives a value', async () => {
    setEditor();
    const command = { from: 'command', command: ['op', 'read'] } as const;
    const { copy } = await withProject({ ...mine, credentials: { anonKey: command } });
    const { reason, message } = await copy().then(() => assert.fail('it was copied'), asFailure);
    assert.equal(reason, 'badInput');
    assert.match(message, /takes a value from a command, which a workspace must not start/);
  });
});
