import type { Embed, Field, Name, SelectItem } from './ast';
import { headerNamed } from './headers';
import type { ParsedRequest } from './parse';
import type { Relationship } from './relationships';
import { isSchemaOf, type RestCatalog, type RestTable, relationshipsTo } from './restCatalog';
import { parametersOf } from './target';

/** The table that a part of a request speaks of, and what is embedded in it. */
export interface Scope {
  /** Undefined where the catalog does not know it. */
  readonly table: RestTable | undefined;
  /** The ways here from the table around: several where the server asks for a hint, none at the top. */
  readonly ways: readonly Relationship[];
  readonly items: readonly SelectItem[];
  readonly embeds: readonly EmbedScope[];
}

export interface EmbedScope extends Scope {
  readonly item: Embed;
  /** What filters and orders call it: its alias, or its table. */
  readonly name: string;
}

/** The schema that a header asks for, else the `@schema` line. */
export function schemaOf({ method, headers, schema }: ParsedRequest): Name | undefined {
  const reads = method === undefined || method.name === 'GET' || method.name === 'HEAD';
  const header = headerNamed(headers, reads ? 'accept-profile' : 'content-profile');
  return header ? { name: header.value, quoted: false, ...header.valueSpan } : schema;
}

/** The tables of a request; without a catalog of its schema they are undefined. */
export function scopeOf(request: ParsedRequest, catalog: RestCatalog | undefined): Scope {
  const { path } = request.target;
  const asked = schemaOf(request)?.name;
  const known =
    asked === undefined || (catalog && isSchemaOf(catalog, asked)) ? catalog : undefined;
  const table = path.kind === 'table' ? known?.tables.get(path.name) : undefined;
  const items = parametersOf(request.target, 'select')[0]?.items ?? [];
  return { table, ways: [], items, embeds: embedsOf(items, table, known) };
}

function embedsOf(
  items: readonly SelectItem[],
  table: RestTable | undefined,
  catalog: RestCatalog | undefined,
): readonly EmbedScope[] {
  return items.flatMap((item) => {
    if (item.kind !== 'embed') return [];
    const ways = table ? relationshipsTo(table, item.relation.name, item.hint?.name) : [];
    const [way] = ways;
    const inner = way && catalog?.tables.get(way.table);
    return [
      {
        item,
        name: (item.alias ?? item.relation).name,
        ways,
        table: inner,
        items: item.items,
        embeds: embedsOf(item.items, inner, catalog),
      },
    ];
  });
}

/** The embedded table that a chain of names leads to; the names of tables count beside the aliases. */
export function scopeAt(scope: Scope, embed: readonly Name[]): Scope | undefined {
  let found: Scope | undefined = scope;
  for (const { name } of embed) {
    found =
      found?.embeds.find((one) => one.name === name) ??
      found?.embeds.find((one) => one.item.relation.name === name);
  }
  return found;
}

/** The type of a field's value as Postgres writes it: what a JSON path leads to is text or json. */
export function typeOf(field: Field, table: RestTable | undefined): string | undefined {
  const last = field.path.at(-1);
  if (last) return last.arrow === '->>' ? 'text' : 'jsonb';
  return table?.columns.find(({ name }) => name === field.name.name)?.type;
}
