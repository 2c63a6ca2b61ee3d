import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';

/**
 * Puts text in place of each selection of the text editor in use. While a panel has the focus that is the
 * editor beside it. Throws when there is none, or when it is read-only.
 */
export async function insertText(text: string): Promise<void> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors.at(0);
  if (!editor) {
    throw new Failure(
      'badInput',
      message('Open a file first: the snippet goes where its cursor is.'),
    );
  }
  const done = await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, text);
  });
  if (!done) {
    throw new Failure(
      'badInput',
      message('The file in the editor cannot be changed: it is read-only.'),
    );
  }
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
