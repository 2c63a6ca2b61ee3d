import type { SelectItem } from './ast';
import type { ParsedRequest } from './parse';
import type { RestCatalog } from './restCatalog';
import { type Scope, scopeOf, typeOf } from './scope';

/** The Postgres types of the columns of an answer by their names, as far as the catalog tells. */
export function columnTypes(
  request: ParsedRequest,
  catalog: RestCatalog,
): ReadonlyMap<string, string> {
  const scope = scopeOf(request, catalog);
  return new Map(scope.items.length === 0 ? allOf(scope) : typesIn(scope));
}

/** The values of the enumerated types that the catalog's columns have, by type, in their order. */
export function enumeratedTypes({
  tables,
}: Pick<RestCatalog, 'tables'>): ReadonlyMap<string, readonly string[]> {
  const columns = [...tables.values()].flatMap((table) => table.columns);
  return new Map(columns.flatMap(({ type, values }) => (values ? [[type, values] as const] : [])));
}

type Typed = readonly [name: string, type: string];

function allOf({ table }: Scope): readonly Typed[] {
  return (table?.columns ?? []).map(({ name, type }) => [name, type] as const);
}

function typesIn(scope: Scope): readonly Typed[] {
  return scope.items.flatMap((item) => typesOf(item, scope));
}

function typesOf(item: SelectItem, scope: Scope): readonly Typed[] {
  switch (item.kind) {
    case 'star':
      return allOf(scope);
    case 'count':
      return [[item.alias?.name ?? 'count', item.cast?.name ?? 'bigint']];
    case 'column': {
      const { field, alias, cast, aggregate, aggregateCast } = item;
      const last = field.path.at(-1)?.key;
      const name = alias?.name ?? aggregate ?? last ?? field.name.name;
      const own = cast?.name ?? typeOf(field, scope.table);
      const type = aggregateCast?.name ?? (aggregate ? aggregateType(aggregate, own) : own);
      return type === undefined ? [] : [[name, type]];
    }
    case 'embed': {
      if (!item.spread) return [[(item.alias ?? item.relation).name, 'json']];
      const inner = scope.embeds.find((one) => one.item === item);
      return inner ? typesIn(inner) : [];
    }
    case 'broken':
      return [];
  }
}

function aggregateType(aggregate: string, own: string | undefined): string | undefined {
  if (aggregate === 'count') return 'bigint';
  return aggregate === 'sum' || aggregate === 'avg' ? 'numeric' : own;
}
