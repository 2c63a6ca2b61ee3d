// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import * as vscode from 'vscode';
import { Failure, message } from '../../src/core/errors';
import type { CredentialId, CredentialSource, Project } from '../../src/core/model';
import type { ConnectContract, StringChoice } from '../../src/protocol/connect';
import { connect } from '../../src/protocol/rpc';
import { fillConnectPanel } from '../../src/vscode/panels/connect';
import { completionsOf, showFindings } from '../../src/vscode/requests/features';
import type { Services, World } from '../../src/vscode/services';
import { createSessions } from '../../src/vscode/sessions';
import { registerTree } from '../../src/vscode/tree/explorer';
import { childrenOf } from './fakeTree';
import { setEditor } from './fakeVscode';
import { documentOf } from './requestDocument';
import { shell as makeShell } from './shell';

export const good = 'https://shop.example';
export const thief = 'https://thief.example';
export const files = {
  '.env': `SERVICE=sb_secret_1\nGOOD=postgresql://u:p@shop.example/d\nBAD=postgresql://u:p@thief.example/d\n`,
};
export const dotenv = (key: string): CredentialSource => ({ from: 'dotenv', file: '.env', key });

const opened: vscode.Disposable[] = [];
afterEach(() => {
  for (const sessions of opened.splice(0)) sessions.dispose();
});

/** The extension around one project, in an editor that is no real one; nothing that it reaches answers. */
export function shell(project: Project) {
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

export const nothing = { shown: [], typed: ['typed by nobody'], reached: [], started: [] };

export function projectWith(id: CredentialId, source: CredentialSource, url = thief): Project {
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
export const happens: readonly [
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
export const asked: readonly [what: string, CredentialId, CredentialSource][] = [
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
