import * as vscode from 'vscode';
import type { Cell } from '../../core/ports';

/** What was given for the parameters of a document's statements, while it is open. Never stored: it may hold anything. */
export interface ParameterValues extends vscode.Disposable {
  /** Undefined where nothing was given yet. A number belongs to its statement, a name to the document. */
  get(document: vscode.Uri, statement: string, name: string): Cell | undefined;
  set(document: vscode.Uri, statement: string, name: string, value: Cell): void;
}

export function createParameterValues(): ParameterValues {
  const documents = new Map<string, Map<string, Cell>>();
  const subscription = vscode.workspace.onDidCloseTextDocument(({ uri }) =>
    documents.delete(uri.toString()),
  );
  const keyOf = (statement: string, name: string) =>
    name.startsWith('$') ? `${name} ${statement}` : name;
  return {
    get: (document, statement, name) =>
      documents.get(document.toString())?.get(keyOf(statement, name)),
    set(document, statement, name, value) {
      const known = documents.get(document.toString()) ?? new Map<string, Cell>();
      documents.set(document.toString(), known.set(keyOf(statement, name), value));
    },
    dispose: () => subscription.dispose(),
  };
}
