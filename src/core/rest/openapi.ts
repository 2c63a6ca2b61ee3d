import * as v from 'valibot';
import type { Column, Schema } from '../model';
import { exposedSchemas } from './exposedSchemas';
import { readVersion, type Version } from './version';

/** What PostgREST's OpenAPI root says of one schema, for a project whose database cannot be reached directly. */
export interface OpenApiCatalog {
  readonly schema: Schema;
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  readonly functions: readonly RestFunction[];
  /** PostgREST's own. */
  readonly version?: Version;
  /** Every schema that is exposed, where it was told. */
  readonly exposed?: readonly string[];
}

/** A function that is called as `/rpc/name`. */
export interface RestFunction {
  readonly name: string;
  readonly arguments: readonly FunctionArgument[];
  /** It may change something, so that it is called by POST alone. */
  readonly writes: boolean;
  readonly comment?: string;
}

export interface FunctionArgument {
  readonly name: string;
  /** As Postgres writes it. */
  readonly type: string;
  readonly required: boolean;
}

const property = v.object({
  type: v.optional(v.string()),
  format: v.optional(v.string()),
  description: v.optional(v.string()),
  default: v.optional(v.unknown()),
  enum: v.optional(v.array(v.unknown())),
});

const definition = v.object({
  description: v.optional(v.string()),
  required: v.optional(v.array(v.string()), []),
  properties: v.optional(v.record(v.string(), property), {}),
});

const argumentsSchema = v.object({
  required: v.optional(v.array(v.string()), []),
  properties: v.optional(v.record(v.string(), property), {}),
});

const path = v.object({
  get: v.optional(v.unknown()),
  post: v.optional(
    v.object({
      summary: v.optional(v.string()),
      parameters: v.optional(v.array(v.object({ schema: v.optional(argumentsSchema) })), []),
    }),
  ),
});

const root = v.object({
  swagger: v.string(),
  info: v.optional(v.object({ version: v.optional(v.string()) })),
  paths: v.optional(v.record(v.string(), path), {}),
  definitions: v.optional(v.record(v.string(), definition), {}),
});

const refusal = v.object({
  code: v.literal('PGRST106'),
  message: v.optional(v.string()),
  hint: v.optional(v.nullable(v.string())),
});

/** Undefined when the body is not PostgREST's OpenAPI description. */
export function readOpenApi(body: string, schema: string): OpenApiCatalog | undefined {
  const parsed = v.safeParse(root, parseJson(body));
  if (!parsed.success) return undefined;
  const definitions = Object.entries(parsed.output.definitions);
  const version = readVersion(parsed.output.info?.version ?? '');
  return {
    ...(version && { version }),
    functions: Object.entries(parsed.output.paths).flatMap(([name, { get, post }]) =>
      name.startsWith('/rpc/') && post
        ? [functionOf(name.slice('/rpc/'.length), get === undefined, post)]
        : [],
    ),
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

/** What is known of a schema that PostgREST refuses: which others it exposes. Undefined for any other refusal. */
export function readNotExposed(body: string, schema: string): OpenApiCatalog | undefined {
  const parsed = v.safeParse(refusal, parseJson(body));
  const exposed = parsed.success
    ? exposedSchemas(parsed.output.message, parsed.output.hint ?? '')
    : undefined;
  return (
    exposed && {
      schema: { name: schema, relations: [] },
      columns: new Map(),
      functions: [],
      exposed,
    }
  );
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
    ...(facts.enum ? { values: facts.enum.map(String) } : {}),
  };
}

function functionOf(
  name: string,
  writes: boolean,
  { summary, parameters }: NonNullable<v.InferOutput<typeof path>['post']>,
): RestFunction {
  const { required, properties } = parameters.find(({ schema }) => schema)?.schema ?? {
    required: [],
    properties: {},
  };
  return {
    name,
    writes,
    arguments: Object.entries(properties).map(([argument, { format, type }]) => ({
      name: argument,
      type: format ?? type ?? '',
      required: required.includes(argument),
    })),
    ...(summary ? { comment: summary } : {}),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
