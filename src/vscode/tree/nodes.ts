import * as vscode from 'vscode';
import type { Failure } from '../../core/errors';
import type { Column, Project, ProjectTls, Relation, RelationKind, Schema } from '../../core/model';
import { oneLine, visible } from '../../core/plainText';
import { providerOf } from '../../providers';
import type { Fault } from '../projects';
import { manageTrust } from '../trust';
import { explain } from '../words';

/** What stands in the tree: plain data. */
export type TreeNode =
  | {
      readonly kind: 'project';
      readonly project: Project;
      /** Whether a project of another place has the same name. */
      readonly hasNamesake?: boolean;
    }
  | { readonly kind: 'schema'; readonly project: Project; readonly schema: Schema }
  | { readonly kind: 'relation'; readonly project: Project; readonly relation: Relation }
  | {
      readonly kind: 'column';
      readonly project: Project;
      readonly relation: Relation;
      readonly column: Column;
    }
  /** In place of the children that could not be had. */
  | { readonly kind: 'failure'; readonly parent: TreeNode; readonly failure: Failure }
  /** An entry of the `powabase.projects` setting that is not valid. */
  | { readonly kind: 'fault'; readonly index: number; readonly fault: Fault }
  | { readonly kind: 'nothing'; readonly parent: TreeNode }
  /** In place of the projects of a folder that is not trusted. */
  | { readonly kind: 'restricted' };

type Node<Kind extends TreeNode['kind']> = Extract<TreeNode, { kind: Kind }>;

export function idOf(node: TreeNode): string {
  switch (node.kind) {
    case 'project':
      return JSON.stringify([node.project.id]);
    case 'schema':
      return JSON.stringify([node.project.id, node.schema.name]);
    case 'relation':
      return JSON.stringify([node.project.id, node.relation.schema, node.relation.name]);
    case 'column': {
      const { schema, name } = node.relation;
      return JSON.stringify([node.project.id, schema, name, node.column.name]);
    }
    case 'failure':
    case 'nothing':
      return `${node.kind}:${idOf(node.parent)}`;
    case 'fault':
      return `fault:${node.index}`;
    case 'restricted':
      return 'restricted';
  }
}

export function toTreeItem(node: TreeNode): vscode.TreeItem {
  const item = itemOf(node);
  item.id = idOf(node);
  if (typeof item.label === 'string') item.label = oneLine(item.label);
  if (typeof item.description === 'string') item.description = oneLine(item.description);
  return item;
}

function itemOf(node: TreeNode): vscode.TreeItem {
  switch (node.kind) {
    case 'project':
      return projectItem(node);
    case 'schema':
      return schemaItem(node);
    case 'relation':
      return relationItem(node);
    case 'column':
      return columnItem(node);
    case 'failure':
      return failureItem(node);
    case 'fault':
      return faultItem(node);
    case 'nothing':
      return nothingItem(node);
    case 'restricted':
      return restrictedItem();
  }
}

const { Collapsed, None } = {
  Collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  None: vscode.TreeItemCollapsibleState.None,
};

/** Whether another of these projects has the same name: one that stands elsewhere. */
export function hasNamesake({ id, name }: Project, all: readonly Project[]): boolean {
  return all.some((other) => other.name === name && other.id !== id);
}

/** Its system, and what is at stake: what stands beside the name of a project in every list. */
export function describeProject(
  { provider, environment, place }: Project,
  withPlace: boolean,
): string {
  const { label } = providerOf(provider);
  const places: Readonly<Record<Project['place'], string>> = {
    user: vscode.l10n.t('added here'),
    settings: vscode.l10n.t('from your settings'),
    workspace: vscode.l10n.t('from this workspace'),
  };
  return [label, ...(environment ? [environment] : []), ...(withPlace ? [places[place]] : [])].join(
    ' · ',
  );
}

function projectItem({ project, hasNamesake = false }: Node<'project'>): vscode.TreeItem {
  const item = new vscode.TreeItem(project.name, Collapsed);
  item.description = describeProject(project, hasNamesake);
  item.iconPath = new vscode.ThemeIcon(
    'server-environment',
    project.environment === 'production'
      ? new vscode.ThemeColor('list.errorForeground')
      : undefined,
  );
  item.contextValue = `type=project,place=${project.place},environment=${project.environment ?? 'none'}`;
  return item;
}

function schemaItem({ project, schema }: Node<'schema'>): vscode.TreeItem {
  const owner = providerOf(project.provider).schemaOwner(schema.name);
  const item = new vscode.TreeItem(schema.name, Collapsed);
  item.iconPath = new vscode.ThemeIcon(owner === undefined ? 'folder-library' : 'lock');
  if (owner !== undefined) item.description = vscode.l10n.t('managed by {0}', owner);
  item.contextValue = `type=schema,managed=${owner !== undefined}`;
  return item;
}

const relationIcons: Readonly<Record<RelationKind, string>> = {
  table: 'table',
  partitioned: 'table',
  view: 'eye',
  materialized: 'layers',
  foreign: 'link-external',
};

function relationItem({ relation }: Node<'relation'>): vscode.TreeItem {
  const item = new vscode.TreeItem(relation.name, Collapsed);
  item.iconPath = new vscode.ThemeIcon(relationIcons[relation.kind]);
  item.contextValue = `type=${relation.kind},rls=${relation.rls}`;
  const open = relation.rls === 'off' && holdsRows(relation.kind);
  if (open) item.description = vscode.l10n.t('RLS off');
  return item;
}

/** Row Level Security belongs to tables; a view has its tables'. */
export function holdsRows(kind: RelationKind): boolean {
  return kind === 'table' || kind === 'partitioned';
}

function columnItem({ column }: Node<'column'>): vscode.TreeItem {
  const item = new vscode.TreeItem(column.name, None);
  item.iconPath = new vscode.ThemeIcon(
    column.primaryKey ? 'key' : column.references ? 'references' : 'symbol-field',
  );
  item.description = [
    column.type,
    ...(column.primaryKey ? [vscode.l10n.t('primary key')] : []),
    ...(column.nullable ? [vscode.l10n.t('null')] : []),
    ...(column.references ? [`→ ${column.references}`] : []),
  ].join(' · ');
  item.contextValue = `type=column,key=${column.primaryKey}`;
  return item;
}

function failureItem(node: Node<'failure'>): vscode.TreeItem {
  const item = new vscode.TreeItem(explain(node.failure), None);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip = explain(node.failure);
  item.contextValue = 'type=failure';
  item.command = {
    command: 'powabase.retryNode',
    title: vscode.l10n.t('Retry'),
    arguments: [node],
  };
  return item;
}

function faultItem({ fault: { failure, place } }: Node<'fault'>): vscode.TreeItem {
  const item = new vscode.TreeItem(explain(failure), None);
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.tooltip = explain(failure);
  item.contextValue = 'type=fault';
  item.command =
    place === 'workspace'
      ? {
          command: 'workbench.action.openWorkspaceSettingsFile',
          title: vscode.l10n.t('Open Workspace Settings'),
        }
      : { command: 'workbench.action.openSettingsJson', title: vscode.l10n.t('Open Settings') };
  return item;
}

function nothingItem({ parent }: Node<'nothing'>): vscode.TreeItem {
  const item = new vscode.TreeItem(
    parent.kind === 'schema' ? vscode.l10n.t('No tables or views') : vscode.l10n.t('Nothing here'),
    None,
  );
  item.contextValue = 'type=nothing';
  return item;
}

function restrictedItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Trust this folder to see its projects'), None);
  item.iconPath = new vscode.ThemeIcon('shield');
  item.contextValue = 'type=restricted';
  item.command = { command: manageTrust, title: vscode.l10n.t('Manage Workspace Trust') };
  return item;
}

/** The longer words about a node, made when somebody asks for them. */
export function tooltipOf(
  node: TreeNode,
  token: string | undefined,
): vscode.MarkdownString | undefined {
  switch (node.kind) {
    case 'project':
      return markdown([node.project.name], node.project.url, token, tlsWords(node.project.tls));
    case 'relation': {
      const { schema, name, comment, rls, kind } = node.relation;
      const security =
        rls === 'off' && holdsRows(kind)
          ? vscode.l10n.t(
              'Row Level Security is off: whoever may reach this table with the anon key sees and changes every row.',
            )
          : undefined;
      return markdown([`${schema}.${name}`], comment, security);
    }
    case 'column': {
      const { name, type, comment } = node.column;
      const preset = node.column.default;
      return markdown(
        [name, type],
        comment,
        preset === undefined ? undefined : vscode.l10n.t('Default: {0}', preset),
      );
    }
    case 'schema':
    case 'failure':
    case 'fault':
    case 'nothing':
    case 'restricted':
      return undefined;
  }
}

function tlsWords(tls: ProjectTls | undefined): string | undefined {
  switch (tls?.mode) {
    case undefined:
      return undefined;
    case 'disable':
      return vscode.l10n.t('Database: without TLS.');
    case 'prefer':
      return vscode.l10n.t('Database: TLS where the server has it, not verified.');
    case 'require':
      return vscode.l10n.t('Database: TLS, its certificate not verified.');
    case 'verify-full':
      return tls.caFile === undefined
        ? vscode.l10n.t('Database: TLS, its certificate verified.')
        : vscode.l10n.t('Database: TLS, its certificate verified with {0}.', tls.caFile);
  }
}

function markdown(heading: readonly string[], ...paragraphs: readonly (string | undefined)[]) {
  const text = new vscode.MarkdownString();
  text.appendText(oneLine(heading.join(' · ')));
  for (const paragraph of paragraphs) {
    // Plain text would come with blanks that do not break.
    if (paragraph)
      text.appendMarkdown(`\n\n${visible(paragraph).replace(/[\\`*_{}[\]()#+!|<>~$-]/g, '\\$&')}`);
  }
  return text;
}
