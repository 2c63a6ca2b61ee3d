// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';

import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Database } from '../../src/core/ports';
import { openDatabase } from '../../src/node/postgres';
import {
  createDocumentConnections,
  type DocumentConnections,
} from '../../src/vscode/sessions/documentConnections';
import { poll } from '../e2e/poll';
import { type Sandbox, start } from '../sandbox';
import { closeDocument, setEditor } from '../unit/fakeVscode';
import { failureOf, keeping, never } from './keeping';
import { rows } from './rows';
import { connectingTo, shop } from './sqlServices';

const log = { info() {}, failure() {} } as never;
const project = shop();

describe('the connection of a document', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: string;
  let admin: Database;
  let documents: DocumentConnections;
  let opened = 0;
  let uri: vscode.Uri;

  before(async () => {
    sandbox = await start();
    url = await sandbox.database();
    admin = await openDatabase(url, never);
    await admin.query('create table kept (n int)', [], never);
  });
  beforeEach(() => {
    setEditor();
    documents = createDocumentConnections(connectingTo(url), log);
    const address = `untitled:${opened++}`;
    uri = { toString: () => address } as vscode.Uri;
  });
  afterEach(() => documents.dispose());
  after(async () => {
    await admin?.close();
    await sandbox?.stop();
  });

  const connected = () => documents.forDocument(uri, project, never);
  const run = async (sql: string) => (await connected()).run(sql, keeping().sink, never);

  async function end(database: Database) {
    await admin.query('select pg_terminate_backend($1::int)', [String(database.processId)], never);
    await poll('the end of the connection', async () => !database.alive);
  }

  it('is the same for every statement, and another one for another document', async () => {
    const first = await connected();
    assert.equal(await connected(), first);
    const other = { toString: () => 'untitled:other' } as vscode.Uri;
    assert.notEqual(await documents.forDocument(other, project, never), first);
  });

  it('is opened anew once it has ended, and the person is told', async () => {
    const shown = setEditor();
    const first = await connected();
    assert.deepEqual(shown, []);
    await end(first);
    const second = await connected();
    assert.notEqual(second.processId, first.processId);
    assert.match(shown.join('\n'), /database of "Shop" had ended, and a new one was opened/);
    assert.deepEqual(await second.query('select 1', [], never), [['1']]);
  });

  it('runs nothing behind a transaction that was lost, until the person knows', async () => {
    await run('begin');
    await run('insert into kept values (1)');
    await end(await connected());
    const failure = await failureOf(connected());
    assert.equal(failure.reason, 'connectionLost');
    assert.match(failure.message, /ended in the middle of a transaction.*rolled that back/);
    assert.equal(documents.transactionOf(uri), 'none');
    await run('select 1');
    assert.deepEqual(await rows(url, 'select n from kept'), []);
  });

  it('asks over an open transaction when its document is closed, and commits it', async () => {
    const shown = setEditor({ pressed: ['Commit'] });
    await run('begin');
    await run('insert into kept values (2)');
    closeDocument(uri);
    await poll('the row', async () => (await rows(url, 'select n from kept')).length === 1);
    assert.match(shown.join('\n'), /Commit the open transaction on "Shop"\?.*is rolled back/);
    await admin.query('delete from kept', [], never);
  });

  it('rolls it back where the person does not want it', async () => {
    await run('begin');
    await run('insert into kept values (3)');
    const database = await connected();
    closeDocument(uri);
    await poll('the end of the connection', async () => !database.alive);
    assert.deepEqual(await rows(url, 'select n from kept'), []);
  });

  it('asks nothing where no transaction is open', async () => {
    const shown = setEditor();
    const database = await connected();
    closeDocument(uri);
    await poll('the end of the connection', async () => !database.alive);
    assert.deepEqual(shown, []);
  });

  it('is given up when the person cancels while it connects', async () => {
    const cancel = new AbortController();
    const opening = failureOf(documents.forDocument(uri, project, cancel.signal));
    cancel.abort();
    assert.equal((await opening).reason, 'cancelled');
    assert.equal(documents.transactionOf(uri), 'none');
  });
});
