import * as vscode from 'vscode';
import { asFailure } from '../../core/errors';
import {
  type ResultHeading,
  type ResultsContract,
  type ResultsView,
  type ResultTabs,
  resultsShapes,
} from '../../protocol/results';
import { serve } from '../../protocol/rpc';
import type { Log } from '../log';
import type { LoadOnDemand } from '../onDemand';
import { reporting } from '../reporting';
import type { World } from '../services';
import { registerCellDocuments } from './cellDocuments';
import { pageOf, webviewOptions } from './html';
import { portOf } from './port';
import type { ResultRows } from './resultActions';
import { createResultRuns, type Run, type RunActions } from './resultRuns';
import { shownRows } from './resultViews';

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
    tabs: (tabs) => page?.emit('tabs', tabs),
  });

  function rowsOf(id: number): ResultRows {
    const { view, spool } = runs.find(id) ?? {};
    const rowCount = spool?.rowCount ?? 0;
    const columns = view?.kind === 'rows' ? view.columns : [];
    const window = async (offset: number, count: number) =>
      (await spool?.window(offset, count)) ?? [];
    return { columns, rowCount, text: view?.heading.text ?? '', window };
  }

  function resolveWebviewView(view: vscode.WebviewView) {
    view.webview.options = webviewOptions(extensionUri);
    const server = serve<ResultsContract>(portOf(view.webview), resultsShapes, {
      open: async () => ({ view: await runs.view(), tabs: runs.tabs() }),
      rows: async ({ id, offset, count }) => ({
        rows: shownRows((await runs.find(id)?.spool?.window(offset, count)) ?? []),
      }),
      more: async ({ id }) => {
        runs.find(id)?.actions.more?.();
        return null;
      },
      copy: async ({ id, selection, form }) => {
        const { copySelection } = await load();
        return { copied: await copySelection(rowsOf(id), selection, form) };
      },
      openCell: async (place) => {
        await reporting({ log }, 'cell', async () => {
          const { openCell } = await load();
          await openCell(rowsOf(place.id), place);
        });
        return null;
      },
      find: async ({ id, ...wanted }, signal) => {
        const { findCell } = await load();
        return { found: await findCell(rowsOf(id), wanted, signal) };
      },
      summary: async ({ id, selection }, signal) => {
        const { summarise } = await load();
        return summarise(rowsOf(id), selection, signal);
      },
      export: async ({ id }) => {
        await reporting({ log }, 'export', async () => {
          const { exportResult } = await load();
          await exportResult(world, rowsOf(id));
        });
        return null;
      },
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
    return cellText(rowsOf(place.id), place);
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
