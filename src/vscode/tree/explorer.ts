import * as vscode from 'vscode';
import { asFailure } from '../../core/errors';
import type { Project, Schema } from '../../core/model';
import { providerOf } from '../../providers';
import type { Cause } from '../credentials';
import type { Services } from '../services';
import { hasNamesake, idOf, type TreeNode, tooltipOf, toTreeItem } from './nodes';
import { tokenWords } from './tokenWords';

export const treeViewId = 'powabase.projects';

/** Projects › schemas › tables and views › columns. */
export function registerTree(services: Services): vscode.Disposable & Explorer {
  const { projects, credentials, sessions, log } = services;
  const changed = new vscode.EventEmitter<TreeNode | undefined>();
  /** The editor knows a node by its object: a refresh must name the very one that it was given. */
  let projectNodes: readonly Extract<TreeNode, { kind: 'project' }>[] = [];

  /** Nodes that stand open, with the id of their project: the editor asks for their children again by itself. */
  const open = new Map<string, string | undefined>();

  async function childrenOf(node: TreeNode, cause: Cause): Promise<TreeNode[]> {
    switch (node.kind) {
      case 'project': {
        const { project } = node;
        const schemas = await sessions.schemas(project, cause);
        return inOrder(project, schemas).map((schema) => ({ kind: 'schema', project, schema }));
      }
      case 'schema': {
        const { project, schema } = node;
        return schema.relations.map((relation) => ({ kind: 'relation', project, relation }));
      }
      case 'relation': {
        const { project, relation } = node;
        const columns = await sessions.columns(project, relation, cause);
        return columns.map((column) => ({ kind: 'column', project, relation, column }));
      }
      case 'column':
      case 'failure':
      case 'fault':
      case 'nothing':
      case 'restricted':
        return [];
    }
  }

  function roots(): TreeNode[] {
    const all = projects.list();
    for (const [id, projectId] of open) {
      if (!all.some((project) => project.id === projectId)) open.delete(id);
    }
    projectNodes = all.map((project) => ({
      kind: 'project',
      project,
      hasNamesake: hasNamesake(project, all),
    }));
    return [
      ...projectNodes,
      ...projects.faults().map((fault, index) => ({ kind: 'fault' as const, index, fault })),
      // A view with nothing in it says so in its welcome.
      ...(isRestricted() && projectNodes.length > 0 ? [{ kind: 'restricted' as const }] : []),
    ];
  }

  const provider: vscode.TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: toTreeItem,
    async resolveTreeItem(item, node) {
      const token =
        node.kind === 'project' ? await tokenWords(node.project, credentials) : undefined;
      item.tooltip = tooltipOf(node, token) ?? item.tooltip;
      return item;
    },
    async getChildren(node) {
      if (!node) return roots();
      const cause = open.has(idOf(node)) ? 'itself' : 'person';
      open.set(idOf(node), projectOf(node)?.id);
      try {
        const children = await childrenOf(node, cause);
        return children.length > 0 ? children : [{ kind: 'nothing', parent: node }];
      } catch (error) {
        const failure = asFailure(error);
        log.failure('tree', failure);
        return [{ kind: 'failure', parent: node, failure }];
      }
    },
  };

  const view = vscode.window.createTreeView(treeViewId, {
    treeDataProvider: provider,
    showCollapseAll: true,
  });

  const subscriptions = vscode.Disposable.from(
    view,
    changed,
    view.onDidCollapseElement(({ element }) => open.delete(idOf(element))),
    projects.onDidChange(() => changed.fire(undefined)),
    credentials.onDidChange(() => changed.fire(undefined)),
  );

  return {
    refresh(node) {
      const id = node && projectOf(node)?.id;
      for (const affected of projects.list()) {
        if (id === undefined || affected.id === id) sessions.forget(affected);
      }
      for (const [opened, projectId] of open) {
        if (id === undefined || projectId === id) open.delete(opened);
      }
      // The schemas hold their tables, so the whole project is asked again.
      changed.fire(projectNodes.find(({ project }) => project.id === id));
    },
    dispose: () => subscriptions.dispose(),
  };
}

export interface Explorer {
  /** Asks the server again: for the project of the node, or for all. */
  refresh(node: TreeNode | undefined): void;
}

export function projectOf(node: TreeNode): Project | undefined {
  if (node.kind === 'failure' || node.kind === 'nothing') return projectOf(node.parent);
  return node.kind === 'fault' || node.kind === 'restricted' ? undefined : node.project;
}

function isRestricted(): boolean {
  return !vscode.workspace.isTrusted && (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
}

/** Where the project's own tables are comes first, then other schemas, then what the platform manages. */
export function inOrder(project: Project, schemas: readonly Schema[]): readonly Schema[] {
  const { schemaOwner, isHome } = providerOf(project.provider);
  const rank = ({ name }: Schema) =>
    name === project.restSchema || isHome(name) ? 0 : schemaOwner(name) === undefined ? 1 : 2;
  return [...schemas].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}
