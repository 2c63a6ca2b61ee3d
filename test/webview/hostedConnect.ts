// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import * as vscode from 'vscode';
import type { CredentialId, Project } from '../../src/core/model';
import { openDatabase } from '../../src/node/postgres';
import { createCredentials } from '../../src/vscode/credentials';
import { createInsertTarget } from '../../src/vscode/editor/insertText';
import { fillConnectPanel } from '../../src/vscode/panels/connect';
import type { Projects } from '../../src/vscode/projects';
import type { Services, World } from '../../src/vscode/services';
import { memento, setEditor } from '../unit/fakeVscode';
import { createHostedWebview } from './hostedWebview';
import type { OpenPage, Panels } from './panel';

/** What a project is made of: its facts, and the values it has stored. */
export interface HostedProject extends Pick<Project, 'provider'> {
  readonly url?: string;
  readonly values: { readonly [Id in CredentialId]?: string };
}

/** The panel of a project, its page and its host both real; the editor around them is not. */
export interface HostedConnect extends OpenPage {
  /** Stores another value of the project. */
  store(id: CredentialId, value: string): Promise<void>;
  /** What the editor has been told to log. */
  readonly logged: readonly string[];
}

export async function openHosted(
  panels: Panels,
  { provider, url, values }: HostedProject,
): Promise<HostedConnect> {
  setEditor();
  const stored = Object.entries(values) as [CredentialId, string][];
  const project: Project = {
    id: 'user:shop',
    name: 'Shop',
    provider,
    ...(url === undefined ? {} : { url }),
    place: 'user',
    credentials: Object.fromEntries(stored.map(([id]) => [id, { from: 'stored' }])),
  };
  const logged: string[] = [];
  const projects = {
    find: () => project,
    list: () => [project],
    folderOf: () => undefined,
    onDidChange: () => ({ dispose() {} }),
  } as unknown as Projects;
  const world = {
    openDatabase,
    gitStateOf: async () => 'ignored',
  } as unknown as World;
  const globalState = memento() as unknown as vscode.Memento;
  const credentials = createCredentials(
    memento() as unknown as vscode.SecretStorage,
    globalState,
    projects,
    world,
    new Set(),
  );
  for (const [id, value] of stored) await credentials.store(project, id, value);
  const services = {
    extensionUri: vscode.Uri.file('/extension'),
    projects,
    credentials,
    world,
    globalState,
    // It follows the editor that a test sets, whichever that is by then.
    get insertTarget() {
      return createInsertTarget();
    },
    log: { failure: (_: string, failure: Error) => logged.push(JSON.stringify(failure)) },
  } as unknown as Services;

  const hosted = createHostedWebview();
  const panel = {
    webview: hosted.webview,
    title: 'Connect: Shop',
  } as unknown as vscode.WebviewPanel;
  fillConnectPanel(panel, project.id, services);
  const opened = await hosted.open(panels, { width: 900, height: 1_000 });
  return {
    ...opened,
    store: (id, value) => credentials.store(project, id, value),
    logged,
  };
}

/** Puts the cursor behind this text of a document. Gives what stands in the document now. */
export function editorBehind(text: string, path = 'notes.txt') {
  let now = text;
  const lines = text.split('\n');
  const cursor = { line: lines.length - 1, character: (lines.at(-1) ?? '').length };
  const selection = { start: cursor, end: cursor, active: cursor };
  const textEditor = {
    document: {
      uri: vscode.Uri.file(`/folder/${path}`),
      languageId: 'plaintext',
      isClosed: false,
      getText: () => now,
      lineAt: (line: number) => ({ text: now.split('\n')[line] }),
    },
    options: { insertSpaces: false },
    selection,
    selections: [selection],
    edit: async (change: (builder: unknown) => void) => {
      change({
        replace: (_: unknown, inserted: string) => {
          now += inserted;
        },
      });
      return true;
    },
  };
  return { textEditor, text: () => now };
}
