import * as v from 'valibot';
import type { Cell, ResultColumn, Row } from '../core/ports';
import { type Arrangement, testKinds } from '../core/results/arrange/arrangement';
import type { CellView } from '../core/results/cellView';
import type { CellAt, Wanted } from '../core/results/find';
import type { Selection } from '../core/results/selection';
import type { Summary } from '../core/results/summary';
import {
  changesShape,
  type EditAction,
  type EditState,
  editActions,
  type ViewChange,
} from './edits';
import type { Contract, Shapes } from './rpc';

/** What a result is of, shown above the grid. Words are already translated. */
export interface ResultHeading {
  readonly project: string;
  /** The role that ran it, or that the request was sent as. */
  readonly role: string;
  /** The statement or request line, on one line, shortened. */
  readonly text: string;
  /** What to know about the role, such as that no policy holds for it. */
  readonly warning?: string;
}

/** A button that the host offers: its words, and what `act` takes. */
export interface Offer {
  readonly label: string;
  readonly action: number;
}

/** One thing that happened in a run. Words are already translated. */
export interface MessageLine {
  readonly kind: 'notice' | 'done' | 'failed';
  /** The severity of a notice as the server writes it, else the statement, shortened. */
  readonly label: string;
  readonly text: string;
}

/** The id of the tab that is of no result. */
export const messagesTab = 0;

/** The results of a run, and which of them is shown. */
export interface ResultTabs {
  readonly tabs: readonly {
    readonly id: number;
    /** Which statement of the run it is of, from 1. */
    readonly ordinal: number;
    /** The statement, shortened. */
    readonly text: string;
    /** Changes to it that are pending. */
    readonly changes: number;
  }[];
  /** The id of a tab, or `messagesTab`. */
  readonly chosen: number;
  /** How many lines there are to read, and how many of them the server said unasked. */
  readonly messages: number;
  readonly notices: number;
}

export type ResultsView =
  | { readonly kind: 'empty' }
  | { readonly kind: 'messages'; readonly lines: readonly MessageLine[] }
  | { readonly kind: 'running'; readonly id: number; readonly heading: ResultHeading }
  | {
      readonly kind: 'rows';
      readonly id: number;
      readonly heading: ResultHeading;
      readonly columns: readonly ResultColumn[];
      /** Of the rows that are shown: fewer than were fetched where they are filtered. */
      readonly rowCount: number;
      /** How they are sorted and filtered, and how many were fetched; absent while they are shown as they came. */
      readonly arranged?: Arrangement & { readonly fetched: number };
      /** The first rows (at most 200), sent once with the result, so that showing them asks nothing. */
      readonly first?: readonly Row[];
      /**
       * `reading` while rows still arrive; `capped` when the limit was reached before the end; `more` when the next
       * ones are asked for once the last ones are looked at.
       */
      readonly progress: 'reading' | 'complete' | 'capped' | 'cancelled' | 'broken' | 'more';
      /** What stands beside the row count: `206 Partial Content · 0-9/40 · 12 ms`. */
      readonly status: string;
      /** What is said under a result without rows, and what is offered for it. */
      readonly note?: { readonly text: string; readonly actions: readonly string[] };
      readonly offers?: readonly Offer[];
      /** Absent for what no statement has brought: only the rows of a table can be changed. */
      readonly edits?: EditState;
    }
  | {
      readonly kind: 'done';
      readonly id: number;
      readonly heading: ResultHeading;
      /** `INSERT 0 3 · 12 ms`, or the text of an answer that holds no rows. */
      readonly status: string;
      readonly body?: string;
      readonly offers?: readonly Offer[];
    }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly heading: ResultHeading;
      /** Who refused: `PostgREST`, `Gateway`, `Postgres`, `Network`; empty when it was nobody's refusal. */
      readonly layer: string;
      readonly sentence: string;
      readonly detail: readonly { readonly label: string; readonly text: string }[];
      /** What to do about it; empty when there is nothing to say. */
      readonly advice: string;
      /** What is offered for it: the words of its buttons, the likeliest first. */
      readonly actions: readonly string[];
      readonly canRetry: boolean;
    };

/** The host keeps the rows; the webview asks only for the window it shows. */
export interface ResultsContract extends Contract {
  requests: {
    open: {
      params: Record<string, never>;
      result: { readonly view: ResultsView; readonly tabs: ResultTabs };
    };
    /** Shows another result of the run, or its messages. */
    choose: { params: { id: number }; result: null };
    /** Long cells are shortened for display; `copy` takes the whole of them. */
    rows: {
      params: { id: number; offset: number; count: number };
      result: { readonly rows: readonly Row[] };
    };
    /**
     * The whole cells, as the server wrote them, to the clipboard: `plain` is the text of one cell or TSV of several,
     * `choose` asks for a form. False when the person chose none.
     */
    copy: {
      params: { id: number; selection: Selection; form: 'plain' | 'choose' };
      result: { readonly copied: boolean };
    };
    /** A cell, as much of it as a page shows. */
    cell: { params: { id: number; row: number; column: number }; result: CellView };
    /** The whole cell in an editor. */
    openCell: { params: { id: number; row: number; column: number }; result: null };
    /** The next cell of these columns that holds the text, around the end of the rows; columns count within these. */
    find: {
      params: { id: number; columns: readonly number[] } & Wanted;
      result: { readonly found: CellAt | null };
    };
    summary: { params: { id: number; selection: Selection }; result: Summary };
    /** Asks for a form and a file, and writes the rows that are shown; `columns` are the ones that are not hidden. */
    export: { params: { id: number; columns: readonly number[] }; result: null };
    /** Sorts and filters what was fetched; ends with `changed`, or with nothing where it was aborted. */
    arrange: { params: { id: number; arrangement: Arrangement }; result: null };
    /** Asks what the cells of a column have to be like, and filters. */
    filter: { params: { id: number; column: number }; result: null };
    /** Leaves the rows that have in this column what this one has. */
    filterLike: { params: { id: number; row: number; column: number }; result: null };
    /** Asks which columns are hidden; null where the person leaves it. */
    hide: {
      params: { id: number; hidden: readonly number[] };
      result: { readonly hidden: readonly number[] } | null;
    };
    /** The whole of a cell. */
    wholeCell: {
      params: { id: number; row: number; column: number };
      result: { readonly cell: Cell };
    };
    /** Changes that are undone in one go; ends with `changed`, as `edit` does. */
    change: { params: { id: number; changes: readonly ViewChange[] }; result: null };
    edit: { params: { id: number; action: EditAction }; result: null };
    cancel: { params: { id: number }; result: null };
    /** The next rows of a result that says `more`. */
    more: { params: { id: number }; result: null };
    retry: { params: { id: number }; result: null };
    /** One of the actions that the view offers, by its place. */
    act: { params: { id: number; action: number }; result: null };
  };
  events: {
    changed: ResultsView;
    tabs: ResultTabs;
    /** How many rows have been looked at to sort and filter them, of how many. */
    arranging: { readonly id: number; readonly done: number; readonly of: number };
  };
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const id = v.object({ id: whole });
const selection = v.object({
  rows: v.array(v.object({ first: whole, last: whole })),
  columns: v.array(whole),
});

const arrangement = v.object({
  sort: v.array(v.object({ column: whole, descending: v.boolean() })),
  filters: v.array(
    v.object({ column: whole, test: v.object({ kind: v.picklist(testKinds), text: v.string() }) }),
  ),
});

export const resultsShapes: Shapes<ResultsContract> = {
  open: v.strictObject({}),
  rows: v.object({ id: whole, offset: whole, count: v.pipe(whole, v.maxValue(1000)) }),
  copy: v.object({ id: whole, selection, form: v.picklist(['plain', 'choose']) }),
  cell: v.object({ id: whole, row: whole, column: whole }),
  openCell: v.object({ id: whole, row: whole, column: whole }),
  find: v.object({
    id: whole,
    columns: v.array(whole),
    text: v.string(),
    from: v.object({ row: whole, column: whole }),
    backwards: v.boolean(),
  }),
  summary: v.object({ id: whole, selection }),
  export: v.object({ id: whole, columns: v.array(whole) }),
  arrange: v.object({ id: whole, arrangement }),
  filter: v.object({ id: whole, column: whole }),
  filterLike: v.object({ id: whole, row: whole, column: whole }),
  hide: v.object({ id: whole, hidden: v.array(whole) }),
  wholeCell: v.object({ id: whole, row: whole, column: whole }),
  change: v.object({ id: whole, changes: changesShape }),
  edit: v.object({ id: whole, action: v.picklist(editActions) }),
  choose: id,
  cancel: id,
  more: id,
  retry: id,
  act: v.object({ id: whole, action: whole }),
};
