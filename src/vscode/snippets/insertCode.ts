import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import type { Code } from '../../core/snippets/code';
import type { Insertion } from '../../core/snippets/compose';

/** Puts code at each selection and its imports further up, all of it undone at once; the blanks become tab stops. */
export async function insertCode(
  editor: vscode.TextEditor,
  { imports, body }: Insertion,
): Promise<void> {
  const before = editor.selections;
  if (imports) {
    const place = new vscode.Position(imports.line, 0);
    const done = await editor.edit((edit) => edit.insert(place, startedOnALine(editor, imports)), {
      undoStopBefore: true,
      undoStopAfter: false,
    });
    if (!done) throw readOnly();
  }
  const added = imports ? imports.text.split('\n').length - 1 : 0;
  const places = before.map((selection) =>
    imports && selection.start.line >= imports.line ? movedDown(selection, added) : selection,
  );
  const done = await editor.insertSnippet(snippetString(body), places, {
    undoStopBefore: imports === undefined,
    undoStopAfter: true,
  });
  if (!done) throw readOnly();
}

/** Behind the last line of a document there is none to stand in front of. */
function startedOnALine(
  { document }: vscode.TextEditor,
  { line, text }: { readonly line: number; readonly text: string },
): string {
  return line < document.lineCount ? text : `\n${text.replace(/\n$/, '')}`;
}

function movedDown({ start, end }: vscode.Selection, lines: number): vscode.Range {
  return new vscode.Range(start.translate(lines), end.translate(lines));
}

function readOnly(): Failure {
  return new Failure(
    'badInput',
    message('The file in the editor cannot be changed: it is read-only.'),
  );
}

/** Places of one name are one tab stop. */
function snippetString(body: Code): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  const names = [
    ...new Set(body.flatMap((piece) => (typeof piece === 'string' ? [] : piece.blank))),
  ];
  for (const piece of body) {
    if (typeof piece === 'string') snippet.appendText(piece);
    else snippet.appendPlaceholder(piece.preset, names.indexOf(piece.blank) + 1);
  }
  return snippet;
}
