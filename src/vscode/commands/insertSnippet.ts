import * as vscode from 'vscode';
import type { Project } from '../../core/model';
import type { SnippetTable } from '../../core/snippets/snippet';
import type { Services } from '../services';
import { insertFor } from '../snippets/insertFor';
import { nodeIn } from '../tree/argument';
import { pickProject } from './pickProject';

/** Inserts code that calls a project; for a table of the tree, code that reads it. */
export async function insertSnippet(services: Services, argument: unknown): Promise<void> {
  const project = await snippetProject(services, argument);
  await insertFor(services, project, await tableIn(services, argument));
}

/** The project of the tree's node, that of the document, or the one that the person picks. */
export async function snippetProject(services: Services, argument: unknown): Promise<Project> {
  const document = vscode.window.activeTextEditor?.document;
  const attached =
    nodeIn(argument) || !document ? undefined : services.attachments.projectOf(document);
  return attached ?? pickProject(services, argument);
}

async function tableIn(services: Services, argument: unknown): Promise<SnippetTable | undefined> {
  const node = nodeIn(argument);
  if (node?.kind !== 'relation') return undefined;
  const { schema, name } = node.relation;
  const columns = await services.sessions.columns(node.project, node.relation);
  return { schema, name, columns: columns.map((column) => column.name) };
}
