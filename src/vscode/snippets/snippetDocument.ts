import * as vscode from 'vscode';
import { runsInClient } from '../../core/snippets/clientSide';
import type { TargetDocument } from '../../core/snippets/compose';
import { type Framework, frameworkOf, isBuilt } from '../../core/snippets/frameworks';
import { hasTypes, languageOf } from '../../core/snippets/languages';
import { type Quote, quoteIn } from '../../core/snippets/layout';
import { indentIn } from '../editor/indent';

/** What a document tells about the code that may go into it. */
export interface SnippetDocument extends TargetDocument {
  readonly client: boolean;
  readonly framework: Framework;
  readonly typed: boolean;
}

export async function readDocument(editor: vscode.TextEditor): Promise<SnippetDocument> {
  const { document, selection } = editor;
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const text = document.getText();
  const language = languageOf(document.languageId, path);
  const client = runsInClient(path, language, text);
  return {
    language,
    text,
    indent: indentIn(editor),
    quote: quoteOf(document, text),
    line: selection.start.line,
    client,
    framework: client || isBuilt(path) ? await frameworkFor(document.uri) : frameworkOf([]),
    typed: hasTypes(language, text),
  };
}

function quoteOf(document: vscode.TextDocument, text: string): Quote {
  const section = document.languageId.startsWith('javascript') ? 'javascript' : 'typescript';
  const style = vscode.workspace
    .getConfiguration(section, document)
    .get<string>('preferences.quoteStyle');
  if (style === 'single') return "'";
  return style === 'double' ? '"' : quoteIn(text);
}

/** By the nearest `package.json`, from the document's folder up to the workspace's. */
async function frameworkFor(uri: vscode.Uri): Promise<Framework> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  // A document that was never saved has no folder, and no path to go up from.
  if (!folder) return frameworkOf([]);
  const root = folder.uri.path;
  for (let at = vscode.Uri.joinPath(uri, '..'); at.path.startsWith(root); ) {
    const dependencies = await dependenciesIn(vscode.Uri.joinPath(at, 'package.json'));
    if (dependencies) return frameworkOf(dependencies);
    const up = vscode.Uri.joinPath(at, '..');
    if (up.path === at.path) break;
    at = up;
  }
  return frameworkOf([]);
}

async function dependenciesIn(file: vscode.Uri): Promise<readonly string[] | undefined> {
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const { dependencies, devDependencies } = JSON.parse(text) as {
      readonly dependencies?: object;
      readonly devDependencies?: object;
    };
    return Object.keys({ ...dependencies, ...devDependencies });
  } catch {
    return undefined;
  }
}
