import assert from 'node:assert/strict';
import {
  ConfigurationTarget,
  commands,
  Selection,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';
import { poll } from '../e2e/poll';
import { type Sandbox, start } from '../sandbox';
import { sampleWorkspace } from '../sandbox/workspace';

export const accept = 'workbench.action.acceptSelectedQuickOpenItem';

export interface Backend {
  readonly folder: Uri;
  projects(): Sandbox['projects'];
}

/** The sandbox and its sample workspace in the folder that is open, from the first test of a suite to its last. */
export function withBackend(): Backend {
  let sandbox: Sandbox;
  const folder = workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');

  before(async () => {
    sandbox = await start();
    const { '.vscode/settings.json': settings = '{}', ...files } = sampleWorkspace(sandbox);
    for (const [path, text] of Object.entries(files)) {
      await workspace.fs.writeFile(Uri.joinPath(folder, path), new TextEncoder().encode(text));
    }
    await workspace
      .getConfiguration('powabase')
      .update('projects', JSON.parse(settings)['powabase.projects'], ConfigurationTarget.Workspace);
  });
  after(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await sandbox?.stop();
  });

  return { folder, projects: () => sandbox.projects };
}

export async function open(language: string, content: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument({ language, content });
  await window.showTextDocument(document);
  return document;
}

export function select(text: string) {
  const editor = window.activeTextEditor ?? assert.fail('no editor');
  const offset = editor.document.getText().indexOf(text);
  const start = editor.document.positionAt(offset);
  editor.selection = new Selection(start, editor.document.positionAt(offset + text.length));
}

/** Takes the first row of every list that a command shows, until it is done. */
export async function acceptLists(command: Thenable<unknown>): Promise<void> {
  let done = false;
  void command.then(() => {
    done = true;
  });
  await poll('the command to be done', async () => {
    if (!done) await commands.executeCommand(accept);
    return done;
  });
}

/** The text of the read-only page that is in front. */
export async function pageText(): Promise<string> {
  await poll(
    'a page',
    async () => window.activeTextEditor?.document.uri.scheme === 'powabase-page',
  );
  return window.activeTextEditor?.document.getText() ?? '';
}
