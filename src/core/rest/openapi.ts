import * as v from 'valibot';
import type { Column, Schema } from '../model';

/** What PostgREST's OpenAPI root says of one schema, for a project whose database cannot be reached directly. */
export interface OpenApiCatalog {
  readonly schema: Schema;
  readonly columns: ReadonlyMap<string, readonly Column[]>;
}

const property = v.object({
  type: v.optional(v.string()),
  format: v.optional(v.string()),
  description: v.optional(v.string()),
  default: v.optional(v.unknown()),
});

const definition = v.object({
  description: v.optional(v.string()),
  required: v.optional(v.array(v.string()), []),
  properties: v.optional(v.record(v.string(), property), {}),
});

const root = v.object({
  swagger: v.string(),
  definitions: v.optional(v.record(v.string(), definition), {}),
});

/** Undefined when the body is not PostgREST's OpenAPI description. */
export function readOpenApi(body: string, schema: string): OpenApiCatalog | undefined {
  const parsed = v.safeParse(root, parseJson(body));
  if (!parsed.success) return undefined;
  const definitions = Object.entries(parsed.output.definitions);
  return {
    schema: {
      name: schema,
      relations: definitions
        .map(([name, { description }]) => ({
          schema,
          name,
          kind: 'table' as const,
          rls: 'unknown' as const,
          ...(description === undefined ? {} : { comment: description }),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    },
    columns: new Map(
      definitions.map(([name, { properties, required }]) => [
        name,
        Object.entries(properties).map(([column, facts]) =>
          columnOf(column, facts, required.includes(column)),
        ),
      ]),
    ),
  };
}

/** PostgREST marks keys inside the description: `<pk/>`, `<fk table='customers' column='id'/>`. */
function columnOf(name: string, facts: v.InferOutput<typeof property>, required: boolean): Column {
  const description = facts.description ?? '';
  const [, table, column] = /<fk table='([^']*)' column='([^']*)'\/>/.exec(description) ?? [];
  const comment = description.replace(/\n*Note:\n[\s\S]*$/, '').trim();
  return {
    name,
    type: facts.format ?? facts.type ?? '',
    nullable: !required,
    primaryKey: description.includes('<pk/>'),
    ...(table === undefined ? {} : { references: `${table}.${column}` }),
    ...(facts.default === undefined ? {} : { default: String(facts.default) }),
    ...(comment === '' ? {} : { comment }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
