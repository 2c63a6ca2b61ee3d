import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { directiveLines } from '../editor/attachments';
import type { Services } from '../services';
import { pickProject } from './pickProject';

/** Attaches the document in the editor to a project; where a `@project` comment decides, it is changed. */
export async function chooseProject(services: Services): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    throw new Failure(
      'badInput',
      message('Open a file first: a project is chosen for a document.'),
    );
  }
  const project = await pickProject(services, undefined);
  const named = services.attachments.namedIn(editor.document);
  if (named === undefined) await services.attachments.attach(editor.document, project);
  else await rename(editor, named, project.name);
}

async function rename(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const { document } = editor;
  for (let line = 0; line < Math.min(directiveLines, document.lineCount); line++) {
    const { text } = document.lineAt(line);
    const at = text.indexOf(from, text.indexOf('@project ') + '@project '.length);
    if (!text.includes('@project ') || at < 0) continue;
    const start = new vscode.Position(line, at);
    const end = new vscode.Position(line, at + from.length);
    await editor.edit((edit) => edit.replace(new vscode.Range(start, end), to));
    return;
  }
}
