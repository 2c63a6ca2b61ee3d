import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { atDepth } from '../../core/snippets/layout';
import { indentIn } from './indent';

/** Puts text where the person last worked, also while a panel has the focus or covers the editor. */
export interface InsertTarget extends vscode.Disposable {
  /** Replaces each selection, as deep as its line is. Throws when no document is open, or when it cannot be changed. */
  insert(text: string): Promise<void>;
  /** Where that is; undefined while no document is open. */
  current(): vscode.TextEditor | undefined;
  /** The same, brought to the front. */
  editor(): Promise<vscode.TextEditor | undefined>;
}

export function createInsertTarget(): InsertTarget {
  let last = vscode.window.activeTextEditor;
  const subscription = vscode.window.onDidChangeActiveTextEditor((editor) => {
    last = editor ?? last;
  });

  function current(): vscode.TextEditor | undefined {
    return vscode.window.activeTextEditor ?? (last?.document.isClosed ? undefined : last);
  }

  async function editorForText(): Promise<vscode.TextEditor | undefined> {
    const known = current();
    if (known === undefined || known === vscode.window.activeTextEditor) return known;
    const { document, selection, viewColumn } = known;
    return vscode.window.showTextDocument(document, {
      selection,
      ...(viewColumn === undefined ? {} : { viewColumn }),
    });
  }

  return {
    async insert(text) {
      const editor = await editorForText();
      if (!editor) {
        throw new Failure(
          'badInput',
          message('Open a file first: the text goes where its cursor is.'),
        );
      }
      const done = await editor.edit((edit) => {
        for (const selection of editor.selections) {
          edit.replace(selection, atDepth(text, depthAt(editor, selection), indentIn(editor)));
        }
      });
      if (done) return;
      throw new Failure(
        'badInput',
        message('The file in the editor cannot be changed: it is read-only.'),
      );
    },
    current,
    editor: editorForText,
    dispose: () => subscription.dispose(),
  };
}

function depthAt({ document }: vscode.TextEditor, { start }: vscode.Selection): string {
  return /^\s*/.exec(document.lineAt(start.line).text.slice(0, start.character))?.[0] ?? '';
}
