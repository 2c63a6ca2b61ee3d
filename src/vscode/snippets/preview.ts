import * as vscode from 'vscode';

/** Shows the code of the snippet that a list stands at, beside the editor. */
export interface Preview extends vscode.Disposable {
  show(text: string, languageId: string): Promise<void>;
}

const scheme = 'powabase-snippet';

export function createPreview(): Preview {
  let shown = { text: '', languageId: 'plaintext' };
  const uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('Preview of the snippet')}` });
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => shown.text,
  });
  const previewTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);

  return {
    async show(text, languageId) {
      shown = { text, languageId };
      changed.fire(uri);
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.languages.setTextDocumentLanguage(document, languageId);
      await vscode.window.showTextDocument(document, {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: true,
        preview: true,
      });
    },
    dispose() {
      void vscode.window.tabGroups.close(previewTabs(), true);
      provider.dispose();
      changed.dispose();
    },
  };
}
