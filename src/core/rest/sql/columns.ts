import { quoteName } from '../../sql/quote';
import type { Aggregate, SelectedColumn, SelectedCount, SelectItem } from '../ast';
import { fieldSql, type Subject } from './condition';
import { joinSql } from './embed';
import type { EmbedLevel, Level } from './level';
import { indent, type Query, queryText } from './query';
import { source } from './source';

/** The query of a level. `joined` ties an embedded one to the row around it. */
export function queryOf(
  level: Level,
  from: string,
  schema: string,
  joined: readonly string[] = [],
): Query {
  const columns = columnsOf(level, schema);
  const aggregated = columns.some(({ aggregate }) => aggregate);
  return {
    columns: columns.map(columnText),
    from,
    where: [...joined, ...level.where],
    groupBy: aggregated
      ? columns.flatMap(({ aggregate }, index) => (aggregate ? [] : [String(index + 1)]))
      : [],
    orderBy: level.orderBy,
    limit: level.limit,
    offset: level.offset,
  };
}

interface SqlColumn {
  /** Before it is aggregated. */
  readonly expression: string;
  /** What the answer calls it; undefined for all the columns of a table. */
  readonly name?: string;
  readonly aggregate?: Aggregate | undefined;
  /** Of the aggregate. */
  readonly cast?: string | undefined;
}

/** The column with its name behind it, where it has not that name by itself. */
export function columnText({ expression, name, aggregate, cast }: SqlColumn): string {
  const called = aggregate ? `${aggregate}(${expression})` : expression;
  const value = cast ? `${called}::${cast}` : called;
  if (name === undefined) return value;
  const own = /^[\w"$]+\.([\w$]+|"[^"]+")$/.exec(value)?.[1];
  return own === quoteName(name) ? value : `${value} as ${quoteName(name)}`;
}

/** What a level selects; an embedded table without columns adds nothing. */
export function columnsOf(level: Level, schema: string): readonly SqlColumn[] {
  const items: readonly SelectItem[] =
    level.scope.items.length > 0
      ? level.scope.items
      : level.scope.ways.length > 0
        ? []
        : [{ kind: 'star', start: 0, end: 0 }];
  return items.flatMap((item) => itemColumns(item, level, schema));
}

function itemColumns(item: SelectItem, level: Level, schema: string): readonly SqlColumn[] {
  switch (item.kind) {
    case 'star':
      return [{ expression: `${quoteName(level.alias)}.*` }];
    case 'count':
      return [counted(item)];
    case 'column':
      return [columnOf(item, level)];
    case 'embed':
      return level.embeds
        .filter(({ scope }) => scope.item === item)
        .flatMap((inner) => embedded(inner, level, schema));
    case 'broken':
      return [];
  }
}

function counted({ alias, cast }: SelectedCount): SqlColumn {
  return {
    expression: '*',
    name: alias?.name ?? 'count',
    aggregate: 'count',
    cast: cast?.name,
  };
}

function columnOf(column: SelectedColumn, subject: Subject): SqlColumn {
  const { field, cast, aggregate, aggregateCast, alias } = column;
  const base = fieldSql(field, subject);
  const simple = field.path.length === 0 ? base : `(${base})`;
  return {
    expression: cast ? `${simple}::${cast.name}` : base,
    name: alias?.name ?? nameOf(column),
    aggregate,
    // The server passes a second cast over where nothing is aggregated.
    cast: aggregate && aggregateCast?.name,
  };
}

/** What the answer calls a column: an element of an array has the name of what stands before it. */
function nameOf({ field, aggregate }: SelectedColumn): string {
  if (aggregate) return aggregate;
  return field.path.filter(({ isIndex }) => !isIndex).at(-1)?.key ?? field.name.name;
}

/** An embedded row as one JSON value, many as an array of them; a spread one column by column. */
function embedded(inner: EmbedLevel, around: Level, schema: string): readonly SqlColumn[] {
  const { item, name, ways } = inner.scope;
  const many = ways[0]?.many === true;
  const from = source(inner, schema);
  const query = queryOf(inner, from, schema, [joinSql(inner, around, schema)]);
  if (item.spread) {
    return columnsOf(inner, schema)
      .flatMap((column) => (column.name === undefined ? everyColumn(inner) : column))
      .map((column) => spreadColumn(column, query, many));
  }
  if (query.columns.length === 0) return [];
  const value = many ? "coalesce(json_agg(one), '[]')" : 'to_json(one)';
  const rows = `select ${value} from (\n${indent(queryText(query))}\n) one`;
  return [{ expression: `(\n${indent(rows)}\n)`, name }];
}

function everyColumn({ alias, table }: Subject): readonly SqlColumn[] {
  return (table?.columns ?? []).map(({ name }) => ({
    expression: `${quoteName(alias)}.${quoteName(name)}`,
    name,
  }));
}

/** What a spread table aggregates is aggregated over the rows around it. */
function spreadColumn(column: SqlColumn, query: Query, many: boolean): SqlColumn {
  const { name = 'value', aggregate, cast } = column;
  const inner = {
    ...query,
    columns: [columnText({ expression: column.expression, name })],
    groupBy: [],
  };
  const rows = `(\n${indent(queryText(inner))}\n)`;
  const all = `(\n${indent(`select coalesce(json_agg(one.${quoteName(name)}), '[]') from ${rows} one`)}\n)`;
  return { expression: many ? all : rows, name, aggregate, cast };
}
