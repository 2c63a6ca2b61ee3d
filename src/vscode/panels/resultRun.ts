import type { RowSink, Spool } from '../../core/ports';
import type { ResultsView } from '../../protocol/results';
import type { EditSource, Edits } from '../edits/edits';
import type { ArrangedRows } from './arrangedRows';
import type { Action } from './resultViews';

export interface RunActions {
  cancel(): void;
  retry(): void;
  /** No limit ends its rows. */
  readonly fetchesAll?: boolean;
  /** Asks for the next rows of a result that ended with `more`. */
  more?(): void;
  /** Where its rows are changed. */
  readonly source?: EditSource;
}

/** What is said under a result without rows. */
export interface Note {
  readonly text: string;
  readonly actions: readonly Action[];
}

export type Failed = Omit<
  Extract<ResultsView, { kind: 'failed' }>,
  'kind' | 'id' | 'heading' | 'actions'
>;
export type RowsView = Extract<ResultsView, { kind: 'rows' }>;

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
  /** Absent until somebody edits. */
  edits?: Edits;
  closed: boolean;
}
