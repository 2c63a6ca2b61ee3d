import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';

/** Puts text where the person last worked, also while a panel has the focus or covers the editor. */
export interface InsertTarget extends vscode.Disposable {
  /** Replaces each selection. Throws when no document is open, or when it cannot be changed. */
  insert(text: string): Promise<void>;
}

export function createInsertTarget(): InsertTarget {
  let last = vscode.window.activeTextEditor;
  const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = editor ?? last;
  });

  async function editorForText(): Promise<vscode.TextEditor> {
    if (vscode.window.activeTextEditor) return vscode.window.activeTextEditor;
    if (!last || last.document.isClosed) {
      throw new Failure(
        'badInput',
        message('Open a file first: the snippet goes where its cursor is.'),
      );
    }
    const { document, selection, viewColumn } = last;
    return vscode.window.showTextDocument(document, {
      selection,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
  }

  return {
    async insert(text) {
      const editor = await editorForText();
      const done = await editor.edit((edit) => {
        for (const selection of editor.selections) edit.replace(selection, text);
      });
      if (done) return;
      throw new Failure(
        'badInput',
        message('The file in the editor cannot be changed: it is read-only.'),
      );
    },
    dispose: () => subscription.dispose(),
  };
}
