import * as vscode from 'vscode';
import { asFailure } from '../../core/errors';
import type { OpenSpool } from '../../core/ports';
import {
  type ResultHeading,
  type ResultsContract,
  type ResultsView,
  type ResultTabs,
  resultsShapes,
} from '../../protocol/results';
import { serve } from '../../protocol/rpc';
import type { Log } from '../log';
import { pageOf, webviewOptions } from './html';
import { portOf } from './port';
import { createResultRuns, type Run, type RunActions, shownRows } from './resultRuns';

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
  openSpool: OpenSpool,
  log: Log,
): ResultsPanel & vscode.WebviewViewProvider {
  let page: Page | undefined;
  const runs = createResultRuns(openSpool, {
    changed: (view) => page?.emit('changed', view),
    tabs: (tabs) => page?.emit('tabs', tabs),
  });

  function resolveWebviewView(view: vscode.WebviewView) {
    view.webview.options = webviewOptions(extensionUri);
    const server = serve<ResultsContract>(portOf(view.webview), resultsShapes, {
      open: async () => ({ view: await runs.view(), tabs: runs.tabs() }),
      rows: async ({ id, offset, count }) => ({
        rows: shownRows((await runs.find(id)?.spool?.window(offset, count)) ?? []),
      }),
      copyCell: async ({ id, row, column }) => {
        const [cells] = (await runs.find(id)?.spool?.window(row, 1)) ?? [];
        await vscode.env.clipboard.writeText(cells?.[column] ?? '');
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
      runs.close().catch((error) => log.failure('results', asFailure(error)));
    },
  };
}
