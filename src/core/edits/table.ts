import type { Message } from '../errors';
import type { QualifiedName } from '../sql/names';
import { quoteName } from '../sql/quote';

/** A column of a result that is a column of its table. */
export interface EditColumn {
  /** Its place in the result. */
  readonly at: number;
  readonly name: string;
  /** The type as Postgres names it inside, `int8`; of a domain the type below it. */
  readonly type: string;
  /** Whether what is equal by value is equal: not so for `json`, which has no `=`, and `interval`, where 30 days are a month. */
  readonly comparesByValue: boolean;
  readonly nullable: boolean;
  readonly hasDefault: boolean;
  /** All values that it can have, as the server writes them: of an enumerated type and of boolean. */
  readonly choices?: readonly string[];
  /** Why it cannot be changed. */
  readonly locked?: Message;
}

/** The one table that a result is of, as far as it can be changed through it. */
export interface EditTable {
  readonly name: Required<QualifiedName>;
  readonly columns: readonly EditColumn[];
  /** Places in the result that together tell a row from every other. */
  readonly key: readonly number[];
  readonly canInsert: boolean;
  readonly canDelete: boolean;
}

export function columnAt(table: EditTable, place: number): EditColumn | undefined {
  return table.columns.find(({ at }) => at === place);
}

/** `public.orders`, as SQL writes it. */
export function quotedTable({ name }: EditTable): string {
  return `${quoteName(name.schema)}.${quoteName(name.name)}`;
}

/** `public.orders`, as people say it. */
export function shownTable({ name }: EditTable): string {
  return `${name.schema}.${name.name}`;
}
