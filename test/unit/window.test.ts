// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { message } from '../../src/core/errors';
import type { Project, Relation } from '../../src/core/model';
import { type TreeNode, tooltipOf, toTreeItem } from '../../src/vscode/tree/nodes';
import {
  showErrorMessage,
  showInformationMessage,
  showQuickPick,
  showWarningMessage,
} from '../../src/vscode/window';
import { translate } from '../../src/vscode/words';
import { setEditor } from './fakeVscode';

const name = 'orders\u202e\nDrop nothing';
const marked = 'orders[U+202E]⏎Drop nothing';

const project: Project = {
  id: 'user:shop',
  name: 'Shop',
  provider: 'powabase',
  place: 'user',
  credentials: {},
};
const relation: Relation = { schema: 'public', name, kind: 'table', rls: 'on' };

describe('a name with characters that nobody sees', () => {
  for (const [kind, show] of [
    ['a message', showInformationMessage],
    ['a warning', showWarningMessage],
    ['an error', showErrorMessage],
  ] as const) {
    it(`is one plain line in ${kind}`, async () => {
      const shown = setEditor({ pressed: ['Yes'] });
      const lines = [`Its table is ${name}.`, 'It is empty.'];
      const answer = await show(`Drop ${name}?`, { modal: true, detail: lines }, 'Yes');
      assert.deepEqual(shown, [`Drop ${marked}? Its table is ${marked}.\nIt is empty.`]);
      assert.equal(answer, 'Yes');
    });
  }

  it('is no link in a message', async () => {
    const shown = setEditor();
    await showInformationMessage('Imported into [it](command:workbench.action.quit).');
    assert.doesNotMatch(shown.join(), /\]\(/);
  });

  it('is one plain line in a list, and is taken as it is', async () => {
    const items = [{ label: 'other' }, { label: name, description: name }];
    const shown = setEditor({ taken: [[marked], [marked, 'other']] });
    assert.equal(await showQuickPick(items, { title: `Rows of ${name}` }), items[1]);
    assert.deepEqual(shown, [`Rows of ${marked}`, 'other', marked]);
    assert.deepEqual(await showQuickPick(items, { canPickMany: true }), items);
    assert.equal(await showQuickPick(items, {}), undefined);
  });

  const nodes: readonly TreeNode[] = [
    { kind: 'schema', project, schema: { name, relations: [] } },
    { kind: 'relation', project, relation },
    {
      kind: 'column',
      project,
      relation,
      column: { name, type: 'text', nullable: false, primaryKey: false, references: name },
    },
  ];
  for (const node of nodes) {
    it(`is one plain line in the tree: ${node.kind}`, () => {
      const { label, description } = toTreeItem(node);
      assert.equal(label, marked);
      if (node.kind === 'column') assert.equal(description, `text · → ${marked}`);
      assert.doesNotMatch(tooltipOf(node, undefined)?.value ?? '', /\u202e/);
    });
  }

  it('is seen in every message of the core', () => {
    assert.equal(
      translate(message('There is no "{0}".', 'a\u200bb\nc')),
      'There is no "a[U+200B]b\nc".',
    );
  });
});

/** Whoever goes past `src/vscode/window.ts` shows names as they are. */
const direct =
  /\bwindow\s*\.\s*(?:show(?:Information|Warning|Error)Message|showQuickPick|showInputBox|withProgress)\b/;

describe('messages, lists and input boxes', () => {
  const files = readdirSync('src', { recursive: true })
    .map((file) => join('src', String(file)).split(sep).join('/'))
    .filter((file) => file.endsWith('.ts') && file !== 'src/vscode/window.ts');
  it('are shown through window.ts alone', () => {
    assert.match(readFileSync('src/vscode/window.ts', 'utf8'), direct);
    const past = files.filter((file) => direct.test(readFileSync(file, 'utf8')));
    assert.deepEqual(past, []);
  });
});
