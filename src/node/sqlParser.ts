import { type Node, type ParseResult, parse, type SqlError } from 'libpg-query';
import { Failure, message } from '../core/errors';
import { fromSql, type RequestFromSql } from '../core/rest/fromSql';
import type { RestCatalog } from '../core/rest/restCatalog';
import type { Classification } from '../core/sql/classify';
import { classify } from '../core/sql/classify';
import { bindParameters } from '../core/sql/parameters';
import { utf16Offset } from '../core/sql/positions';

/** A megabyte of one statement costs the parser seconds; what is longer is data, not a statement to judge. */
const longest = 1_000_000;

/**
 * What a text of one statement does, by Postgres' own parser.
 * Throws `badInput`, with the position in UTF-16 units, for what that parser refuses.
 */
export async function classifyStatement(sql: string): Promise<Classification> {
  return classify(await parseStatement(sql));
}

/** Whether two texts are one statement to Postgres, whatever their blanks are; not where its parser refuses them. */
export async function meanTheSame(one: string, other: string): Promise<boolean> {
  const trees = [one, other].map(async (sql) =>
    JSON.stringify(await parseStatement(bindParameters(sql).sql), (key, value) =>
      key === 'location' ? undefined : value,
    ),
  );
  const [first, second] = await Promise.all(trees).catch(() => []);
  return first !== undefined && first === second;
}

/** The request that means what a statement means. Throws `badInput` with the position of what has none. */
export async function requestFromSql(
  sql: string,
  catalogOf: (schema?: string) => Promise<RestCatalog>,
): Promise<RequestFromSql> {
  return fromSql(sql, await parseStatement(sql), catalogOf);
}

async function parseStatement(sql: string): Promise<Node> {
  if (sql.length > longest) {
    throw new Failure(
      'badInput',
      message(
        'This statement is too long to be checked. Use psql, or a project whose writes are free.',
      ),
    );
  }
  const { stmts = [] } = await parse(sql).catch(refused(sql));
  const [first, ...more] = stmts;
  if (!first?.stmt || more.length > 0) {
    throw new Failure('badInput', message('Only one statement can be checked at a time.'));
  }
  return first.stmt;
}

const refused =
  (sql: string) =>
  (error: unknown): ParseResult => {
    const details = (error as SqlError).sqlDetails;
    throw new Failure('badInput', message('{0}', details?.message ?? String(error)), {
      ...(details === undefined ? {} : { position: utf16Offset(sql, details.cursorPosition) }),
    });
  };
