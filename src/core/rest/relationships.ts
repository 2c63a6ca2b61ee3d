import type { Column } from '../model';

/** A foreign key between two tables of the schema. */
export interface ForeignKey {
  /** Of the constraint; undefined where only the columns are known. */
  readonly name?: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  /** No two rows point to the same one. */
  readonly unique: boolean;
}

/** A way from a table to another, along foreign keys. */
export interface Relationship {
  /** What a select writes: the table, or the column for the one row of the same table that it points to. */
  readonly name: string;
  readonly table: string;
  readonly many: boolean;
  /** What tells it from others to the same table: a column, a constraint, or the table between. */
  readonly hint: string;
  /** The constraint, which is a hint too. */
  readonly constraint?: string;
  /** Another relationship has the same name, so that the hint is needed. */
  readonly ambiguous: boolean;
  /** Columns that are equal, here and there; none where a table lies between. */
  readonly on: readonly Equal[];
  readonly through?: {
    readonly table: string;
    /** Columns of the table around, and of the one between. */
    readonly here: readonly Equal[];
    /** Columns of the table between, and of the embedded one. */
    readonly there: readonly Equal[];
  };
}

export interface Equal {
  readonly here: string;
  readonly there: string;
}

type Way = Omit<Relationship, 'ambiguous'>;

/** Foreign keys of one column each, as the columns themselves tell them. What points into another schema is left out. */
export function keysOfColumns(
  schema: string,
  tables: ReadonlyMap<string, readonly Column[]>,
): readonly ForeignKey[] {
  return [...tables].flatMap(([table, columns]) => {
    const keys = columns.filter(({ primaryKey }) => primaryKey);
    return columns.flatMap((column): ForeignKey[] => {
      const [targetColumn, target, around = schema] = column.references?.split('.').reverse() ?? [];
      if (targetColumn === undefined || target === undefined || around !== schema) return [];
      const unique = keys.length === 1 && keys[0] === column;
      return [{ table, columns: [column.name], target, targetColumns: [targetColumn], unique }];
    });
  });
}

/** The ways from each table. */
export function relationshipsOf(
  tables: ReadonlyMap<string, readonly Column[]>,
  foreignKeys: readonly ForeignKey[],
): ReadonlyMap<string, readonly Relationship[]> {
  const ways = new Map<string, Way[]>();
  const add = (from: string, way: Way) => {
    const known = ways.get(from);
    if (known) known.push(way);
    else ways.set(from, [way]);
  };
  const known = foreignKeys.filter(({ table, target }) => tables.has(table) && tables.has(target));
  const keysOf = new Map<string, ForeignKey[]>();
  for (const key of known) {
    add(key.table, forward(key));
    add(key.target, backward(key));
    keysOf.set(key.table, [...(keysOf.get(key.table) ?? []), key]);
  }
  for (const [between, keys] of keysOf) {
    const primary = new Set(
      tables.get(between)?.flatMap(({ name, primaryKey }) => (primaryKey ? [name] : [])),
    );
    for (const [from, way] of waysThrough(between, keys, primary)) add(from, way);
  }
  return new Map([...ways].map(([table, own]) => [table, markAmbiguous(own)]));
}

const hintOf = ({ name, columns }: ForeignKey) =>
  columns.length === 1 ? (columns[0] ?? '') : (name ?? columns.join(','));

function forward(key: ForeignKey): Way {
  const hint = hintOf(key);
  return {
    name: key.table === key.target ? hint : key.target,
    table: key.target,
    many: false,
    hint,
    ...(key.name === undefined ? {} : { constraint: key.name }),
    on: pairs(key.columns, key.targetColumns),
  };
}

function backward(key: ForeignKey): Way {
  return {
    name: key.table,
    table: key.table,
    many: !key.unique,
    hint: hintOf(key),
    ...(key.name === undefined ? {} : { constraint: key.name }),
    on: pairs(key.targetColumns, key.columns),
  };
}

function pairs(here: readonly string[], there: readonly string[]): readonly Equal[] {
  return here.map((column, index) => ({ here: column, there: there[index] ?? '' }));
}

/** A table between is one whose primary key holds both of the references. */
function* waysThrough(
  table: string,
  keys: readonly ForeignKey[],
  primary: ReadonlySet<string>,
): Generator<[string, Way]> {
  const inside = keys.filter(({ columns }) => columns.every((column) => primary.has(column)));
  for (const one of inside) {
    for (const other of inside) {
      if (one === other) continue;
      const here = pairs(one.targetColumns, one.columns);
      const there = pairs(other.columns, other.targetColumns);
      const through = { table, here, there };
      const { target } = other;
      yield [one.target, { name: target, table: target, many: true, hint: table, on: [], through }];
    }
  }
}

function markAmbiguous(ways: readonly Way[]): readonly Relationship[] {
  const counts = new Map<string, number>();
  for (const { name } of ways) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ways.map((way) => ({ ...way, ambiguous: (counts.get(way.name) ?? 0) > 1 }));
}
