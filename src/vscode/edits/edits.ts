import * as vscode from 'vscode';
import type { Applied } from '../../core/edits/apply';
import { withReturned } from '../../core/edits/apply';
import {
  type Change,
  changeCount,
  discard,
  emptyLog,
  type RowEdit,
  redo,
  rowEdits,
  undo,
  withStep,
} from '../../core/edits/changes';
import { readableSql } from '../../core/edits/statements';
import { columnAt, type EditTable } from '../../core/edits/table';
import { asFailure, type Failure } from '../../core/errors';
import type { ResultColumn, Row } from '../../core/ports';
import type { EditAction, EditState, ViewChange } from '../../protocol/edits';
import { explain, translate } from '../words';
import { editingOf, type Outcome, type RowPlaces } from './editingView';

/** The database of a result. Both throw a `Failure`. */
export interface EditSource {
  /** The table that the rows are of; the failure says why they cannot be changed. */
  readTable(columns: readonly ResultColumn[]): Promise<EditTable>;
  /** Asks where the project's safety mode wants it. */
  apply(table: EditTable, edits: readonly RowEdit[], signal: AbortSignal): Promise<Applied>;
  /** Whether the transaction of the person is open there, which is theirs to commit. */
  isInTransaction(): boolean;
  /** Shows the statements to the person. */
  review(sql: string): Promise<void>;
}

/** The rows of a result as they were fetched, by number. */
export interface EditedRows {
  readonly columns: readonly ResultColumn[];
  row(number: number): Promise<Row | undefined>;
  replace(number: number, cells: Row): void;
  append(rows: readonly Row[]): Promise<void>;
  /** What is pending is something else now. */
  changed(): void;
  /** The rows are others now, or fewer. */
  written(): Promise<void>;
}

/** The changes to one result that are pending. */
export interface Edits {
  state(places: RowPlaces): EditState;
  readonly count: number;
  /** Numbers of the rows that were deleted. */
  readonly gone: ReadonlySet<number>;
  change(changes: readonly ViewChange[], places: RowPlaces): Promise<void>;
  act(action: EditAction): Promise<void>;
}

export function createEdits(source: EditSource, rows: EditedRows): Edits {
  let table: EditTable | undefined;
  let refusal: string | undefined;
  let log = emptyLog;
  let outcome: Outcome | undefined;
  let applying: AbortController | undefined;
  let lastNew = 0;
  let last: Promise<void> = Promise.resolve();
  const originals = new Map<number, Row>();
  const gone = new Set<number>();

  const pending = () => rowEdits(log, originals);
  const newRows = () => pending().flatMap(({ kind, row }) => (kind === 'insert' ? [row] : []));
  const problem = (text: string) => {
    outcome = { isProblem: true, text };
  };

  async function begin() {
    if (table) return;
    try {
      table = await source.readTable(rows.columns);
      refusal = undefined;
    } catch (error) {
      refusal = explain(asFailure(error));
    }
  }

  function rowAt(place: number, places: RowPlaces): number | undefined {
    return place < places.count ? places.rowAt(place) : newRows()[place - places.count];
  }

  /** The change of a row that can be found again; undefined where it says nothing or may not be. */
  async function changeOf(
    known: EditTable,
    change: ViewChange,
    places: RowPlaces,
  ): Promise<Change | undefined> {
    if (change.kind === 'insert') return { kind: 'insert', row: --lastNew };
    const row = rowAt(change.place, places);
    if (row === undefined || gone.has(row)) return undefined;
    if (row >= 0 && !(await hasKey(known, row))) {
      problem(vscode.l10n.t('This row has no key, so it cannot be told from the others.'));
      return undefined;
    }
    if (change.kind === 'delete') return { kind: 'delete', row };
    if (pending().some((edit) => edit.kind === 'delete' && edit.row === row)) return undefined;
    const column = columnAt(known, change.column);
    if (column?.locked) problem(translate(column.locked));
    if (!column || column.locked) return undefined;
    return { kind: 'set', row, column: change.column, value: change.value };
  }

  async function hasKey(known: EditTable, row: number): Promise<boolean> {
    const cells = originals.get(row) ?? (await rows.row(row));
    if (!cells) return false;
    originals.set(row, cells);
    return known.key.every((at) => (cells[at] ?? null) !== null);
  }

  async function apply(known: EditTable) {
    const edits = pending();
    if (edits.length === 0) return;
    applying = new AbortController();
    outcome = undefined;
    rows.changed();
    try {
      const started = performance.now();
      const applied = await source.apply(known, edits, applying.signal);
      if (applied.kind === 'made') await keep(known, edits, applied.returned, started);
      else {
        const { conflict } = applied;
        outcome = { isProblem: true, text: translate(conflict.sentence), conflict };
      }
    } catch (error) {
      const failure = asFailure(error);
      if (failure.reason !== 'cancelled') problem(whole(failure));
    } finally {
      applying = undefined;
    }
  }

  async function keep(
    known: EditTable,
    edits: readonly RowEdit[],
    returned: ReadonlyMap<number, Row>,
    started: number,
  ) {
    const empty = rows.columns.map(() => null);
    const fresh: Row[] = [];
    for (const edit of edits) {
      const cells = returned.get(edit.row) ?? [];
      if (edit.kind === 'delete') gone.add(edit.row);
      else if (edit.kind === 'insert') fresh.push(withReturned(known, empty, cells));
      else rows.replace(edit.row, withReturned(known, edit.old, cells));
    }
    log = emptyLog;
    originals.clear();
    await rows.append(fresh);
    const milliseconds = String(Math.round(performance.now() - started));
    const count = String(changeCount(edits));
    const applied = source.isInTransaction()
      ? vscode.l10n.t(
          'Changes applied in your open transaction: {0}. Commit it to keep them.',
          count,
        )
      : vscode.l10n.t('Changes applied: {0} · {1} ms', count, milliseconds);
    const note = notReturned(known, edits);
    const text = note === undefined ? applied : sentencesOf([applied, note]);
    outcome = { isProblem: false, text };
    await rows.written();
  }

  /** What no table gives back: `price * 2 as total`. */
  function notReturned(known: EditTable, edits: readonly RowEdit[]): string | undefined {
    const computed = rows.columns.filter((_, at) => !columnAt(known, at));
    if (computed.length === 0 || edits.every(({ kind }) => kind === 'delete')) return undefined;
    const names = computed.map(({ name }) => name).join(', ');
    return vscode.l10n.t('Run the query again to see {0}, which it computes.', names);
  }

  /** What somebody else has made of the row is what it was; the changes to it are made all the same. */
  async function overwrite(known: EditTable) {
    const { row, present } = outcome?.conflict ?? {};
    if (row === undefined || !present) return;
    originals.set(row, present);
    rows.replace(row, present);
    await rows.written();
    await apply(known);
  }

  async function act(action: Exclude<EditAction, 'cancel'>) {
    if (action === 'begin') await begin();
    if (!table) return;
    switch (action) {
      case 'apply':
        return apply(table);
      case 'review':
        return source.review(readableSql(table, pending()));
      case 'overwrite':
        return overwrite(table);
      case 'undo':
        log = undo(log);
        break;
      case 'redo':
        log = redo(log);
        break;
      case 'discard':
        log = discard(log);
        break;
      case 'begin':
        return;
    }
    outcome = undefined;
  }

  async function change(changes: readonly ViewChange[], places: RowPlaces) {
    if (!table) return;
    outcome = undefined;
    const step: Change[] = [];
    for (const each of changes) {
      const made = await changeOf(table, each, places);
      if (made) step.push(made);
    }
    if (step.length > 0) log = withStep(log, step);
  }

  /** The page asks for one thing before the other is done: to apply while a cell is still on its way. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const turn = last.then(work).finally(rows.changed);
    last = turn.catch(() => {});
    return turn;
  }

  return {
    get count() {
      return changeCount(pending());
    },
    gone,

    state(places) {
      if (table) {
        const isApplying = applying !== undefined;
        return editingOf(table, { edits: pending(), log, outcome, isApplying }, places);
      }
      return refusal === undefined ? { kind: 'offered' } : { kind: 'refused', why: refusal };
    },

    change: (changes, places) => inTurn(() => change(changes, places)),

    async act(action) {
      if (action === 'cancel') applying?.abort();
      else await inTurn(() => act(action));
    },
  };
}

/** What went wrong, what the server says beside it, and what to do. Postgres ends its errors without a stop. */
function whole({ sentence, detail: { detail, hint } }: Failure): string {
  return sentencesOf([sentence, detail, hint].flatMap((said) => (said ? [translate(said)] : [])));
}

function sentencesOf(said: readonly string[]): string {
  return said.map((each) => (/[.!?…]$/.test(each) ? each : `${each}.`)).join(' ');
}
