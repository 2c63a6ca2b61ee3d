import type { Node, SelectStmt, SortBy } from 'libpg-query';
import { wordsOf } from '../../sql/names';
import type { OrderTerm, Parameter } from '../ast';
import { nowhere, parameterFor } from './build';
import type { Selection } from './embeds';
import { constantOf, type Place, placeOf } from './expressions';
import { locationOf, type Reading, refuse } from './reading';
import type { Source } from './sources';
import type { Star, Target } from './targets';

/** One term of ORDER BY. */
export interface Order {
  readonly source: Source;
  readonly term: Omit<OrderTerm, 'relation'>;
  readonly location: number | undefined;
}

export function ordersOf(
  reading: Reading,
  { sortClause = [] }: SelectStmt,
  sources: readonly Source[],
  targets: readonly (Target | Star)[],
): readonly Order[] {
  const columns = targets.flatMap((target) => ('star' in target ? [] : target));
  return sortClause.flatMap((node) =>
    'SortBy' in node
      ? [orderOf(reading, sources, hasStar(targets) ? [] : columns, node.SortBy)]
      : [],
  );
}

function orderOf(
  reading: Reading,
  sources: readonly Source[],
  targets: readonly Target[],
  { node, sortby_dir, sortby_nulls }: SortBy,
): Order {
  const location = locationOf(node);
  const target = node && targetNamed(node, targets);
  const place = target ? placeIn(target) : placeOf(reading, sources, node);
  if (!place || sortby_dir === 'SORTBY_USING') {
    return refuse(reading, location, 'PostgREST orders by columns alone.');
  }
  const nulls =
    sortby_nulls === 'SORTBY_NULLS_FIRST'
      ? 'nullsfirst'
      : sortby_nulls === 'SORTBY_NULLS_LAST'
        ? 'nullslast'
        : undefined;
  const direction = sortby_dir === 'SORTBY_DESC' ? 'desc' : undefined;
  const { source, field } = place;
  return { source, location, term: { ...nowhere, kind: 'term', field, direction, nulls } };
}

export function orderParameter(
  reading: Reading,
  orders: readonly Order[],
  { chains }: Selection,
  aggregated: boolean,
): readonly Parameter[] {
  if (orders.length === 0) return [];
  const terms = orders.map(({ source, term, location }) => {
    const [relation, deeper] = chains.get(source) ?? [];
    if (aggregated && term.field.path.length > 0) {
      refuse(reading, location, 'PostgREST orders groups by whole columns, not by a part of JSON.');
    }
    if (deeper) {
      refuse(
        reading,
        location,
        'PostgREST orders by a table that is joined to {0} directly.',
        relation?.name ?? '',
      );
    }
    return { ...term, relation };
  });
  return [parameterFor({ kind: 'order', embed: [], terms })];
}

export function range(
  kind: 'limit' | 'offset',
  reading: Reading,
  node: Node | undefined,
): readonly Parameter[] {
  const value = constantOf(node);
  if (!node || value?.kind === 'null') return [];
  if (value?.kind !== 'number' || !/^\d+$/.test(value.text)) {
    refuse(reading, locationOf(node), 'LIMIT and OFFSET of a request are whole numbers.');
  }
  return [parameterFor({ kind, embed: [], count: Number(value.text) })];
}

export function placeIn({ source, item }: Target): Place | undefined {
  return item.kind === 'column' && !item.aggregate ? { source, field: item.field } : undefined;
}

/** `ORDER BY 1`, or the name of a column of the result. */
export function targetNamed(node: Node, targets: readonly Target[]): Target | undefined {
  const value = constantOf(node);
  if (value?.kind === 'number') return targets[Number(value.text) - 1];
  if (!('ColumnRef' in node)) return undefined;
  const words = wordsOf(node.ColumnRef.fields);
  return words.length === 1 ? targets.find(({ name }) => name === words[0]) : undefined;
}

export function hasStar(targets: readonly (Target | Star)[]): boolean {
  return targets.some((target) => 'star' in target);
}
