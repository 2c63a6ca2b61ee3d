// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { parseDotenv } from '../../src/core/dotenv';
import { Failure, message } from '../../src/core/errors';
import type { CredentialId, Project } from '../../src/core/model';
import { createCredentials } from '../../src/vscode/credentials';
import { createLog } from '../../src/vscode/log';
import { createProjects } from '../../src/vscode/projects';
import { memento, setEditor } from './fakeVscode';

/** Secrets with no shape of their own, and what a server may quote of each. */
const secrets: readonly (readonly [id: CredentialId, value: string, quoted: string])[] = [
  ['databaseUrl', 'postgresql://shop:winter-tree@db.example/shop', 'winter-tree'],
  ['databaseUrl', 'postgresql://shop:winter%20tree@db.example/shop', 'winter tree'],
  ['databaseUrl', 'postgresql://shop:50%winter@db.example/shop', '50%winter'],
  ['databaseUrl', 'postgresql://shop:win@ter:tree@db.example/shop', 'win@ter:tree'],
  ['jwtSecret', 'correct horse battery', 'correct horse battery'],
];

function shell() {
  const state = memento() as unknown as vscode.Memento;
  const projects = createProjects(state);
  const storage = memento() as unknown as vscode.SecretStorage;
  const world = {
    readReference: async () => '',
    checkAccessToken: async () => undefined,
    variable: () => undefined,
    liesWithin: async () => true,
    parseDotenv: async (text: string) => parseDotenv(text),
  };
  const known = new Set<string>();
  const log = createLog(known);
  const credentials = (read: Set<string>) =>
    createCredentials(storage, state, projects, world, read);
  // What was stored in an earlier window is not known before it is read.
  return { log, earlier: credentials(new Set()), now: credentials(known) };
}

describe('the log', () => {
  for (const [id, value, quoted] of secrets) {
    it(`leaves out ${quoted}, which was read before, whatever quotes it`, async () => {
      const shown = setEditor();
      const project: Project = {
        id: 'user:shop',
        name: 'Shop',
        provider: 'powabase',
        place: 'user',
        credentials: Object.fromEntries([[id, { from: 'stored' }]]),
      };
      const { log, earlier, now } = shell();
      await earlier.store(project, id, value);
      assert.equal(await now.read(project, id), value);
      const before = shown.length;
      log.failure('sql', new Failure('refusedLogin', message('They said: {0} is wrong', quoted)));
      log.info(`tried ${quoted}.`);
      assert.deepEqual(shown.slice(before), [
        'sql: refusedLogin: They said: •••• is wrong',
        'tried ••••.',
      ]);
    });
  }
});
