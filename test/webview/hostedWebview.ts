import type * as vscode from 'vscode';
import { type OpenPage, origin, type Panels } from './panel';

/** A webview whose host is real; the editor around it is not. */
export interface HostedWebview {
  readonly webview: vscode.Webview;
  /** Opens the page that the host has given it. */
  open(panels: Panels, size: { width: number; height: number }): Promise<OpenPage>;
}

export function createHostedWebview(): HostedWebview {
  let received = (_message: unknown) => {};
  let post = (_message: unknown) => {};
  const webview = {
    html: '',
    cspSource: origin,
    asWebviewUri: ({ path }: vscode.Uri) => origin + path.slice('/extension/dist/webview'.length),
    postMessage: async (message: unknown) => post(message),
    onDidReceiveMessage: (listener: typeof received) => {
      received = listener;
    },
  };
  return {
    webview: webview as unknown as vscode.Webview,
    open: (panels, size) =>
      panels.openPage(
        {
          html: webview.html,
          receive: (message) => received(message),
          onPage: (sender) => {
            post = sender;
          },
        },
        size,
      ),
  };
}
