import * as vscode from 'vscode';
import { sqlLanguage } from '../editor/attachments';
import { requestLanguage } from '../requests/requestIn';
import { nodeIn } from '../tree/argument';
import { projectOf } from '../tree/explorer';

/** A new SQL document, of the project whose node it is called on. */
export async function newSql(argument: unknown): Promise<void> {
  const name = projectIn(argument)?.name;
  await openNew(sqlLanguage, name === undefined ? '' : `-- @project ${name}\n`);
}

/** A new request document; one of a project begins with a request to complete. */
export async function newRequest(argument: unknown): Promise<void> {
  const name = projectIn(argument)?.name;
  await openNew(requestLanguage, name === undefined ? '' : `# @project ${name}\nGET /`);
}

/** Not saved yet, and the cursor at its end. */
async function openNew(language: string, content: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  const end = document.positionAt(content.length);
  const selection = new vscode.Range(end, end);
  await vscode.window.showTextDocument(document, { preview: false, selection });
}

function projectIn(argument: unknown) {
  const node = nodeIn(argument);
  return node && projectOf(node);
}
