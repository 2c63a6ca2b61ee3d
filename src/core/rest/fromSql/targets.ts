import type { FuncCall, Node, ResTarget, TypeName } from 'libpg-query';
import { nameOf, wordsOf } from '../../sql/names';
import { type Aggregate, aggregates, type SelectedColumn, type SelectedCount } from '../ast';
import { fieldText } from '../print';
import { fieldFor, nameFor, nowhere } from './build';
import { type Place, placeOf } from './expressions';
import { type Reading, refuse } from './reading';
import type { Source } from './sources';

/** One column of the statement's result. */
export interface Target {
  readonly source: Source;
  readonly item: SelectedColumn | SelectedCount;
  /** What the answer calls it where no other column is called so. */
  readonly name: string;
  readonly location: number | undefined;
}

/** All the columns of a table, `*`. */
export interface Star {
  readonly source: Source;
  readonly star: true;
}

export function targetsOf(
  reading: Reading,
  sources: readonly Source[],
  list: readonly Node[],
): readonly (Target | Star)[] {
  return list.flatMap((node) =>
    'ResTarget' in node ? targetOf(reading, sources, node.ResTarget) : [],
  );
}

function targetOf(
  reading: Reading,
  sources: readonly Source[],
  { name, val, location }: ResTarget,
): readonly (Target | Star)[] {
  if (val && 'ColumnRef' in val && val.ColumnRef.fields?.some((field) => 'A_Star' in field)) {
    const [alias] = wordsOf(val.ColumnRef.fields);
    return sources
      .filter((source) => alias === undefined || source.alias === alias)
      .map((source) => ({ source, star: true }));
  }
  const [first] = sources;
  if (!val || !first) return refuse(reading, location, notSelected);
  const { item, source } = itemOf(reading, sources, first, val, location);
  const own = ownName(item);
  const alias = name === undefined || name === own ? {} : { alias: nameFor(name) };
  return [{ source, item: { ...item, ...alias }, name: name ?? own, location }];
}

type Item = Pick<Target, 'source' | 'item'>;

function itemOf(
  reading: Reading,
  sources: readonly Source[],
  first: Source,
  node: Node,
  location: number | undefined,
): Item {
  const place = placeOf(reading, sources, node);
  if (place) return columnItem(place);
  if ('FuncCall' in node) {
    const found = aggregateOf(reading, sources, first, node.FuncCall);
    if (found) return found;
  }
  if ('TypeCast' in node) {
    const { arg, typeName, location: at } = node.TypeCast;
    const inner = arg && itemOf(reading, sources, first, arg, at);
    const cast = nameFor(typeText(reading, typeName, at));
    if (inner?.item.kind === 'count') return { ...inner, item: { ...inner.item, cast } };
    if (inner?.item.aggregate && !inner.item.aggregateCast) {
      return { ...inner, item: { ...inner.item, aggregateCast: cast } };
    }
    if (inner && !inner.item.cast && !inner.item.aggregate)
      return { ...inner, item: { ...inner.item, cast } };
  }
  if ('SubLink' in node) {
    return refuse(
      reading,
      node.SubLink.location,
      'PostgREST selects columns, not subqueries: join the table instead.',
    );
  }
  const at = 'FuncCall' in node ? node.FuncCall.location : location;
  return refuse(reading, at, notSelected);
}

const notSelected =
  'PostgREST selects columns, casts and aggregates: put this expression into a view or a function of the database.';

function columnItem({ source, field }: Place): Item & { readonly item: SelectedColumn } {
  return { source, item: { ...nowhere, kind: 'column', field } };
}

function aggregateOf(
  reading: Reading,
  sources: readonly Source[],
  first: Source,
  { funcname, args = [], agg_star, agg_distinct, agg_filter, agg_order, over, location }: FuncCall,
): Item | undefined {
  const { name } = nameOf(wordsOf(funcname));
  const aggregate = aggregates.find((known): known is Aggregate => known === name);
  if (!aggregate) return undefined;
  if (agg_distinct || agg_filter || agg_order || over) {
    refuse(
      reading,
      location,
      'PostgREST aggregates all rows of a group: no DISTINCT, FILTER or OVER.',
    );
  }
  if (agg_star) return { source: first, item: { ...nowhere, kind: 'count' } };
  const [only] = args;
  const inner = only && itemOf(reading, sources, first, only, location);
  if (!inner || inner.item.kind === 'count' || inner.item.aggregate) {
    return refuse(
      reading,
      location,
      'PostgREST aggregates columns, not what is worked out from them.',
    );
  }
  return { ...inner, item: { ...inner.item, aggregate } };
}

function typeText(
  reading: Reading,
  type: TypeName | undefined,
  location: number | undefined,
): string {
  const { schema, name } = nameOf(wordsOf(type?.names));
  const plain =
    schema === undefined || schema === 'pg_catalog' || schema === reading.catalog.schema;
  if (!plain || type?.arrayBounds || type?.typmods) {
    refuse(
      reading,
      location,
      'A cast of PostgREST is to the plain name of a type, such as ::text or ::numeric.',
    );
  }
  return name;
}

/** What the answer calls a column without an alias. */
function ownName(item: SelectedColumn | SelectedCount): string {
  if (item.kind === 'count') return 'count';
  if (item.aggregate) return item.aggregate;
  const { field } = item;
  return field.path.filter(({ isIndex }) => !isIndex).at(-1)?.key ?? field.name.name;
}

/** The columns that a star stands for. */
export function expanded({ source }: Star): readonly Target[] {
  return source.table.columns.map(({ name }) => ({
    ...columnItem({ source, field: fieldFor(name) }),
    name,
    location: undefined,
  }));
}

/** Tells whether two expressions are the same. */
export function keyOf({ source, field }: Place, cast?: string): string {
  return `${source.alias}.${fieldText(field)}::${cast ?? ''}`;
}
