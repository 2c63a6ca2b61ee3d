import * as vscode from 'vscode';
import { words } from '../../protocol/words';

/** What a panel's page may load: its own files and nothing else. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [filesOf(extensionUri)] };
}

/** The page of a panel. `title` is for screen readers; `attributes` go to the body as data attributes; they are never secret. */
export function pageOf(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  panel: 'connect' | 'import' | 'results',
  title: string,
  attributes: Readonly<Record<string, string>> = {},
): string {
  const file = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(filesOf(extensionUri), panel, name)).toString();
  const nonce = crypto.randomUUID();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
    // Pictures that a cell holds; they come with a message, from nowhere else.
    ...(panel === 'results' ? ['img-src data:'] : []),
  ].join('; ');
  const data = Object.entries(attributes).map(
    ([name, value]) => ` data-${name}="${escaped(value)}"`,
  );
  return `<!DOCTYPE html>
<html lang="${escaped(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${file(`${panel}.css`)}">
</head>
<body${data.join('')}>
<main id="app"></main>
<script type="application/json" id="words" nonce="${nonce}">${wordsAsJson()}</script>
<script nonce="${nonce}" src="${file('main.js')}"></script>
</body>
</html>`;
}

function filesOf(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

function wordsAsJson(): string {
  const translated = Object.fromEntries(words.map((word) => [word, vscode.l10n.t(word)]));
  return JSON.stringify(translated).replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
