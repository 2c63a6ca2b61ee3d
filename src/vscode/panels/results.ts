import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../core/errors';
import type { FetchedRows } from '../../core/results/arrange/arrange';
import { type Arrangement, asFetched } from '../../core/results/arrange/arrangement';
import {
  type ResultHeading,
  type ResultsContract,
  type ResultsView,
  type ResultTabs,
  resultsShapes,
} from '../../protocol/results';
import { serve } from '../../protocol/rpc';
import type { RowPlaces } from '../edits/editingView';
import type { Edits } from '../edits/edits';
import type { Log } from '../log';
import type { LoadOnDemand } from '../onDemand';
import { reporting } from '../reporting';
import type { World } from '../services';
import { registerCellDocuments } from './cellDocuments';
import { pageOf, webviewOptions } from './html';
import { portOf } from './port';
import type { ResultRows } from './resultActions';
import type { Run, RunActions } from './resultRun';
import { createResultRuns } from './resultRuns';
import { isRunning, shownRows } from './resultViews';
import { placesOf } from './rowPlaces';

export const resultsViewId = 'powabase.results';

/** The view that shows the results of the latest run. The host keeps the rows, the page asks for windows of them. */
export interface ResultsPanel extends vscode.Disposable {
  /**
   * Starts a run and shows it; `beside` keeps the results that are here, for the next statement of several. Throws
   * while another one still runs and has no rows to show yet.
   */
  begin(heading: ResultHeading, actions: RunActions, beside?: boolean): Run;
  /** Ends what is running now. */
  cancel(): void;
}

/** A page that is open. */
interface Page {
  readonly view: vscode.WebviewView;
  emit(event: 'changed', payload: ResultsView): void;
  emit(event: 'tabs', payload: ResultTabs): void;
  emit(event: 'arranging', payload: ResultsContract['events']['arranging']): void;
}

export function createResultsPanel(
  extensionUri: vscode.Uri,
  world: Pick<World, 'openSpool' | 'createFile'>,
  log: Log,
  load: LoadOnDemand,
): ResultsPanel & vscode.WebviewViewProvider {
  let page: Page | undefined;
  const runs = createResultRuns(world.openSpool, {
    changed: (view) => page?.emit('changed', view),
    tabs(tabs) {
      page?.emit('tabs', tabs);
      showPending(tabs);
    },
    outgrew: ({ id }, arrangement) =>
      arrange(id, new AbortController().signal, async () => arrangement),
  });

  /** Seen also where another view stands over this one. The editor lets nobody ask before its window closes. */
  function showPending({ tabs }: ResultTabs) {
    const value = tabs.reduce((sum, { changes }) => sum + changes, 0);
    const tooltip = vscode.l10n.t('Changes that are not applied: {0}', String(value));
    if (page) page.view.badge = value > 0 ? { value, tooltip } : undefined;
  }

  async function editing(id: number, work: (edits: Edits, places: RowPlaces) => Promise<void>) {
    await reporting({ log }, 'edit', async () => {
      const run = runs.find(id);
      if (!run) return;
      // Of now: while something is loaded or applied the rows may come to stand elsewhere.
      const places = placesOf(run);
      const { editsOf } = await load();
      const edits = editsOf(run, runs);
      if (edits) await work(edits, places);
    });
    return null;
  }

  /** The rows as they were fetched. */
  function fetchedOf(id: number): ResultRows & FetchedRows {
    const { view, spool } = runs.find(id) ?? {};
    const { rowCount = 0, size = 0 } = spool ?? {};
    const columns = view?.kind === 'rows' ? view.columns : [];
    const window = async (offset: number, count: number) =>
      (await spool?.window(offset, count)) ?? [];
    const pick = async (numbers: Uint32Array, atMost?: number) =>
      (await spool?.pick(numbers, atMost)) ?? { count: 0, pieces: [] };
    return { columns, rowCount, size, text: view?.heading.text ?? '', window, pick };
  }

  /** The rows as they are shown. */
  function rowsOf(id: number): ResultRows {
    const { arranged } = runs.find(id) ?? {};
    const fetched = fetchedOf(id);
    if (!arranged) return fetched;
    return { ...fetched, rowCount: arranged.order.length, window: arranged.window };
  }

  /** Sorts and filters a result as the person says in the end. */
  async function arrange(
    id: number,
    signal: AbortSignal,
    wanted: (rows: ResultRows, present: Arrangement) => Promise<Arrangement>,
  ) {
    await reporting({ log }, 'arrange', async () => {
      const run = runs.find(id);
      if (!run?.spool) return;
      if (isRunning(run.view)) {
        throw new Failure(
          'badInput',
          message('Rows are still being fetched. Sort and filter them when they are here.'),
        );
      }
      const { arrangeRows } = await load();
      const arrangement = await wanted(rowsOf(id), run.arranged?.arrangement ?? asFetched);
      const tell = (done: number, of: number) => page?.emit('arranging', { id, done, of });
      const rows = { ...fetchedOf(id), gone: run.edits?.gone };
      await runs.arrange(run, await arrangeRows(rows, arrangement, signal, tell));
    });
    return null;
  }

  function resolveWebviewView(view: vscode.WebviewView) {
    view.webview.options = webviewOptions(extensionUri);
    const server = serve<ResultsContract>(portOf(view.webview), resultsShapes, {
      open: async () => ({ view: await runs.view(), tabs: runs.tabs() }),
      rows: async ({ id, offset, count }) => ({
        rows: shownRows(await rowsOf(id).window(offset, count)),
      }),
      more: async ({ id }) => {
        runs.find(id)?.actions.more?.();
        return null;
      },
      copy: async ({ id, selection, form }) => {
        const { copySelection } = await load();
        return { copied: await copySelection(rowsOf(id), selection, form) };
      },
      cell: async ({ id, row, column }) => {
        const { viewCell } = await load();
        return viewCell(rowsOf(id), row, column);
      },
      openCell: async (place) => {
        await reporting({ log }, 'cell', async () => {
          const { openCell } = await load();
          const { id, row, column } = place;
          // Of the row as it was fetched: the document stays what it is however the rows are arranged later.
          const fetchedRow = runs.find(id)?.arranged?.order[row] ?? row;
          await openCell(fetchedOf(id), { id, row: fetchedRow, column });
        });
        return null;
      },
      find: async ({ id, columns, ...wanted }, signal) => {
        const { findCell } = await load();
        return { found: await findCell(rowsOf(id), columns, wanted, signal) };
      },
      summary: async ({ id, selection }, signal) => {
        const { summarise } = await load();
        return summarise(rowsOf(id), selection, signal);
      },
      export: async ({ id, columns }) => {
        await reporting({ log }, 'export', async () => {
          const { exportResult } = await load();
          await exportResult(world, rowsOf(id), columns);
        });
        return null;
      },
      arrange: ({ id, arrangement }, signal) => arrange(id, signal, async () => arrangement),
      filter: async ({ id, column }, signal) => {
        const { askFilter } = await load();
        return arrange(id, signal, (rows, present) => askFilter(rows, present, column));
      },
      filterLike: async ({ id, row, column }, signal) => {
        const { filterLike } = await load();
        return arrange(id, signal, (rows, present) => filterLike(rows, present, row, column));
      },
      hide: async ({ id, hidden }) => {
        const { askHidden } = await load();
        return askHidden(rowsOf(id), hidden);
      },
      wholeCell: async ({ id, row, column }) => {
        const [cells] = await rowsOf(id).window(row, 1);
        return { cell: cells?.[column] ?? null };
      },
      change: ({ id, changes }) => editing(id, (edits, places) => edits.change(changes, places)),
      edit: ({ id, action }) => editing(id, (edits) => edits.act(action)),
      choose: async ({ id }) => {
        await runs.choose(id);
        return null;
      },
      cancel: async ({ id }) => {
        runs.find(id)?.actions.cancel();
        return null;
      },
      retry: async ({ id }) => {
        runs.find(id)?.actions.retry();
        return null;
      },
      act: async ({ id, action }) => {
        runs.find(id)?.offered[action]?.run();
        return null;
      },
    });
    page = { view, emit: server.emit };
    showPending(runs.tabs());
    view.onDidDispose(() => {
      page = undefined;
    });
    view.webview.html = pageOf(
      view.webview,
      extensionUri,
      'results',
      vscode.l10n.t('Powabase Results'),
    );
  }

  const documents = registerCellDocuments(async (place) => {
    const { cellText } = await load();
    return cellText(fetchedOf(place.id), place);
  });

  return {
    begin(heading, actions, beside = false) {
      const run = runs.begin(heading, actions, beside);
      if (!page?.view.visible) {
        void vscode.commands.executeCommand(`${resultsViewId}.focus`, { preserveFocus: true });
      }
      return run;
    },
    cancel: () => runs.latest()?.actions.cancel(),
    resolveWebviewView,
    dispose() {
      documents.dispose();
      runs.close().catch((error) => log.failure('results', asFailure(error)));
    },
  };
}
