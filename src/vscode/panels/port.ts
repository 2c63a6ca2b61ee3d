import type * as vscode from 'vscode';
import type { Port, ToWebview } from '../../protocol/rpc';

/** A webview as the host's half of the conversation. */
export function portOf(webview: vscode.Webview): Port<ToWebview, unknown> {
  return {
    post: (message) => void webview.postMessage(message),
    onMessage: (listener) => void webview.onDidReceiveMessage(listener),
  };
}
