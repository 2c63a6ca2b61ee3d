// First: what is imported after it gets this `vscode`.
import './fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { Failure, message } from '../../src/core/errors';
import type { Column, Project, ProjectTls, Relation } from '../../src/core/model';
import { createProjects } from '../../src/vscode/projects';
import {
  hasNamesake,
  idOf,
  type TreeNode,
  tooltipOf,
  toTreeItem,
} from '../../src/vscode/tree/nodes';
import { memento, setEditor } from './fakeVscode';

const project: Project = {
  id: 'user:shop',
  name: 'Shop',
  provider: 'powabase',
  url: 'https://shop.example',
  place: 'user',
  credentials: {},
};
const relation: Relation = {
  schema: 'public',
  name: 'orders',
  kind: 'table',
  rls: 'off',
};

/** As a person reads it: the escapes of Markdown are gone. */
function wordsOf(node: TreeNode, token?: string): string | undefined {
  return tooltipOf(node, token)?.value.replace(/\\(?=[\p{P}\p{S}])/gu, '');
}

describe('the tooltip', () => {
  for (const [tls, words] of [
    [{ mode: 'disable' }, 'Database: without TLS.'],
    [{ mode: 'prefer' }, 'Database: TLS where the server has it, not verified.'],
    [{ mode: 'require' }, 'Database: TLS, its certificate not verified.'],
    [{ mode: 'verify-full' }, 'Database: TLS, its certificate verified.'],
    [
      { mode: 'verify-full', caFile: 'ca_[1].pem' },
      'Database: TLS, its certificate verified with ca_[1].pem.',
    ],
  ] satisfies readonly [ProjectTls, string][]) {
    it(`of a project says “${words}”`, () => {
      const node = { kind: 'project', project: { ...project, tls } } as const;
      assert.equal(wordsOf(node), `Shop\n\nhttps://shop.example\n\n${words}`);
    });
  }

  it('of a project says what is left of its token’s time', () => {
    const node = { kind: 'project', project } as const;
    assert.equal(wordsOf(node, 'Ends in 4 min.'), 'Shop\n\nhttps://shop.example\n\nEnds in 4 min.');
  });

  it('of a table warns where Row Level Security is off, of a view it does not', () => {
    const of = (kind: Relation['kind']) =>
      wordsOf({ kind: 'relation', project, relation: { ...relation, kind } });
    assert.match(of('table') ?? '', /^public\.orders\n\nRow Level Security is off: whoever/);
    assert.equal(of('view'), 'public.orders');
  });

  it('of a column shows type, comment and default as they are written', () => {
    const column: Column = {
      name: 'total',
      type: 'numeric(10,2)',
      nullable: false,
      primaryKey: false,
      default: "'[x](command:y)'::text",
      comment: '**bold** <img src=x> `code`',
    };
    assert.equal(
      wordsOf({ kind: 'column', project, relation, column }),
      "total · numeric(10,2)\n\n**bold** <img src=x> `code`\n\nDefault: '[x](command:y)'::text",
    );
    const raw = tooltipOf({ kind: 'column', project, relation, column }, undefined)?.value ?? '';
    assert.doesNotMatch(raw, /(?<!\\)[*<`[]/, 'nothing of it is Markdown');
  });
});

describe('the setting powabase.projects', () => {
  const entry = { id: 'shop', name: 'Shop', provider: 'powabase', url: 'https://shop.example' };
  const projects = () => createProjects(memento() as unknown as vscode.Memento);

  for (const value of [{ shop: entry }, 'shop', 7, true]) {
    it(`that is ${JSON.stringify(value)} is said to be no list, and is not written over`, async () => {
      setEditor({ settings: { workspaceValue: value } });
      const [fault, ...others] = projects().faults();
      assert.match(fault?.failure.message ?? '', /^powabase\.projects is not a list/);
      assert.deepEqual(others, []);
      await assert.rejects(projects().save({ ...project, place: 'workspace' }), /is not a list/);
    });
  }

  it('leads to the settings that a fault stands in', () => {
    setEditor({ settings: { workspaceValue: [7], globalValue: [8] } });
    const commands = projects()
      .faults()
      .map((fault, index) => toTreeItem({ kind: 'fault', index, fault }).command?.command);
    assert.deepEqual(commands, [
      'workbench.action.openWorkspaceSettingsFile',
      'workbench.action.openSettingsJson',
    ]);
  });

  it('may have 500 projects, and ids with slashes, quotes and commas, each with a node of its own', () => {
    const odd = ['a/b', 'a', 'b"]', '"', '["user:shop"]', 'a,b', "'", '../x', '__proto__', '🛒'];
    const ids = [...odd, ...Array.from({ length: 490 }, (_, index) => `shop-${index}`)];
    const entries = ids.map((id) => ({ ...entry, id, name: `Shop ${id}` }));
    setEditor({ settings: { workspaceValue: entries } });
    const list = projects().list();
    const nodes = list.flatMap((one): TreeNode[] => [
      { kind: 'project', project: one },
      {
        kind: 'failure',
        parent: { kind: 'project', project: one },
        failure: new Failure('unreachable', message('No answer.')),
      },
      { kind: 'relation', project: one, relation },
    ]);
    assert.equal(list.length, 500);
    assert.equal(new Set(nodes.map(idOf)).size, 1_500);
    for (const id of odd) assert.equal(projects().find(`workspace:${id}`)?.name, `Shop ${id}`);
  });

  it('refuses a second project of one name, which a @project line could not mean', () => {
    setEditor({ settings: { workspaceValue: [entry, { ...entry, id: 'other' }] } });
    const known = projects();
    assert.deepEqual(
      known.list().map(({ id }) => id),
      ['workspace:shop'],
    );
    assert.equal(
      known.faults()[0]?.failure.message,
      'Project 2 in powabase.projects has the name "Shop" of an earlier one. Give it another.',
    );
  });

  it('tells projects of one name apart that stand in different places', () => {
    const lab = { ...entry, id: 'lab', name: 'Lab', environment: 'production' };
    setEditor({ settings: { workspaceValue: [entry, lab], globalValue: [entry] } });
    const all = projects().list();
    const descriptions = all.map((one) => {
      const node = { kind: 'project', project: one, hasNamesake: hasNamesake(one, all) } as const;
      return toTreeItem(node).description;
    });
    assert.deepEqual(descriptions, [
      'Powabase · from this workspace',
      'Powabase · production',
      'Powabase · from your settings',
    ]);
  });
});
