import type { Column } from '../model';
import type { OpenApiCatalog, RestFunction } from './openapi';
import type { Version } from './version';

/** What is known of one schema of a PostgREST. */
export interface RestCatalog {
  readonly schema: string;
  /** All that are exposed; empty where that is not known. */
  readonly schemas: readonly string[];
  readonly tables: ReadonlyMap<string, RestTable>;
  readonly functions: ReadonlyMap<string, RestFunction>;
  readonly version?: Version;
}

export interface RestTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** What it may embed. */
  readonly relations: readonly Relationship[];
  /** Functions of one row, which are selected, filtered or embedded by their names as if they were columns. */
  readonly computed: readonly string[];
  readonly comment?: string;
}

/** A way from a table to another, along foreign keys. */
export interface Relationship {
  /** What a select writes: the table, or the column for the one row of the same table that it points to. */
  readonly name: string;
  readonly table: string;
  readonly many: boolean;
  /** What tells it from others to the same table: the referencing column, or the table between. */
  readonly hint: string;
  /** Another relationship has the same name, so that the hint is needed. */
  readonly ambiguous: boolean;
  /** Columns that are equal, here and there; undefined where a table lies between. */
  readonly on?: { readonly here: string; readonly there: string };
  readonly through?: { readonly table: string; readonly here: Pair; readonly there: Pair };
}

/** A column of the table between, and the one that it points to. */
export interface Pair {
  readonly column: string;
  readonly target: string;
}

/** The catalog of a schema with its relationships, from what the OpenAPI root says or the database. */
export function restCatalog(
  { schema, columns, functions, version }: OpenApiCatalog,
  schemas: readonly string[] = [],
): RestCatalog {
  const ways = waysOf(columns);
  const comments = new Map(schema.relations.map(({ name, comment }) => [name, comment]));
  return {
    schema: schema.name,
    schemas,
    ...(version && { version }),
    functions: new Map(functions.map((one) => [one.name, one])),
    tables: new Map(
      [...columns].map(([name, own]) => {
        const relations = markAmbiguous(ways.get(name) ?? []);
        const comment = comments.get(name);
        const computed = functions
          .filter(
            ({ arguments: [only, ...more] }) =>
              only?.type.split('.').at(-1) === name && more.length === 0,
          )
          .map((one) => one.name);
        return [name, { name, columns: own, relations, computed, ...(comment ? { comment } : {}) }];
      }),
    ),
  };
}

type Way = Omit<Relationship, 'ambiguous'>;

interface Reference {
  readonly column: Column;
  readonly table: string;
  readonly target: string;
}

function waysOf(
  tables: ReadonlyMap<string, readonly Column[]>,
): ReadonlyMap<string, readonly Way[]> {
  const ways = new Map<string, Way[]>();
  const add = (from: string, way: Way) => {
    const known = ways.get(from);
    if (known) known.push(way);
    else ways.set(from, [way]);
  };
  for (const [name, columns] of tables) {
    const references = columns.flatMap((column) => referenceOf(column) ?? []);
    const keys = columns.filter(({ primaryKey }) => primaryKey);
    for (const { column, table, target } of references) {
      if (!tables.has(table)) continue;
      const here = column.name;
      const alone = keys.length === 1 && keys[0] === column;
      add(name, {
        name: table === name ? here : table,
        table,
        many: false,
        hint: here,
        on: { here, there: target },
      });
      add(table, {
        name,
        table: name,
        many: !alone,
        hint: here,
        on: { here: target, there: here },
      });
    }
    for (const [from, way] of waysThrough(name, references)) add(from, way);
  }
  return ways;
}

/** A table between is one whose primary key holds both of the references. */
function* waysThrough(between: string, references: readonly Reference[]): Generator<[string, Way]> {
  const keys = references.filter(({ column }) => column.primaryKey);
  for (const one of keys) {
    for (const other of keys) {
      if (one === other) continue;
      const pair = ({ column, target }: Reference) => ({ column: column.name, target });
      const through = { table: between, here: pair(one), there: pair(other) };
      yield [
        one.table,
        { name: other.table, table: other.table, many: true, hint: between, through },
      ];
    }
  }
}

/** `table.column`, perhaps with a schema before it. */
function referenceOf(column: Column): Reference | undefined {
  const parts = column.references?.split('.') ?? [];
  const [target, table] = [parts.at(-1), parts.at(-2)];
  return target === undefined || table === undefined ? undefined : { column, table, target };
}

function markAmbiguous(ways: readonly Way[]): readonly Relationship[] {
  const counts = new Map<string, number>();
  for (const { name } of ways) counts.set(name, (counts.get(name) ?? 0) + 1);
  return ways.map((way) => ({ ...way, ambiguous: (counts.get(way.name) ?? 0) > 1 }));
}

/** The relationships that an embed may mean; several where it needs a hint. A column's name stands for its target. */
export function relationshipsTo(
  table: RestTable,
  name: string,
  hint: string | undefined,
): readonly Relationship[] {
  return table.relations.filter(
    (way) =>
      (way.name === name || (!way.many && way.hint === name)) &&
      (hint === undefined ||
        way.hint === hint ||
        hint.includes(way.hint) ||
        hint === way.on?.there),
  );
}
