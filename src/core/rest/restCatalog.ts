import type { Column } from '../model';
import type { OpenApiCatalog, RestFunction } from './openapi';
import {
  type ForeignKey,
  keysOfColumns,
  type Relationship,
  relationshipsOf,
} from './relationships';
import type { Version } from './version';

/** What is known of one schema of a PostgREST. */
export interface RestCatalog {
  readonly schema: string;
  /** What requests call the schema where the gateway hides its name. */
  readonly calledAs?: string;
  /** All that are exposed; empty where that is not known. */
  readonly schemas: readonly string[];
  readonly tables: ReadonlyMap<string, RestTable>;
  readonly functions: ReadonlyMap<string, RestFunction>;
  /** False where keys of several columns are not told, as by the OpenAPI root. */
  readonly knowsAllKeys: boolean;
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

/** What a catalog is made of. `foreignKeys` are those of the columns where they are left out. */
export interface CatalogFacts extends OpenApiCatalog {
  readonly foreignKeys?: readonly ForeignKey[];
}

/** The catalog of a schema with its relationships, from what the OpenAPI root says or the database. */
export function restCatalog(facts: CatalogFacts): RestCatalog {
  const { schema, columns, functions, version, exposed = [] } = facts;
  const relationships = relationshipsOf(
    columns,
    facts.foreignKeys ?? keysOfColumns(schema.name, columns),
  );
  const comments = new Map(schema.relations.map(({ name, comment }) => [name, comment]));
  const computed = computedOf(functions);
  return {
    schema: schema.name,
    schemas: exposed,
    knowsAllKeys: facts.foreignKeys !== undefined,
    ...(version && { version }),
    functions: new Map(functions.map((one) => [one.name, one])),
    tables: new Map(
      [...columns].map(([name, own]) => {
        const comment = comments.get(name);
        return [
          name,
          {
            name,
            columns: own,
            relations: relationships.get(name) ?? [],
            computed: computed.get(name) ?? [],
            ...(comment ? { comment } : {}),
          },
        ];
      }),
    ),
  };
}

/** Whether the schema that a request names is the one of the catalog. */
export function isSchemaOf({ schema, calledAs }: RestCatalog, named: string): boolean {
  return named === schema || named === calledAs;
}

/** Functions of one argument, by its type without the schema. */
function computedOf(functions: readonly RestFunction[]): ReadonlyMap<string, readonly string[]> {
  const computed = new Map<string, string[]>();
  for (const { name, arguments: given } of functions) {
    const [only, another] = given;
    const type = another ? undefined : only?.type.replace(/^.*\./, '').replace(/^"(.*)"$/, '$1');
    if (type !== undefined) computed.set(type, [...(computed.get(type) ?? []), name]);
  }
  return computed;
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
        way.constraint === hint ||
        (way.constraint === undefined && hint.includes(way.hint)) ||
        (way.on.length === 1 && way.on[0]?.there === hint)),
  );
}
