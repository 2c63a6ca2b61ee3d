import type { Node } from 'libpg-query';
import type { Message } from '../../errors';
import type { RestCatalog } from '../restCatalog';
import type { ColumnPath } from './embeds';
import { type Reading, refuse } from './reading';
import { type RequestParts, requestText } from './request';
import { selectRequest } from './select';
import { deleteRequest, insertRequest, updateRequest } from './writes';

/** The request that means what a statement means. */
export interface RequestFromSql {
  /** The request line, the headers and the body. */
  readonly text: string;
  /** Where each column of the result is in a row of the answer; undefined where both have the same names. */
  readonly columns: readonly ColumnPath[] | undefined;
  readonly isOrdered: boolean;
  /** What a person must know of the request. */
  readonly notes: readonly Message[];
}

/**
 * Turns one statement, parsed by Postgres' own parser from `sql`, into a request. Throws `badInput` with a sentence
 * and its position in UTF-16 units where PostgREST cannot express a part of it.
 */
export function fromSql(sql: string, statement: Node, catalog: RestCatalog): RequestFromSql {
  const parts = partsOf({ sql, catalog }, statement);
  const { columns, isOrdered, notes } = parts;
  return { text: requestText(parts), columns, isOrdered, notes };
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
