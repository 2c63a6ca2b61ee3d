import * as v from 'valibot';
import { type CsvFormat, csvDelimiters, csvEncodings, csvQuotes } from '../core/csv/format';
import type { Row } from '../core/ports';
import type { Contract, Shapes } from './rpc';

/** An import before it starts, as the page shows it. Words are already translated. */
export interface ImportView {
  readonly file: string;
  /** `public.customers` */
  readonly table: string;
  readonly project: string;
  readonly role: string;
  /** What was found in the file: its size, its rows, how its lines end. */
  readonly facts: readonly string[];
  readonly format: CsvFormat;
  /** What a field may go into, with what to know about it. */
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly note?: string;
  }[];
  /** By the place in the file: what the field is called, and the column that takes it. */
  readonly fields: readonly { readonly name: string; readonly column?: string }[];
  readonly records: readonly { readonly line: number; readonly cells: Row }[];
  /** Cells that their columns do not take, by their places in `records`. */
  readonly misfits: readonly {
    readonly record: number;
    readonly field: number;
    readonly sentence: string;
  }[];
  /** What keeps the import from starting. */
  readonly problems: readonly string[];
  readonly state: 'checking' | 'ready' | 'importing';
  /** Why the last try has left nothing in the table; `line` is of the file, from 1. */
  readonly failure?: {
    readonly sentence: string;
    readonly detail?: string;
    readonly line?: number;
  };
}

/** The host reads the file and asks the server; the page shows a part of it. */
export interface ImportContract extends Contract {
  requests: {
    open: { params: Record<string, never>; result: ImportView };
    /** Reads the file in another way. */
    format: { params: Partial<CsvFormat>; result: null };
    /** Another column for a field; without one the field is left out. */
    map: { params: { field: number; column?: string | undefined }; result: null };
    role: { params: Record<string, never>; result: null };
    import: { params: Record<string, never>; result: null };
    openLine: { params: { line: number }; result: null };
  };
  events: {
    changed: ImportView;
  };
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

export const importShapes: Shapes<ImportContract> = {
  open: v.strictObject({}),
  format: v.partial(
    v.strictObject({
      encoding: v.picklist(csvEncodings),
      delimiter: v.picklist(csvDelimiters),
      quote: v.picklist(csvQuotes),
      header: v.boolean(),
      nullText: v.pipe(v.string(), v.regex(/^[^\r\n]*$/)),
      quotedNull: v.boolean(),
    }),
  ) as v.GenericSchema<unknown, Partial<CsvFormat>>,
  map: v.object({ field: whole, column: v.optional(v.string()) }),
  role: v.strictObject({}),
  import: v.strictObject({}),
  openLine: v.object({ line: whole }),
};
