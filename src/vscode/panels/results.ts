import * as vscode from 'vscode';
import { asFailure, Failure, message } from '../../core/errors';
import type { OpenSpool, ResultColumn, Row, RowSink, Spool } from '../../core/ports';
import { redact } from '../../core/redact';
import {
  type ResultHeading,
  type ResultsContract,
  type ResultsView,
  resultsShapes,
} from '../../protocol/results';
import { serve } from '../../protocol/rpc';
import type { Log } from '../log';
import { pageOf, webviewOptions } from './html';
import { portOf } from './port';

export const resultsViewId = 'powabase.results';

const rowLimit = 1_000_000;
const sizeLimit = 512 * 1024 * 1024;
const firstRows = 200;
/** Characters of a cell that the page gets; the whole of it is one Copy away. */
const shownCell = 1_000;
const betweenUpdates = 250;

/** The view that shows the latest result. The host keeps the rows, the page asks for windows of them. */
export interface ResultsPanel extends vscode.Disposable {
  /** Starts a run and shows it. Throws while another one still runs and has no rows to show yet. */
  begin(heading: ResultHeading, actions: RunActions): Run;
  /** Ends what is running now. */
  cancel(): void;
}

export interface RunActions {
  cancel(): void;
  retry(): void;
}

/** Something that a result offers, as a button. What it throws is its own affair. */
export interface Action {
  readonly label: string;
  run(): void;
}

/** What is said under a result without rows. */
export interface Note {
  readonly text: string;
  readonly actions: readonly Action[];
}

type Failed = Omit<Extract<ResultsView, { kind: 'failed' }>, 'kind' | 'id' | 'heading' | 'actions'>;

/** One result from its start to its end; after `begin` of another it shows nothing any more. */
export interface Run extends RowSink {
  /** The role it runs as, once that is known. */
  runsAs(role: string): void;
  /** The rows are complete, or reading them ended as `progress` says. */
  finish(progress: 'complete' | 'capped' | 'cancelled', status: string, note?: Note): void;
  done(status: string, body?: string): void;
  fail(failed: Failed, actions: readonly Action[]): void;
}

interface Current {
  readonly id: number;
  readonly actions: RunActions;
  offered: readonly Action[];
  view: ResultsView;
  spool?: Spool;
  superseded: boolean;
}

export function createResultsPanel(
  extensionUri: vscode.Uri,
  openSpool: OpenSpool,
  log: Log,
): ResultsPanel & vscode.WebviewViewProvider {
  let emit: ((view: ResultsView) => void) | undefined;
  let webview: vscode.WebviewView | undefined;
  let current: Current | undefined;
  let nextId = 1;

  function show(run: Current, view: ResultsView) {
    run.view = view;
    if (run === current) emit?.(view);
    const running = isRunning(view);
    if (run === current)
      void vscode.commands.executeCommand('setContext', 'powabase.running', running);
  }

  function spoolOf(id: number): Spool | undefined {
    return current?.id === id ? current.spool : undefined;
  }

  /** What a page that opens shows: with the first rows, so that it need not ask for them. */
  async function shownView(): Promise<ResultsView> {
    const run = current;
    const first = shownRows((await run?.spool?.window(0, firstRows)) ?? []);
    const view = current?.view ?? { kind: 'empty' };
    return view.kind === 'rows' && current === run ? { ...view, first } : view;
  }

  function begin(begun: ResultHeading, actions: RunActions): Run {
    // It quotes what was typed, which may hold a key.
    const heading = { ...begun, text: redact(begun.text) };
    if (current?.view.kind === 'running') {
      throw new Failure(
        'badInput',
        message('Something is still running. Wait for it, or end it with Powabase: Cancel.'),
      );
    }
    if (current) {
      current.superseded = true;
      if (!isRunning(current.view)) void current.spool?.close();
    }
    const id = nextId++;
    const run: Current = {
      id,
      actions,
      offered: [],
      view: { kind: 'running', id, heading },
      superseded: false,
    };
    current = run;
    show(run, run.view);
    if (!webview?.visible) {
      void vscode.commands.executeCommand(`${resultsViewId}.focus`, { preserveFocus: true });
    }
    return runOf(run, heading);
  }

  function runOf(run: Current, begun: ResultHeading): Run {
    let heading = begun;
    let columns: readonly ResultColumn[] = [];
    let lastUpdate = 0;

    function rowsView(
      progress: Extract<ResultsView, { kind: 'rows' }>['progress'],
      status: string,
    ): Extract<ResultsView, { kind: 'rows' }> {
      const rowCount = run.spool?.rowCount ?? 0;
      return { kind: 'rows', id: run.id, heading, columns, rowCount, progress, status };
    }

    return {
      runsAs(role) {
        heading = { ...heading, role };
      },

      columns(given) {
        columns = given;
      },

      async rows(batch) {
        if (run.superseded) return 'enough';
        const first = run.spool === undefined;
        run.spool ??= await openSpool();
        await run.spool.append(batch);
        if (first) {
          const view = rowsView('reading', '');
          show(run, { ...view, first: shownRows(batch.slice(0, firstRows)) });
        } else if (Date.now() - lastUpdate > betweenUpdates) {
          lastUpdate = Date.now();
          show(run, rowsView('reading', ''));
        }
        const { rowCount, size } = run.spool;
        return run.superseded || rowCount >= rowLimit || size >= sizeLimit ? 'enough' : 'more';
      },

      finish: (progress, status, note) => {
        run.offered = note?.actions ?? [];
        const view = rowsView(progress, status);
        show(
          run,
          note ? { ...view, note: { text: note.text, actions: labelsOf(note.actions) } } : view,
        );
        if (run.superseded) void run.spool?.close();
      },
      done: (status, body) =>
        show(run, {
          kind: 'done',
          id: run.id,
          heading,
          status,
          ...(body === undefined ? {} : { body }),
        }),
      fail: (failed, actions) => {
        run.offered = actions;
        show(run, { kind: 'failed', id: run.id, heading, actions: labelsOf(actions), ...failed });
        if (run.superseded) void run.spool?.close();
      },
    };
  }

  function resolveWebviewView(view: vscode.WebviewView) {
    webview = view;
    view.webview.options = webviewOptions(extensionUri);
    const server = serve<ResultsContract>(portOf(view.webview), resultsShapes, {
      open: shownView,
      rows: async ({ id, offset, count }) => ({
        rows: shownRows((await spoolOf(id)?.window(offset, count)) ?? []),
      }),
      copyCell: async ({ id, row, column }) => {
        const [cells] = (await spoolOf(id)?.window(row, 1)) ?? [];
        await vscode.env.clipboard.writeText(cells?.[column] ?? '');
        return null;
      },
      cancel: async ({ id }) => {
        if (current?.id === id) current.actions.cancel();
        return null;
      },
      retry: async ({ id }) => {
        if (current?.id === id) current.actions.retry();
        return null;
      },
      act: async ({ id, action }) => {
        if (current?.id === id) current.offered[action]?.run();
        return null;
      },
    });
    emit = (state) => server.emit('changed', state);
    view.onDidDispose(() => {
      webview = undefined;
      emit = undefined;
    });
    view.webview.html = pageOf(
      view.webview,
      extensionUri,
      'results',
      vscode.l10n.t('Powabase Results'),
    );
  }

  return {
    begin,
    cancel: () => current?.actions.cancel(),
    resolveWebviewView,
    dispose() {
      current?.actions.cancel();
      void current?.spool?.close().catch((error) => log.failure('results', asFailure(error)));
    },
  };
}

function labelsOf(actions: readonly Action[]): readonly string[] {
  return actions.map(({ label }) => label);
}

function isRunning(view: ResultsView): boolean {
  return view.kind === 'running' || (view.kind === 'rows' && view.progress === 'reading');
}

function shownRows(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) =>
    row.map((cell) =>
      cell !== null && cell.length > shownCell ? `${cell.slice(0, shownCell)}…` : cell,
    ),
  );
}
