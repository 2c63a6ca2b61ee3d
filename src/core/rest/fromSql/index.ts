import type { Node } from 'libpg-query';
import type { Message } from '../../errors';
import type { RestCatalog } from '../restCatalog';
import type { ColumnPath } from './embeds';
import { type Reading, refuse } from './reading';
import { type RequestParts, requestText } from './request';
import { type NamedSchema, schemaNamed } from './schema';
import { selectRequest } from './select';
import { deleteRequest, insertRequest, updateRequest } from './writes';

/** The request that means what a statement means. */
export interface RequestFromSql {
  /** The request line, the headers and the body. */
  readonly text: string;
  /** Where its tables and functions are. */
  readonly schema: string;
  /** Where each column of the result is in a row of the answer; undefined where both have the same names. */
  readonly columns: readonly ColumnPath[] | undefined;
  readonly isOrdered: boolean;
  /** What a person must know of the request. */
  readonly notes: readonly Message[];
}

/**
 * Turns one statement, parsed by Postgres' own parser from `sql`, into a request. `catalogOf` tells of a schema, the
 * project's own where none is named. Throws `badInput` with a sentence and its position in UTF-16 units where PostgREST
 * cannot express a part of it.
 */
export async function fromSql(
  sql: string,
  statement: Node,
  catalogOf: (schema?: string) => Promise<RestCatalog>,
): Promise<RequestFromSql> {
  const named = schemaNamed(statement);
  const home = await catalogOf();
  const isHome = named === undefined || named.name === home.schema;
  const catalog = isHome ? home : await catalogOf(named.name);
  const reading = { sql, catalog };
  if (named && !isHome) checkExposed(reading, named);
  const parts = partsOf(reading, statement);
  const profile = parts.method === 'GET' ? 'Accept-Profile' : 'Content-Profile';
  const headers = isHome ? parts.headers : [[profile, catalog.schema] as const, ...parts.headers];
  const { columns, isOrdered, notes } = parts;
  const text = requestText({ ...parts, headers });
  return { text, schema: catalog.schema, columns, isOrdered, notes };
}

function checkExposed(reading: Reading, { name, location }: NamedSchema): void {
  const { schemas } = reading.catalog;
  if (schemas.length === 0 || schemas.includes(name)) return;
  refuse(
    reading,
    location,
    'PostgREST does not expose the schema {0}: there is {1}.',
    name,
    schemas.join(', '),
  );
}

function partsOf(reading: Reading, statement: Node): RequestParts {
  if ('SelectStmt' in statement) return selectRequest(reading, statement.SelectStmt);
  if ('InsertStmt' in statement) return insertRequest(reading, statement.InsertStmt);
  if ('UpdateStmt' in statement) return updateRequest(reading, statement.UpdateStmt);
  if ('DeleteStmt' in statement) return deleteRequest(reading, statement.DeleteStmt);
  return refuse(
    reading,
    undefined,
    'PostgREST reads, inserts, changes and deletes rows, and calls functions: this statement does something else.',
  );
}
