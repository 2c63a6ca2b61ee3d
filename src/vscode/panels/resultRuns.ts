import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { unpackRows } from '../../core/packedRows';
import type { Notice, OpenSpool, ResultColumn, RowSink, Spool } from '../../core/ports';
import { redact } from '../../core/redact';
import type { Arrangement } from '../../core/results/arrange/arrangement';
import {
  type MessageLine,
  messagesTab,
  type ResultHeading,
  type ResultsView,
  type ResultTabs,
} from '../../protocol/results';
import { type ArrangedRows, seen } from './arrangedRows';
import { type Action, isRunning, labelsOf, offersOf, rowsText, shownRows } from './resultViews';

const rowLimit = 1_000_000;
const sizeLimit = 512 * 1024 * 1024;
const firstRows = 200;
const betweenUpdates = 250;
/** Results of one run that are kept; each may have a file of rows. */
const keptResults = 20;
const keptMessages = 1_000;

export interface RunActions {
  cancel(): void;
  retry(): void;
  /** Asks for the next rows of a result that ended with `more`. */
  more?(): void;
}

/** What is said under a result without rows. */
export interface Note {
  readonly text: string;
  readonly actions: readonly Action[];
}

type Failed = Omit<Extract<ResultsView, { kind: 'failed' }>, 'kind' | 'id' | 'heading' | 'actions'>;
type RowsView = Extract<ResultsView, { kind: 'rows' }>;

/** One result from its start to its end; once it is closed it shows nothing any more. */
export interface Run extends RowSink {
  /** The role it runs as, once that is known. */
  runsAs(role: string): void;
  /** The rows are complete, or reading them ended as `progress` says. */
  finish(
    progress: Exclude<RowsView['progress'], 'reading'>,
    status: string,
    note?: Note,
    offers?: readonly Action[],
  ): void;
  done(status: string, body?: string, offers?: readonly Action[]): void;
  fail(failed: Failed, actions: readonly Action[]): void;
}

/** A result as the view keeps it. */
export interface Kept {
  readonly id: number;
  /** Which statement of its run it is of, from 1. */
  readonly ordinal: number;
  readonly actions: RunActions;
  offered: readonly Action[];
  view: Exclude<ResultsView, { kind: 'empty' | 'messages' }>;
  spool?: Spool;
  /** Absent while the rows are shown as they were fetched. */
  arranged?: ArrangedRows;
  closed: boolean;
}

/** What is told to a page that is open. */
export interface Listener {
  changed(view: ResultsView): void;
  tabs(tabs: ResultTabs): void;
  /** There are more rows than those that are arranged. */
  outgrew(run: Kept, arrangement: Arrangement): void;
}

export interface ResultRuns {
  /**
   * Starts a run; `beside` keeps the results that are here, for the next statement of several. Throws while another
   * one still runs and has no rows to show yet.
   */
  begin(heading: ResultHeading, actions: RunActions, beside: boolean): Run;
  find(id: number): Kept | undefined;
  latest(): Kept | undefined;
  choose(id: number): Promise<void>;
  /** Shows the rows of a result in another order; as they were fetched where it is absent. */
  arrange(run: Kept, arranged: ArrangedRows | undefined): Promise<void>;
  tabs(): ResultTabs;
  /** What is shown now, with its first rows, so that a page need not ask for them. */
  view(): Promise<ResultsView>;
  close(): Promise<void>;
}

export function createResultRuns(openSpool: OpenSpool, listener: Listener): ResultRuns {
  let kept: readonly Kept[] = [];
  let lines: MessageLine[] = [];
  let chosen = messagesTab;
  let latest: Kept | undefined;
  let begun = 0;
  let telling: ReturnType<typeof setTimeout> | undefined;
  // The page remembers where it was scrolled to by this, also over a reload of the window.
  let nextId = Date.now();

  function show(run: Kept, view: Kept['view']) {
    run.view = view;
    if (run.id === chosen) listener.changed(seen(run));
    if (run === latest) {
      void vscode.commands.executeCommand('setContext', 'powabase.running', isRunning(view));
    }
  }

  function close(run: Kept) {
    run.closed = true;
    if (!isRunning(run.view)) void run.spool?.close();
  }

  function keep(results: readonly Kept[]) {
    for (const run of kept) if (!results.includes(run)) close(run);
    kept = results;
  }

  function tabs(): ResultTabs {
    return {
      tabs: kept.map(({ id, ordinal, view }) => ({ id, ordinal, text: view.heading.text })),
      chosen,
      messages: lines.length,
      notices: lines.filter(({ kind }) => kind === 'notice').length,
    };
  }

  /** A flood of notices is told now and then. */
  function say(line: MessageLine) {
    lines.push(line);
    if (lines.length > keptMessages) lines.shift();
    telling ??= setTimeout(() => {
      telling = undefined;
      listener.tabs(tabs());
      if (chosen === messagesTab) listener.changed({ kind: 'messages', lines });
    }, 50);
  }

  async function view(): Promise<ResultsView> {
    const run = kept.find(({ id }) => id === chosen);
    if (!run) return lines.length > 0 ? { kind: 'messages', lines } : { kind: 'empty' };
    const first = shownRows((await (run.arranged ?? run.spool)?.window(0, firstRows)) ?? []);
    const now = seen(run);
    return now.kind === 'rows' ? { ...now, first } : now;
  }

  async function choose(id: number) {
    chosen = id;
    listener.tabs(tabs());
    listener.changed(await view());
  }

  async function arrange(run: Kept, arranged: ArrangedRows | undefined) {
    if (arranged) run.arranged = arranged;
    else delete run.arranged;
    if (run.id === chosen) listener.changed(await view());
  }

  function begin(given: ResultHeading, actions: RunActions, beside: boolean): Run {
    // It quotes what was typed, which may hold a key.
    const heading = { ...given, text: redact(given.text) };
    if (latest?.view.kind === 'running') {
      throw new Failure(
        'badInput',
        message('Something is still running. Wait for it, or end it with Powabase: Cancel.'),
      );
    }
    if (!beside) {
      lines = [];
      begun = 0;
    }
    const id = nextId++;
    const run: Kept = {
      id,
      ordinal: ++begun,
      actions,
      offered: [],
      view: { kind: 'running', id, heading },
      closed: false,
    };
    const others = beside ? kept.filter((other) => other.view.kind === 'rows') : [];
    keep([...others.slice(1 - keptResults), run]);
    latest = run;
    chosen = id;
    listener.tabs(tabs());
    show(run, run.view);
    return runOf(run, heading);
  }

  function runOf(run: Kept, given: ResultHeading): Run {
    let heading = given;
    let columns: readonly ResultColumn[] = [];
    let lastUpdate = 0;
    const facts = () => ({ id: run.id, heading });
    const outcome = (kind: 'done' | 'failed', text: string) =>
      say({ kind, label: heading.text, text });

    function rowsView(progress: RowsView['progress'], status: string): RowsView {
      const rowCount = run.spool?.rowCount ?? 0;
      return { kind: 'rows', ...facts(), columns, rowCount, progress, status };
    }

    return {
      runsAs(role) {
        heading = { ...heading, role };
      },

      columns(described) {
        columns = described;
      },

      notice({ severity, text }: Notice) {
        if (!run.closed) say({ kind: 'notice', label: severity, text });
      },

      async rows(batch) {
        if (run.closed) return 'enough';
        if (!run.spool) {
          // The first rows are on their way to the page before they are on the disk.
          const first = shownRows(unpackRows(batch, 0, firstRows));
          show(run, { ...rowsView('reading', ''), rowCount: first.length, first });
          run.spool = await openSpool();
          await run.spool.append(batch);
        } else {
          await run.spool.append(batch);
          if (Date.now() - lastUpdate > betweenUpdates) {
            lastUpdate = Date.now();
            show(run, rowsView('reading', ''));
          }
        }
        const { rowCount, size } = run.spool;
        return run.closed || rowCount >= rowLimit || size >= sizeLimit ? 'enough' : 'more';
      },

      finish(progress, status, note, offers = []) {
        const noted = note?.actions ?? [];
        run.offered = [...noted, ...offers];
        const shown = { ...rowsView(progress, status), offers: offersOf(offers, noted.length) };
        outcome('done', `${rowsText(shown.rowCount)} · ${status}`);
        show(
          run,
          note ? { ...shown, note: { text: note.text, actions: labelsOf(note.actions) } } : shown,
        );
        if (run.closed) void run.spool?.close();
        else if (run.arranged && run.arranged.fetched < shown.rowCount) {
          listener.outgrew(run, run.arranged.arrangement);
        }
      },

      done(status, body, offers = []) {
        outcome('done', status);
        run.offered = offers;
        show(run, {
          kind: 'done',
          ...facts(),
          status,
          ...(body === undefined ? {} : { body }),
          offers: offersOf(offers, 0),
        });
        const beside = kept.filter((other) => other !== run && other.view.kind === 'rows');
        const last = beside.at(-1);
        if (run.closed || !last) return;
        // Beside rows it needs no place of its own: the messages tell of it.
        keep(beside);
        void choose(last.id);
      },

      fail(failed, actions) {
        run.offered = actions;
        outcome('failed', failed.sentence);
        show(run, { kind: 'failed', ...facts(), actions: labelsOf(actions), ...failed });
        if (run.closed) void run.spool?.close();
      },
    };
  }

  return {
    begin,
    find: (id) => kept.find((run) => run.id === id),
    latest: () => latest,
    choose,
    arrange,
    tabs,
    view,
    async close() {
      clearTimeout(telling);
      for (const { actions } of kept) actions.cancel();
      await Promise.all(kept.map(({ spool }) => spool?.close()));
    },
  };
}
