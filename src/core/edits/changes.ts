import type { Cell, Row } from '../ports';

/** What a cell is to be: a text as Postgres reads it, NULL, or what the column's default gives. */
export type NewValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'null' }
  | { readonly kind: 'default' };

/** One thing that a person did. `row` counts the rows of the result; those that are new are -1, -2, … */
export type Change =
  | {
      readonly kind: 'set';
      readonly row: number;
      /** Its place in the result. */
      readonly column: number;
      readonly value: NewValue;
    }
  | { readonly kind: 'insert'; readonly row: number }
  | { readonly kind: 'delete'; readonly row: number };

/** What is done in one go and undone in one go. */
export type Step = readonly Change[];

export interface EditLog {
  readonly done: readonly Step[];
  /** The next to redo is the last. */
  readonly undone: readonly Step[];
}

/** What becomes of one row. */
export type RowEdit =
  | {
      readonly kind: 'update';
      readonly row: number;
      /** Every cell as the server wrote it. */
      readonly old: Row;
      readonly cells: ReadonlyMap<number, NewValue>;
    }
  | {
      readonly kind: 'insert';
      readonly row: number;
      readonly cells: ReadonlyMap<number, NewValue>;
    }
  | { readonly kind: 'delete'; readonly row: number; readonly old: Row };

export const emptyLog: EditLog = { done: [], undone: [] };

export function withStep({ done }: EditLog, step: Step): EditLog {
  return { done: [...done, step], undone: [] };
}

export function undo({ done, undone }: EditLog): EditLog {
  const last = done.at(-1);
  return last ? { done: done.slice(0, -1), undone: [...undone, last] } : { done, undone };
}

export function redo({ done, undone }: EditLog): EditLog {
  const next = undone.at(-1);
  return next ? { done: [...done, next], undone: undone.slice(0, -1) } : { done, undone };
}

/** Undoes everything; `redo` brings it back step by step. */
export function discard({ done, undone }: EditLog): EditLog {
  return { done: [], undone: [...undone, ...done.toReversed()] };
}

/** Rows in the order in which they were first touched. A cell that is again what it was is no edit. */
export function rowEdits(
  { done }: EditLog,
  originals: ReadonlyMap<number, Row>,
): readonly RowEdit[] {
  const edits = new Map<number, RowEdit>();
  for (const change of done.flat()) {
    const { row } = change;
    const edit = edits.get(row);
    const old = originals.get(row) ?? [];
    if (change.kind === 'insert') edits.set(row, { kind: 'insert', row, cells: new Map() });
    else if (change.kind === 'set') {
      const before = edit?.kind === 'delete' ? undefined : edit;
      const cells = new Map(before?.cells).set(change.column, change.value);
      edits.set(
        row,
        row < 0 ? { kind: 'insert', row, cells } : { kind: 'update', row, old, cells },
      );
    } else if (row < 0) edits.delete(row);
    else edits.set(row, { kind: 'delete', row, old });
  }
  return [...edits.values()].flatMap((edit) => settled(edit) ?? []);
}

function settled(edit: RowEdit): RowEdit | undefined {
  if (edit.kind !== 'update') return edit;
  const cells = [...edit.cells].filter(([at, value]) => !isSame(value, edit.old[at] ?? null));
  return cells.length > 0 ? { ...edit, cells: new Map(cells) } : undefined;
}

function isSame(value: NewValue, old: Cell): boolean {
  if (value.kind === 'default') return false;
  return (value.kind === 'null' ? null : value.text) === old;
}

/** Cells changed, rows added and rows deleted. */
export function changeCount(edits: readonly RowEdit[]): number {
  const counts = edits.map((edit) => (edit.kind === 'update' ? edit.cells.size : 1));
  return counts.reduce((sum, count) => sum + count, 0);
}
