import type { ForeignKey } from './relationships';

/** A foreign key as Postgres numbers it: tables by their oid, columns by their place. */
export interface NumberedKey {
  readonly name: string;
  readonly table: number;
  readonly columns: readonly number[];
  readonly target: number;
  readonly targetColumns: readonly number[];
  readonly unique: boolean;
}

/** A relation with the names of its columns by their place; those that are not exposed have no name. */
export interface NumberedRelation {
  readonly oid: number;
  readonly name: string | null;
  readonly columns: readonly (readonly [place: number, name: string])[];
  /** Of a view, the brackets and the origins of its stored query, as `viewMarks` takes them out. */
  readonly marks: string | null;
}

/** A regular expression of Postgres for what is read here of `pg_rewrite.ev_action`; `\{` is no bracket. */
export const viewMarks = String.raw`\\.|[(){}]|:res(?:no|origtbl|origcol) \d+`;

interface Origin {
  readonly table: number;
  readonly column: number;
}

/** A relation that shows columns of a table, by their places there. */
interface Shown {
  readonly name: string;
  readonly columns: ReadonlyMap<number, string>;
}

/**
 * The foreign keys between tables, and those that views inherit: a view that shows every column of a key stands for
 * its table (https://docs.postgrest.org/en/stable/references/api/resource_embedding.html#foreign-key-joins-on-views).
 */
export function keysOfRelations(
  relations: readonly NumberedRelation[],
  keys: readonly NumberedKey[],
): readonly ForeignKey[] {
  const shown = shownBy(relations);
  return keys.flatMap((key) =>
    (shown.get(key.table) ?? []).flatMap((from) =>
      (shown.get(key.target) ?? []).flatMap((to) => {
        const columns = namesIn(from, key.columns);
        const targetColumns = namesIn(to, key.targetColumns);
        if (!columns || !targetColumns) return [];
        const { name, unique } = key;
        return [{ name, unique, table: from.name, columns, target: to.name, targetColumns }];
      }),
    ),
  );
}

function namesIn({ columns }: Shown, places: readonly number[]): readonly string[] | undefined {
  const names = places.flatMap((place) => columns.get(place) ?? []);
  return names.length === places.length ? names : undefined;
}

/** By table, the relations that show columns of it: itself first. */
function shownBy(relations: readonly NumberedRelation[]): ReadonlyMap<number, readonly Shown[]> {
  const origins = new Map(
    relations.flatMap(({ oid, marks }) =>
      marks === null ? [] : [[oid, originsIn(marks)] as const],
    ),
  );
  const shown = new Map<number, Shown[]>();
  const add = (table: number, one: Shown) => shown.set(table, [...(shown.get(table) ?? []), one]);
  for (const { oid, name, columns, marks } of relations) {
    if (name === null || marks !== null) continue;
    add(oid, { name, columns: new Map(columns) });
  }
  for (const { oid, name, columns, marks } of relations) {
    if (name === null || marks === null) continue;
    const tables = new Map<number, Map<number, string>>();
    for (const [place, column] of columns) {
      const origin = tableBehind({ table: oid, column: place }, origins);
      if (!origin) continue;
      const known = tables.get(origin.table) ?? new Map<number, string>();
      if (!known.has(origin.column)) known.set(origin.column, column);
      tables.set(origin.table, known);
    }
    for (const [table, own] of tables) add(table, { name, columns: own });
  }
  return shown;
}

type Origins = ReadonlyMap<number, ReadonlyMap<number, Origin>>;

/** Through views of views down to the table; undefined for what is computed on the way. */
function tableBehind(place: Origin, origins: Origins): Origin | undefined {
  let at: Origin | undefined = place;
  while (at && origins.has(at.table)) at = origins.get(at.table)?.get(at.column);
  return at;
}

/** Brackets around an entry of the query's own list: those of subqueries lie deeper. */
const ownDepth = 4;

function originsIn(marks: string): ReadonlyMap<number, Origin> {
  const origins = new Map<number, Origin>();
  let depth = 0;
  let place = 0;
  let table = 0;
  for (const [mark, bracket, what, number] of marks.matchAll(/\\.|([(){}])|:res(\w+) (\d+)/gs)) {
    if (bracket !== undefined) depth += '({'.includes(mark) ? 1 : -1;
    if (depth !== ownDepth || what === undefined) continue;
    if (what === 'no') place = Number(number);
    else if (what === 'origtbl') table = Number(number);
    else if (table !== 0) origins.set(place, { table, column: Number(number) });
  }
  return origins;
}
