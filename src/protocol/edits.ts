import * as v from 'valibot';
import type { NewValue } from '../core/edits/changes';

/** A column as its cells can be edited; `column` is its number in the result. */
export interface EditingColumn {
  readonly column: number;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** All values that it can have. */
  readonly choices?: readonly string[];
  /** Why it cannot be changed. Already translated. */
  readonly locked?: string;
}

/** A row with pending changes, by its place in the view. Those that are new have places after all others. */
export interface EditedRow {
  readonly place: number;
  readonly state: 'changed' | 'new' | 'deleted';
  readonly cells: readonly { readonly column: number; readonly value: NewValue }[];
}

/** What is pending, as the page shows it. */
export interface Editing {
  readonly kind: 'editing';
  /** `public.orders` */
  readonly table: string;
  readonly columns: readonly EditingColumn[];
  readonly canInsert: boolean;
  readonly canDelete: boolean;
  readonly rows: readonly EditedRow[];
  /** How many rows are new. */
  readonly added: number;
  readonly count: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isApplying: boolean;
  /** What came of the last try. Already translated. */
  readonly outcome?: {
    readonly isProblem: boolean;
    readonly text: string;
    /** Where a row is another one by now, which the person may overwrite. */
    readonly canOverwrite: boolean;
  };
}

export type EditState =
  /** Nobody has tried yet. */
  | { readonly kind: 'offered' }
  /** Why the rows cannot be changed. Already translated. */
  | { readonly kind: 'refused'; readonly why: string }
  | Editing;

export const editActions = [
  'begin',
  'undo',
  'redo',
  'discard',
  'review',
  'apply',
  'cancel',
  'overwrite',
] as const;
export type EditAction = (typeof editActions)[number];

/** What a person did, by places in the view. */
export type ViewChange =
  | {
      readonly kind: 'set';
      readonly place: number;
      readonly column: number;
      readonly value: NewValue;
    }
  | { readonly kind: 'insert' }
  | { readonly kind: 'delete'; readonly place: number };

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const value = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({ kind: v.literal('null') }),
  v.object({ kind: v.literal('default') }),
]);

/** Rows that one step may change. */
export const largestStep = 1_000;

export const changesShape = v.pipe(
  v.array(
    v.variant('kind', [
      v.object({ kind: v.literal('set'), place: whole, column: whole, value }),
      v.object({ kind: v.literal('insert') }),
      v.object({ kind: v.literal('delete'), place: whole }),
    ]),
  ),
  v.maxLength(largestStep),
);
