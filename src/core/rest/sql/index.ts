import { Failure, message } from '../../errors';
import { quoteName, quoteText } from '../../sql/quote';
import type { ParsedRequest } from '../parse';
import { isSchemaOf, type RestCatalog } from '../restCatalog';
import { schemaOf, scopeOf } from '../scope';
import { parametersOf } from '../target';
import { queryOf } from './columns';
import type { Level } from './level';
import { levelsOf } from './levels';
import { queryText } from './query';
import { source } from './source';
import { deleteSql, insertSql, preferenceOf, readRows, updateSql, valueSql } from './write';

export interface RequestSql {
  readonly sql: string;
  /** What `Prefer: count=exact` counts. */
  readonly count?: string;
}

/**
 * The SQL that a request means, for reading and for running: its rows are the rows of the answer, where embedded
 * tables are JSON. `text` is what the request was parsed from. Throws `badInput` with a sentence where there is none:
 * the request is broken, a foreign key is not known, or a write has no JSON.
 */
export function toSql(text: string, request: ParsedRequest, catalog?: RestCatalog): RequestSql {
  const { method, target, issues, body } = request;
  if (issues.length > 0) {
    throw new Failure(
      'badInput',
      message('The request is broken, so it has no meaning in SQL yet.'),
    );
  }
  const { path } = target;
  if (path.kind !== 'table' && path.kind !== 'function') {
    throw new Failure(
      'badInput',
      message('Only requests for a table or a function have a meaning in SQL.'),
    );
  }
  const asked = schemaOf(request)?.name ?? catalog?.schema ?? 'public';
  const schema = catalog && isSchemaOf(catalog, asked) ? catalog.schema : asked;
  const level = levelsOf(request, scopeOf(request, catalog), path.name, schema);
  const payload = body ? text.slice(body.start, body.end) : '';
  if (path.kind === 'function')
    return read(request, level, callOf(request, path.name, payload, schema, catalog), schema);
  switch (method?.name) {
    case 'POST':
    case 'PUT':
      return { sql: insertSql(request, payload, level, schema) };
    case 'PATCH':
      return { sql: updateSql(request, payload, level, schema) };
    case 'DELETE':
      return { sql: deleteSql(request, level, schema) };
    default:
      return read(request, level, source(level, schema), schema);
  }
}

function read(request: ParsedRequest, level: Level, from: string, schema: string): RequestSql {
  const query = queryOf(level, from, schema);
  const sql = queryText(query);
  if (preferenceOf(request.headers, 'count') !== 'exact') return { sql };
  const all = { ...query, orderBy: [], limit: undefined, offset: undefined };
  const count =
    query.groupBy.length > 0
      ? `select count(*) from (\n${queryText(all)}\n) counted`
      : queryText({ ...all, columns: ['count(*)'] });
  return { sql, count };
}

function callOf(
  request: ParsedRequest,
  name: string,
  body: string,
  schema: string,
  catalog: RestCatalog | undefined,
): string {
  const known = catalog?.functions.get(name)?.arguments ?? [];
  const [row = {}] = request.method?.name === 'POST' && body !== '' ? readRows(body) : [];
  const given = parametersOf(request.target, 'argument').flatMap((argument): [string, string][] =>
    'kind' in argument.name ? [] : [[argument.name.name, quoteText(argument.text)]],
  );
  const posted = Object.entries(row).map(([argument, value]): [string, string] => [
    argument,
    valueSql(value, known.find((one) => one.name === argument)?.type),
  ]);
  const values = [...given, ...posted].map(
    ([argument, value]) => `${quoteName(argument)} => ${value}`,
  );
  return `${quoteName(schema)}.${quoteName(name)}(${values.join(', ')}) as ${quoteName(name)}`;
}
