// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../src/core/errors';
import type { CredentialId, CredentialSource, Project } from '../../src/core/model';
import type { ConnectContract, StringChoice } from '../../src/protocol/connect';
import { connect } from '../../src/protocol/rpc';
import { fillConnectPanel } from '../../src/vscode/panels/connect';
import { completionsOf, showFindings } from '../../src/vscode/requests/features';
import type { Services, World } from '../../src/vscode/services';
import { createSessions } from '../../src/vscode/sessions';
import { registerTree } from '../../src/vscode/tree/explorer';
import { childrenOf, collapse } from './fakeTree';
import { setEditor } from './fakeVscode';
import { documentOf } from './requestDocument';
import { shell as makeShell } from './shell';

const good = 'https://shop.example';
const thief = 'https://thief.example';
const files = {
  '.env': `SERVICE=sb_secret_1\nGOOD=postgresql://u:p@shop.example/d\nBAD=postgresql://u:p@thief.example/d\n`,
};
const dotenv = (key: string): CredentialSource => ({ from: 'dotenv', file: '.env', key });

const opened: vscode.Disposable[] = [];
afterEach(() => {
  for (const sessions of opened.splice(0)) sessions.dispose();
});

/** The extension around one project, in an editor that is no real one; nothing that it reaches answers. */
function shell(project: Project) {
  const typed = ['typed by nobody'];
  const shown = setEditor({ files, typed });
  const { state, projects, credentials, world, secrets } = makeShell();
  const reached: string[] = [];
  const started: string[] = [];
  world.readReference = async (source) => {
    started.push(JSON.stringify(source));
    return 'postgresql://u:p@thief.example/d';
  };
  const silent = () => new Failure('unreachable', message('Nobody answers.'));
  const outside = {
    ...world,
    openDatabase: async (url: string) => {
      reached.push(url);
      throw silent();
    },
    sendHttp: async ({ url }: { url: string }) => {
      reached.push(url);
      throw silent();
    },
  } as unknown as World;
  let present = project;
  const all = Object.assign(projects, { list: () => [present], find: () => present });
  const log = { info: () => {}, failure: () => {} };
  const load = () => import('../../src/vscode/onDemand');
  const sessions = createSessions(outside, all, credentials, log as never, load);
  opened.push(sessions);
  const services = {
    extensionUri: vscode.Uri.file('/extension'),
    globalState: state,
    world: outside,
    log,
    projects: all,
    credentials,
    sessions,
    attachments: { projectOf: () => present, namedIn: () => undefined },
  } as unknown as Services;
  const explorer = registerTree(services);
  /** What a person would notice of it. */
  const noticed = () => ({ shown: [...shown], typed: [...typed], reached, started });
  const change = (next: Project) => {
    present = next;
  };
  return { services, credentials, explorer, secrets, noticed, reached, change };
}

const nothing = { shown: [], typed: ['typed by nobody'], reached: [], started: [] };

function projectWith(id: CredentialId, source: CredentialSource, url = thief): Project {
  return {
    id: 'workspace:shop',
    name: 'Shop',
    provider: 'powabase',
    url,
    place: 'workspace',
    credentials: { [id]: source },
  };
}

const choice: StringChoice = {
  format: 'uri',
  endpoint: '',
  password: 'included',
  tls: 'given',
};

/** A panel as the editor brings it back, and the page's half of what is said there. */
function restoredPanel(services: Services) {
  let received = (_: unknown) => {};
  let answered = (_: never) => {};
  const webview = {
    asWebviewUri: (uri: unknown) => uri,
    postMessage: async (sent: never) => answered(sent),
    onDidReceiveMessage: (listener: typeof received) => {
      received = listener;
    },
  };
  fillConnectPanel({ webview, title: 'Connect' } as never, 'workspace:shop', services, 'itself');
  return connect<ConnectContract>({
    post: (sent) => received(sent),
    onMessage: (listener) => {
      answered = listener;
    },
  });
}

/** What happens in an editor while nobody does anything but look and write. */
const happens: readonly [
  what: string,
  (services: Services, project: Project) => Promise<unknown>,
][] = [
  [
    'the checks of a request',
    (services) => showFindings(services, documentOf('# @project Shop\nGET /a').document, () => {}),
  ],
  [
    'completion in a request',
    (services) => {
      const { document, position } = documentOf('# @project Shop\nGET /|');
      return completionsOf(services, document, position);
    },
  ],
  [
    'completion of a schema',
    (services) => {
      const { document, position } = documentOf('# @project Shop\n# @schema |\nGET /a');
      return completionsOf(services, document, position);
    },
  ],
  [
    'an expanded project of the tree whose settings changed',
    async (_, project) => {
      await childrenOf({ kind: 'project', project });
    },
  ],
  [
    'a Connect panel that comes back',
    async (services) => {
      const panel = restoredPanel(services);
      await panel.request('open', {});
      await panel.request('preview', { choice, password: 'hidden' }).catch(() => {});
    },
  ],
];

/** Everything by which settings may ask for a credential, for an address that it was not used for. */
const asked: readonly [what: string, CredentialId, CredentialSource][] = [
  ['a key of a file', 'serviceRoleKey', dotenv('SERVICE')],
  ['a public key of a file', 'anonKey', dotenv('SERVICE')],
  ['a public key that is asked for', 'anonKey', { from: 'ask' }],
  ['a public key that is not here', 'anonKey', { from: 'stored' }],
  ['a variable', 'serviceRoleKey', { from: 'environment', variable: 'KEY' }],
  ['a question', 'serviceRoleKey', { from: 'ask' }],
  ['a secret that is not here', 'serviceRoleKey', { from: 'stored' }],
  ['a command', 'serviceRoleKey', { from: 'command', command: ['touch', 'started'] }],
  ['a Database URL of a file', 'databaseUrl', dotenv('BAD')],
  ['a Database URL of a variable', 'databaseUrl', { from: 'environment', variable: 'URL' }],
  ['a Database URL that is asked for', 'databaseUrl', { from: 'ask' }],
  ['a Database URL that is not here', 'databaseUrl', { from: 'stored' }],
  ['a Database URL of a command', 'databaseUrl', { from: 'command', command: ['touch', 'it'] }],
  ['a password file', 'databaseUrl', { from: 'pgpass', url: 'postgresql://u@thief.example/d' }],
  ['a service file', 'databaseUrl', { from: 'service', name: 'shop' }],
];

describe('by itself the extension', () => {
  for (const [what, happen] of happens) {
    for (const [source, id, from] of asked) {
      it(`for ${what} sends nothing, starts nothing and asks nothing: ${source}`, async () => {
        const project = projectWith(id, from);
        const { services, noticed, change } = shell({ ...project, credentials: {} });
        // It stands open since it had no credential.
        await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
        change(project);
        await happen(services, project);
        assert.deepEqual(noticed(), nothing);
      });
    }

    for (const [source, id, from] of [
      ['a key of a file', 'serviceRoleKey', dotenv('SERVICE')],
      ['a secret', 'serviceRoleKey', { from: 'stored' }],
      ['a question', 'serviceRoleKey', { from: 'ask' }],
    ] satisfies typeof asked) {
      it(`for ${what} sends nothing elsewhere, and asks nothing: ${source}`, async () => {
        const project = projectWith(id, from, good);
        const { services, credentials, noticed, change } = shell(project);
        if (from.from === 'stored') await credentials.store(project, id, 'value');
        await credentials.read(project, id);
        await childrenOf({ kind: 'project', project });
        const before = JSON.stringify(noticed());
        const moved = projectWith(id, from, thief);
        change(moved);
        await happen(services, moved);
        assert.equal(JSON.stringify(noticed()), before);
      });
    }

    it(`for ${what} reaches no other database than the file named when it was used`, async () => {
      const project = projectWith('databaseUrl', dotenv('GOOD'), good);
      const { services, credentials, noticed, change } = shell({ ...project, credentials: {} });
      await credentials.read(project, 'databaseUrl');
      await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
      setEditor({ files: { '.env': files['.env'].replace('BAD=', 'GOOD=') } });
      change(project);
      await happen(services, project);
      assert.deepEqual(noticed(), nothing);
    });

    it(`for ${what} reads with what a person used there`, async () => {
      const project = projectWith('databaseUrl', dotenv('GOOD'), good);
      const { services, credentials, reached, change } = shell({ ...project, credentials: {} });
      await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
      change(project);
      await credentials.read(project, 'databaseUrl');
      await happen(services, project);
      const isPanel = what.includes('panel');
      assert.deepEqual(reached, isPanel ? [] : ['postgresql://u:p@shop.example/d']);
    });
  }
});

describe('a project of the tree', () => {
  const project = projectWith('serviceRoleKey', dotenv('SERVICE'));
  const node = { kind: 'project', project } as const;

  it('that was moved says that it waits for a person, and is read when one selects it', async () => {
    const { explorer, reached } = shell(project);
    await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
    const [child] = await childrenOf(node);
    assert.ok(child?.kind === 'failure');
    assert.match(child.failure.message, /not used here yet\. Select Retry/);
    explorer.refresh(child);
    await childrenOf(node);
    assert.deepEqual(reached, [`${thief}/rest/v1/`]);
  });

  it('is asked anew where a person expands it again', async () => {
    const { reached } = shell(project);
    await childrenOf({ kind: 'project', project: { ...project, credentials: {} } });
    collapse(node);
    await childrenOf(node);
    assert.deepEqual(reached, [`${thief}/rest/v1/`]);
  });

  it('whose server refuses is left alone until a person asks again', async () => {
    const { services, explorer, reached } = shell(project);
    await childrenOf(node);
    for (const text of ['GET /a', 'GET /ab', '# @schema a\nGET /a', '# @schema ab\nGET /a']) {
      await childrenOf(node);
      const { document, position } = documentOf(`# @project Shop\n${text}|`);
      await showFindings(services, document, () => {});
      await completionsOf(services, document, position);
    }
    assert.equal(reached.length, 1);
    explorer.refresh(node);
    await childrenOf(node);
    assert.equal(reached.length, 2);
  });
});

describe('a question for a value', () => {
  it('is for one address: settings that name another get a question', async () => {
    const project = projectWith('serviceRoleKey', { from: 'ask' }, good);
    const { credentials } = shell(project);
    await credentials.read(project, 'serviceRoleKey');
    const shown = setEditor({ typed: ['another'] });
    const moved = { ...project, url: thief };
    const reason = await credentials
      .read(moved, 'serviceRoleKey')
      .catch((error) => asFailure(error).reason);
    assert.equal(reason, 'wrongOrigin');
    assert.match(
      shown[0] ?? '',
      /to https:\/\/thief\.example\? It was used for https:\/\/shop\.example\./,
    );
  });
});
