import * as vscode from 'vscode';

const scheme = 'powabase-cell';

/** A cell of a result that is kept. */
export interface CellPlace {
  readonly id: number;
  readonly row: number;
  readonly column: number;
}

/** Cells as read-only documents; the text of one comes from its result each time, and is kept nowhere else. */
export function registerCellDocuments(
  textOf: (place: CellPlace) => Promise<string>,
): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent({ query }) {
      const [id = 0, row = 0, column = 0] = query.split('.').map(Number);
      return textOf({ id, row, column });
    },
  });
}

/** Opens a cell; `name` is the title of its editor, with an extension. */
export async function openCellDocument(
  { id, row, column }: CellPlace,
  name: string,
): Promise<void> {
  const path = `/${name.replaceAll('/', '∕')}`;
  const uri = vscode.Uri.from({ scheme, path, query: [id, row, column].join('.') });
  await vscode.window.showTextDocument(uri, { preview: true });
}
