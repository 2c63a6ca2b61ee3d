import * as vscode from 'vscode';

const scheme = 'powabase-page';

/** A read-only document of something that was worked out: a plan, a comparison. */
export interface Page {
  /** The title of its tab. */
  readonly title: string;
  readonly text: string;
  /** The ranges that stand out, in UTF-16 units. */
  readonly marks: readonly { readonly start: number; readonly end: number }[];
  /** What else of it can be copied. */
  readonly copies: readonly { readonly label: string; readonly text: string }[];
}

/** The pages that are open; each is gone when its tab is closed. */
export interface Pages extends vscode.Disposable {
  /** Shows a page in a tab of its own. */
  show(page: Page): Promise<void>;
}

/** What the command behind a lens is given. */
export interface PageCopy {
  readonly copied: string;
}

export function createPages(): Pages {
  const pages = new Map<string, Page>();
  const marked = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    isWholeLine: true,
  });
  let next = 1;

  function paint(editor: vscode.TextEditor | undefined) {
    const { document } = editor ?? {};
    const page = document && pages.get(document.uri.toString());
    if (!page) return;
    editor?.setDecorations(
      marked,
      page.marks.map(
        ({ start, end }) => new vscode.Range(document.positionAt(start), document.positionAt(end)),
      ),
    );
  }

  const subscription = vscode.Disposable.from(
    marked,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: (uri) => pages.get(uri.toString())?.text ?? '',
    }),
    vscode.languages.registerCodeLensProvider({ scheme }, { provideCodeLenses: lensesOf }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(paint)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => pages.delete(uri.toString())),
  );

  function lensesOf({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const top = new vscode.Range(0, 0, 0, 0);
    return (pages.get(uri.toString())?.copies ?? []).map(
      ({ label, text }) =>
        new vscode.CodeLens(top, {
          title: label,
          command: 'powabase.copyFromPage',
          arguments: [{ copied: text } satisfies PageCopy],
        }),
    );
  }

  return {
    async show(page) {
      const uri = vscode.Uri.from({ scheme, path: `/${next++}/${page.title}` });
      pages.set(uri.toString(), page);
      const document = await vscode.workspace.openTextDocument(uri);
      paint(await vscode.window.showTextDocument(document));
    },
    dispose: () => subscription.dispose(),
  };
}
