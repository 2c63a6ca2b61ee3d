// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { HistoryEntry } from '../../src/core/history';
import type { Project, Relation } from '../../src/core/model';
import { importCsv, openCsv } from '../../src/node/importCsv';
import { openDatabase } from '../../src/node/postgres';
import { importCsv as runImportCsv } from '../../src/vscode/commands/importCsv';
import type { Services, World } from '../../src/vscode/services';
import { setEditor } from '../unit/fakeVscode';
import { createHostedWebview } from './hostedWebview';
import type { OpenPage, Panels } from './panel';

const another: Relation = { schema: 'public', name: 'orders', kind: 'table', rls: 'off' };
const aView: Relation = { schema: 'public', name: 'dear', kind: 'view', rls: 'off' };
const size = { width: 980, height: 620 };

/** An import on a real database, its page and its host both real; the editor around them is not. */
export interface HostedImport extends OpenPage {
  /** What the editor has shown and been told to do. */
  readonly shown: readonly string[];
  readonly ran: readonly (readonly unknown[])[];
  readonly history: readonly HistoryEntry[];
  /** The path of the file. */
  readonly path: string;
  isClosed(): boolean;
}

export interface ImportWish {
  readonly table: string;
  readonly content: string | Uint8Array;
  readonly name?: string;
  /** What the command is given: a table of the tree, a file of the explorer, or none but the one in the editor. */
  readonly from?: 'table' | 'explorer' | 'editor' | 'unsaved editor';
  readonly project?: Partial<Project>;
  /** As `setEditor` takes it. */
  readonly pressed?: string[];
  readonly typed?: string[];
  readonly taken?: (readonly string[])[];
  /** Cancels as soon as the progress says anything. */
  readonly isCancelled?: boolean;
}

export async function makeImports(panels: Panels, databaseUrl: string) {
  const folder = await mkdtemp(join(tmpdir(), 'powabase-import-'));
  const never = new AbortController().signal;
  const database = await openDatabase(databaseUrl, never);

  async function open(wish: ImportWish): Promise<HostedImport> {
    const path = join(folder, wish.name ?? 'rows.csv');
    await writeFile(path, wish.content);
    const hosted = createHostedWebview();
    let closed = () => {};
    let isClosed = false;
    const panel = {
      webview: hosted.webview,
      onDidDispose: (listener: () => void) => {
        closed = listener;
      },
      dispose() {
        isClosed = true;
        closed();
      },
    };
    const { pressed = [], typed = [], taken = [] } = wish;
    const ran: unknown[][] = [];
    const document = { uri: vscode.Uri.file(path), isDirty: wish.from === 'unsaved editor' };
    const shown = setEditor({
      ...(wish.from?.endsWith('editor') ? { textEditor: { document } } : { chosenFile: path }),
      panel,
      pressed,
      typed,
      taken,
      ran,
      onProgress: (_, cancel) => wish.isCancelled && cancel(),
    });
    const history: HistoryEntry[] = [];
    const project: Project = {
      id: 'user:shop',
      name: 'Shop',
      provider: 'powabase',
      place: 'user',
      safety: 'free',
      credentials: { databaseUrl: { from: 'stored' } },
      ...wish.project,
    };
    const world = {
      openCsv,
      importCsv,
      history: async () => ({ append: async (entry: HistoryEntry) => void history.push(entry) }),
    } as unknown as World;
    const relation: Relation = { schema: 'public', name: wish.table, kind: 'table', rls: 'off' };
    const schema = { name: 'public', relations: [another, relation, aView] };
    const services = {
      extensionUri: vscode.Uri.file('/extension'),
      projects: { find: () => project, list: () => [project] },
      secrets: new Set(),
      sessions: {
        forDocument: async () => database,
        release() {},
        schemas: async () => [schema],
      },
      world,
      log: { failure() {} },
    } as unknown as Services;
    const node = { kind: 'relation', project, relation };
    const { from = 'table' } = wish;
    const given = {
      table: node,
      explorer: document.uri,
      editor: undefined,
      'unsaved editor': undefined,
    };
    await runImportCsv(services, given[from]);
    const opened = await hosted.open(panels, size);
    return { ...opened, shown, ran, history, path, isClosed: () => isClosed };
  }

  return {
    database,
    open,
    run: (sql: string) => database.query(sql, [], never),
    async close() {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
