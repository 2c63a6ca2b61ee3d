import * as vscode from 'vscode';
import { Failure, message } from '../../core/errors';
import { unpackRows } from '../../core/packedRows';
import type { Notice, OpenSpool, ResultColumn } from '../../core/ports';
import { redact } from '../../core/redact';
import { type Arrangement, asFetched } from '../../core/results/arrange/arrangement';
import {
  messagesTab,
  type ResultHeading,
  type ResultsView,
  type ResultTabs,
} from '../../protocol/results';
import { type ArrangedRows, seen } from './arrangedRows';
import { createResultMessages } from './resultMessages';
import type { Kept, RowsView, Run, RunActions } from './resultRun';
import { isRunning, labelsOf, offersOf, rowsText, shownRows } from './resultViews';

const rowLimit = 1_000_000;
const sizeLimit = 512 * 1024 * 1024;
const firstRows = 200;
const betweenUpdates = 250;
/** Results of one run that are kept; each may have a file of rows. */
const keptResults = 20;

/** What is told to a page that is open. */
export interface Listener {
  changed(view: ResultsView): void;
  tabs(tabs: ResultTabs): void;
  /** There are other rows than those that are arranged. */
  outgrew(run: Kept, arrangement: Arrangement): Promise<unknown>;
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
  /** What is to become of the rows is something else now. */
  changed(run: Kept): void;
  /** Other rows have taken the place of some, or some are gone. */
  written(run: Kept): Promise<void>;
  /** Shows the rows of a result in another order; as they were fetched where it is absent. */
  arrange(run: Kept, arranged: ArrangedRows | undefined): Promise<void>;
  tabs(): ResultTabs;
  /** What is shown now, with its first rows, so that a page need not ask for them. */
  view(): Promise<ResultsView>;
  close(): Promise<void>;
}

export function createResultRuns(openSpool: OpenSpool, listener: Listener): ResultRuns {
  let kept: readonly Kept[] = [];
  let chosen = messagesTab;
  let latest: Kept | undefined;
  let begun = 0;
  /** The id of the run's first result; those before it are kept for the changes that are pending in them. */
  let firstOfRun = 0;
  const messages = createResultMessages(() => {
    listener.tabs(tabs());
    if (chosen === messagesTab) listener.changed({ kind: 'messages', lines: messages.lines() });
  });
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
      tabs: kept.map((run) => ({
        id: run.id,
        ordinal: run.ordinal,
        text: run.view.heading.text,
        changes: changesOf(run),
      })),
      chosen,
      messages: messages.lines().length,
      notices: messages.lines().filter(({ kind }) => kind === 'notice').length,
    };
  }

  async function view(): Promise<ResultsView> {
    const run = kept.find(({ id }) => id === chosen);
    const lines = messages.lines();
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

  function changed(run: Kept) {
    listener.tabs(tabs());
    if (run.id === chosen) listener.changed(seen(run));
  }

  async function written(run: Kept) {
    if (run.view.kind === 'rows') {
      const { first: _before, ...view } = run.view;
      run.view = { ...view, rowCount: run.spool?.rowCount ?? 0 };
    }
    const isOutgrown = run.arranged || (run.edits?.gone.size ?? 0) > 0;
    if (isOutgrown) await listener.outgrew(run, run.arranged?.arrangement ?? asFetched);
    else if (run.id === chosen) listener.changed(await view());
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
        'busy',
        message('Something is still running. Wait for it, or end it with Powabase: Cancel.'),
      );
    }
    if (!beside) {
      messages.clear();
      begun = Math.max(0, ...kept.filter(isEdited).map(({ ordinal }) => ordinal));
      firstOfRun = nextId;
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
    const edited = kept.filter(isEdited);
    const others = beside ? kept.filter((other) => isRows(other) && !isEdited(other)) : [];
    keep([...edited, ...others.slice(1 - keptResults), run]);
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
      messages.say({ kind, label: heading.text, text });

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
        if (!run.closed) messages.say({ kind: 'notice', label: severity, text });
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
        const isFull = rowCount >= rowLimit || size >= sizeLimit;
        return run.closed || (isFull && !run.actions.fetchesAll) ? 'enough' : 'more';
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
          void listener.outgrew(run, run.arranged.arrangement);
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
        const beside = kept.filter((other) => other !== run && isRows(other));
        const last = beside.findLast(({ id }) => id >= firstOfRun);
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
    changed,
    written,
    arrange,
    tabs,
    view,
    async close() {
      messages.close();
      for (const { actions } of kept) actions.cancel();
      await Promise.all(kept.map(({ spool }) => spool?.close()));
    },
  };
}

function isRows({ view }: Kept): boolean {
  return view.kind === 'rows';
}

function changesOf({ edits }: Kept): number {
  return edits?.count ?? 0;
}

function isEdited(run: Kept): boolean {
  return changesOf(run) > 0;
}
