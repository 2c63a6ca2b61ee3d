import * as vscode from 'vscode';

/** A line of a list that opens something. */
export interface Entry extends vscode.QuickPickItem {
  open(): Promise<unknown>;
}

/** A page of the web. */
export function linkEntry(label: string, url: string): Entry {
  return {
    label,
    description: url,
    open: async () => vscode.env.openExternal(vscode.Uri.parse(url)),
  };
}
