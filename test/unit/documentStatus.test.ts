// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { Project } from '../../src/core/model';
import type { Actor } from '../../src/core/roles';
import { createActors } from '../../src/vscode/editor/actors';
import { createAttachments } from '../../src/vscode/editor/attachments';
import { registerDocumentStatus } from '../../src/vscode/editor/documentStatus';
import type { Projects } from '../../src/vscode/projects';
import type { Services } from '../../src/vscode/services';
import { statusItems } from './fakeStatus';
import { memento, setEditor } from './fakeVscode';

const named = (name: string, place: Project['place'] = 'user'): Project => ({
  id: `${place}:${name}`,
  name,
  provider: 'powabase',
  place,
  url: 'http://127.0.0.1:1',
  safety: 'read-only',
  credentials: {},
});
const all = [named('Shop'), named('Other shop', 'workspace')];
const projects = {
  list: () => all,
  find: (id: string) => all.find((one) => one.id === id),
  onDidChange: () => ({ dispose() {} }),
} as unknown as Projects;

function documentOf(text: string) {
  const lines = text.split('\n');
  return {
    uri: { toString: () => 'file:///folder/a.sql' },
    languageId: 'sql',
    lineCount: lines.length,
    lineAt: (line: number) => ({ text: lines[line] ?? '' }),
  } as unknown as vscode.TextDocument;
}

const userId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

describe('the comments of a document', () => {
  const projectsOf: readonly (readonly [text: string, project: string | undefined])[] = [
    ['-- @project Shop', 'Shop'],
    ['\n  -- @project  Other shop  \nselect 1', 'Other shop'],
    ['# @project Shop', 'Shop'],
    ['<!-- @project Shop -->', 'Shop'],
    ['-- @project Nobody', undefined],
    ['select 1', 'Other shop'],
    [`${'\n'.repeat(30)}-- @project Shop`, 'Other shop'],
  ];
  for (const [text, name] of projectsOf) {
    it(`attach ${name} by ${JSON.stringify(text)}`, () => {
      const attachments = createAttachments(memento() as never, projects);
      assert.equal(attachments.projectOf(documentOf(text))?.name, name);
    });
  }

  const rolesOf: readonly (readonly [text: string, actor: Actor | undefined])[] = [
    ['-- @role anon', { role: 'anon', claims: {} }],
    [`-- @role authenticated ${userId}`, { role: 'authenticated', claims: { sub: userId } }],
    ['<!-- @role service_role -->', { role: 'service_role', claims: {} }],
    ['select 1 -- @role anon', undefined],
  ];
  for (const [text, actor] of rolesOf) {
    it(`name ${actor?.role} by ${text}`, () => {
      assert.deepEqual(createActors(memento() as never).actorOf(documentOf(text)), actor);
    });
  }

  it('win over the role that was chosen, which holds again without them', async () => {
    const actors = createActors(memento() as never);
    const bare = documentOf('select 1');
    await actors.choose(bare, { role: 'service_role', claims: {} });
    assert.equal(actors.actorOf(documentOf('-- @role anon'))?.role, 'anon');
    assert.equal(actors.actorOf(bare)?.role, 'service_role');
    await actors.choose(bare, undefined);
    assert.equal(actors.actorOf(bare), undefined);
  });
});

describe('the status of a document', () => {
  function shownFor(text: string, transaction = 'none', languageId = 'sql') {
    setEditor({ textEditor: { document: { ...documentOf(text), languageId } } });
    const state = memento() as never;
    registerDocumentStatus({
      attachments: createAttachments(state, projects),
      actors: createActors(state),
      sessions: {
        transactionOf: () => transaction,
        onDidRun: { event: () => ({ dispose() {} }) },
      },
    } as unknown as Services);
    return (id: string) => statusItems.get(`powabase.${id}`) ?? assert.fail(id);
  }

  it('names the project, its safety and the role with its user', () => {
    const item = shownFor(`-- @project Shop\n-- @role authenticated ${userId}`);
    assert.equal(item('project').text, 'Shop');
    assert.equal(item('project').detail, 'read-only · http://127.0.0.1:1');
    assert.deepEqual([item('role').text, item('role').detail], ['authenticated', userId]);
    assert.equal(item('connect').isShown, true);
    assert.equal(item('transaction').isShown, false);
  });

  it('says where there is none of the name that a comment gives', () => {
    const item = shownFor('-- @project Nobody $(check)');
    assert.equal(item('project').text, 'No project');
    assert.equal(item('role').text, 'The connection’s own role');
    const { text, tooltip, isShown } = item('connect');
    assert.equal(isShown, true);
    assert.equal(text, '$(warning) Nobody $\u200b(check)');
    assert.equal(tooltip, 'There is no project "Nobody $(check)". Select to choose another.');
    assert.equal(shownFor('# @project Nobody', 'none', 'yaml')('connect').isShown, false);
  });

  it('commits an open transaction, and rolls a failed one back', () => {
    const open = shownFor('-- @project Shop', 'open')('transaction');
    assert.deepEqual([open.isShown, open.command], [true, 'powabase.commit']);
    const failed = shownFor('-- @project Shop', 'failed')('transaction');
    assert.deepEqual([failed.isShown, failed.command], [true, 'powabase.rollback']);
  });
});
