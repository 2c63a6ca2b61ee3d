import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import {
  ConfigurationTarget,
  commands,
  languages,
  Position,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { poll } from '../e2e/poll';
import { open } from './backend';

const key = (name: string) => ({ from: 'dotenv', file: 'thief.env', key: name });

/** What settings may ask for, each in a project that is at the thief's. */
const wanted = (thief: number, started: string) => ({
  file: { serviceRoleKey: key('UNUSED') },
  used: { serviceRoleKey: key('USED') },
  variable: { serviceRoleKey: { from: 'environment', variable: 'PATH' } },
  question: { serviceRoleKey: { from: 'ask' } },
  secret: { serviceRoleKey: { from: 'stored' } },
  database: { databaseUrl: key('DATABASE_URL') },
  passwords: { databaseUrl: { from: 'pgpass', url: `postgresql://u@127.0.0.1:${thief}/d` } },
  program: { databaseUrl: { from: 'command', command: ['touch', started] } },
});

/** A trusted folder with the settings of somebody who would like to have what is on this machine. */
describe('The extension in a folder whose settings name a thief', function () {
  this.timeout(60_000);
  const folder = workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
  const started = Uri.joinPath(folder, 'started').fsPath;
  const heard: string[] = [];
  let asked = 0;
  const thief = createServer((socket) => {
    heard.push('a connection');
    socket.on('data', (bytes) => heard.push(String(bytes))).on('error', () => {});
  });
  const good = createHttpServer((_, response) => {
    asked += 1;
    response.setHeader('Content-Type', 'application/openapi+json');
    response.end('{"swagger": "2.0", "info": {}, "paths": {}, "definitions": {}}');
  });

  before(async () => {
    await listen(thief);
    await listen(good);
    const text = [
      'UNUSED=sb_secret_unused',
      'USED=sb_secret_used',
      'NEW=sb_secret_new',
      `DATABASE_URL=postgresql://u:hunter2@127.0.0.1:${portOf(thief)}/d`,
    ].join('\n');
    await workspace.fs.writeFile(Uri.joinPath(folder, 'thief.env'), Buffer.from(text));
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await set(undefined);
    thief.close();
    good.close();
  });

  const set = (projects: readonly object[] | undefined) =>
    workspace
      .getConfiguration('powabase')
      .update('projects', projects, ConfigurationTarget.Workspace);
  const project = (id: string, at: Server | typeof thief, more: object) => ({
    id,
    name: id,
    provider: 'powabase',
    url: `http://127.0.0.1:${portOf(at)}`,
    ...more,
  });
  const mine = (more: object = {}) =>
    project('mine', good, { credentials: { serviceRoleKey: key('USED') }, ...more });
  const moved = () => project('moved', thief, { credentials: { serviceRoleKey: key('UNUSED') } });
  const hostile = () => [
    ...Object.entries(wanted(portOf(thief), started)).map(([id, credentials]) =>
      project(id, thief, { credentials }),
    ),
    project('keyless', thief, { provider: 'postgrest' }),
  ];

  /** Until the extension has asked the server that it may ask: what it asks others, it asks at the same time. */
  async function untilAsked(what: string, act: () => Thenable<unknown>) {
    const before = asked;
    await poll(what, async () => {
      if (asked === before) await act();
      return asked > before;
    });
  }

  it('reads by itself what was used, and goes to nobody else when the settings change', async () => {
    await set([{ ...mine(), id: 'moved', name: 'moved' }, mine()]);
    for (const focus of ['list.focusFirst', 'list.focusLast']) {
      await untilAsked('the expanded project', async () => {
        await commands.executeCommand('powabase.projects.focus');
        await commands.executeCommand(focus);
        await commands.executeCommand('list.expand');
      });
    }
    await untilAsked('the expanded tree after the change', () =>
      set([moved(), mine({ restSchema: 'other' }), ...hostile()]),
    );
    assert.deepEqual(heard, []);
  });

  it('goes to nobody else for documents that are opened, edited, hovered and completed', async () => {
    const names = [...hostile(), moved(), mine()].map(({ id }) => id);
    const requests = names
      .map((name) => `### ${name}\n# @project ${name}\n# @schema s\nGET /things?select=id\n`)
      .join('');
    const written = {
      pgrst: requests,
      sql: `-- @project file\nselect 1;\n`,
      markdown: names
        .map((name) => `\`\`\`pgrst\n# @project ${name}\nGET /things?select=id\n\`\`\`\n`)
        .join(''),
    };
    for (const [language, text] of Object.entries(written)) {
      const document = await open(language, text);
      await window.activeTextEditor?.edit((edit) => edit.insert(new Position(0, 0), '\n'));
      await lookAt(document);
    }
    await untilAsked('the checks of a request', async () => {
      await set([moved(), mine({ restSchema: 'another' }), ...hostile()]);
      await open('pgrst', requests);
    });
    assert.deepEqual(heard, []);
  });

  it('checks a request as soon as its key was used there', async () => {
    await set([project('new', good, { credentials: { serviceRoleKey: key('NEW') } })]);
    const document = await open(
      'pgrst',
      '# @project new\nGET /nowhere?select=id\n\n### without its value\nGET /things?id=eq\n',
    );
    const isMarked = (line: number) => async () =>
      languages.getDiagnostics(document.uri).some(({ range }) => range.start.line === line);
    await poll('what needs no server to be marked', isMarked(4));
    assert.equal(await isMarked(1)(), false);
    await commands.executeCommand('powabase.sendRequest');
    await poll('the table to be marked', isMarked(1));
  });

  it('starts no program', () => {
    assert.equal(existsSync(started), false);
  });

  /** Asks for everything that the editor asks for as one looks at a document, line by line. */
  async function lookAt(document: TextDocument) {
    await commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
    for (let line = 0; line < document.lineCount; line++) {
      const { end } = document.lineAt(line).range;
      for (const provider of ['executeHoverProvider', 'executeCompletionItemProvider']) {
        await commands.executeCommand(`vscode.${provider}`, document.uri, end);
      }
    }
  }
});

function listen(server: Server | ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function portOf(server: Pick<Server, 'address'>): number {
  return (server.address() as AddressInfo).port;
}
