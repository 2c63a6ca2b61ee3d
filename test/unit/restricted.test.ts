// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { parseDotenv } from '../../src/core/dotenv';
import { asFailure } from '../../src/core/errors';
import type { CredentialSource, Project } from '../../src/core/model';
import { createCredentials } from '../../src/vscode/credentials';
import { createProjects } from '../../src/vscode/projects';
import { memento, setEditor } from './fakeVscode';

const entry = { id: 'shop', name: 'Shop', provider: 'powabase', url: 'https://shop.example' };
const mine = { ...entry, id: 'mine', name: 'Mine' };

function shell(given: Partial<vscode.Memento> = {}) {
  const state = { ...memento(), ...given } as unknown as vscode.Memento;
  const projects = createProjects(state);
  const secrets = memento() as unknown as vscode.SecretStorage;
  const world = {
    readReference: async () => 'from the environment',
    checkAccessToken: async () => undefined,
    variable: () => undefined,
    liesWithin: async (_: string, file: string) => !file.includes('link'),
    parseDotenv: async (text: string) => parseDotenv(text),
  };
  return { projects, credentials: createCredentials(secrets, state, projects, world, new Set()) };
}

function projectWith(source: CredentialSource, place: Project['place']): Project {
  return {
    id: `${place}:shop`,
    name: 'Shop',
    provider: 'powabase',
    url: 'https://shop.example',
    place,
    credentials: { anonKey: source },
  };
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'it was done',
    (error) => asFailure(error).reason,
  );

const dotenv = { from: 'dotenv', file: '.env', key: 'KEY' } as const;

describe('a folder', () => {
  const settings = { globalValue: [mine], workspaceValue: [entry] };
  const files = { '.env': 'KEY=value-of-the-file' };
  const names = () =>
    shell()
      .projects.list()
      .map(({ name }) => name);

  it('that is trusted brings its projects and the values of its files', async () => {
    setEditor({ settings, files });
    assert.deepEqual(names(), ['Shop', 'Mine']);
    const { credentials } = shell();
    const value = await credentials.read(projectWith(dotenv, 'workspace'), 'anonKey');
    assert.equal(value, 'value-of-the-file');
  });

  it('that is trusted gives no value of a file that a link leads out of it to', async () => {
    const file = 'link/.env';
    setEditor({ settings, files: { [file]: files['.env'] } });
    const read = shell().credentials.read(projectWith({ ...dotenv, file }, 'workspace'), 'anonKey');
    await assert.rejects(read, /lies outside of this folder/);
  });

  it('that is not brings no project', () => {
    setEditor({ settings, files, trusted: false });
    assert.deepEqual(names(), ['Mine']);
  });

  for (const place of ['settings', 'workspace'] as const) {
    it(`that is not gives no value of its files to a project of the ${place}`, async () => {
      setEditor({ settings, files, trusted: false });
      const read = shell().credentials.read(projectWith(dotenv, place), 'anonKey');
      assert.equal(await reasonOf(read), 'restricted');
    });
  }

  it('that is not takes no project into its settings', async () => {
    setEditor({ settings, trusted: false });
    const save = shell().projects.save(projectWith({ from: 'ask' }, 'workspace'));
    assert.equal(await reasonOf(save), 'restricted');
  });

  it('that is trusted still asks before a variable of the environment goes anywhere', async () => {
    const variable = { from: 'environment', variable: 'SHOP_KEY' } as const;
    const shown = setEditor();
    const { credentials } = shell();
    const refused = credentials.read(projectWith(variable, 'workspace'), 'anonKey');
    assert.equal(await reasonOf(refused), 'cancelled');
    assert.match(shown[0] ?? '', /Send the value of SHOP_KEY to https:\/\/shop\.example\?/);
    setEditor({ pressed: ['Enter'] });
    const hasty = credentials.read(projectWith(variable, 'workspace'), 'anonKey');
    assert.equal(await reasonOf(hasty), 'cancelled');
    setEditor({ pressed: ['Send It There'] });
    const allowed = await credentials.read(projectWith(variable, 'workspace'), 'anonKey');
    assert.equal(allowed, 'from the environment');
  });

  it('never starts a program', () => {
    const command = { anonKey: { from: 'command', command: ['id'] } };
    setEditor({ settings: { workspaceValue: [{ ...entry, credentials: command }] } });
    const { projects } = shell();
    assert.deepEqual(projects.list(), []);
    assert.match(projects.faults()[0]?.failure.message ?? '', /in your own settings alone/);
  });
});

describe('the first secret that is stored', () => {
  const project = projectWith({ from: 'stored' }, 'user');

  it('is stored once its note is remembered: the project that is saved next must not be lost', async () => {
    setEditor({ uiKind: 'web' });
    const remembered: string[] = [];
    const { projects, credentials } = shell({
      update: async (key) => {
        await new Promise(setImmediate);
        remembered.push(key);
      },
    });
    await credentials.store(project, 'anonKey', 'value');
    assert.deepEqual(remembered, ['powabase.toldWhereSecretsAre']);
    await projects.save(project);
    assert.deepEqual(remembered.slice(1), ['powabase.projects']);
  });

  it('on the person’s own machine needs no words', async () => {
    for (const own of [{}, { remoteName: 'wsl' }]) {
      const shown = setEditor(own);
      await shell().credentials.store(project, 'anonKey', 'value');
      assert.deepEqual(shown, []);
    }
  });

  for (const [where, given, words] of [
    ['on a remote machine', { remoteName: 'ssh-remote' }, /on the machine that shows this window/],
    ['in a browser', { uiKind: 'web' }, /encrypted in this browser/],
  ] as const) {
    it(`${where} brings a note, once`, async () => {
      const shown = setEditor(given);
      const { credentials } = shell();
      await credentials.store(project, 'anonKey', 'value');
      await credentials.store(project, 'serviceRoleKey', 'value');
      assert.equal(shown.length, 1);
      assert.match(shown[0] ?? '', words);
      assert.match(shown[0] ?? '', /environment variable/);
    });
  }
});
