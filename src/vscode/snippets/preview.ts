import * as vscode from 'vscode';

/** Shows the code of the snippet that a list stands at, beside the editor. */
export interface Preview extends vscode.Disposable {
  /** `extension` tells the editor the language, without a dot. */
  show(text: string, extension: string): Promise<void>;
}

const scheme = 'powabase-snippet';

export function createPreview(): Preview {
  let shown = '';
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => shown,
  });
  const previewTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);

  return {
    async show(text, extension) {
      shown = text;
      const path = `/${vscode.l10n.t('Preview of the snippet')}.${extension}`;
      const uri = vscode.Uri.from({ scheme, path });
      changed.fire(uri);
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
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
