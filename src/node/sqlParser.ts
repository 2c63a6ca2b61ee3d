import type { Node } from 'libpg-query';
import { Failure, message } from '../core/errors';
import { fromSql, type RequestFromSql } from '../core/rest/fromSql';
import type { RestCatalog } from '../core/rest/restCatalog';
import { type Classification, classify } from '../core/sql/classify';
import { bindParameters } from '../core/sql/parameters';
import { utf16Offset } from '../core/sql/positions';
import { createParserProcess } from './parserProcess';

/** A megabyte of one statement costs the parser seconds; what is longer is data, not a statement to judge. */
const longest = 1_000_000;

/** What a tree says of where it stands in its text. */
const place = /(?:^|_)location$|list_(?:start|end)$/;

/** What Postgres' own parser knows of a statement. */
export interface SqlParser {
  /**
   * What a text of one statement does. Throws `badInput`, with the position in UTF-16 units, for what the parser
   * refuses.
   */
  classifyStatement(sql: string): Promise<Classification>;
  /** Whether two texts are one statement to Postgres, whatever their blanks are; not where its parser refuses them. */
  meanTheSame(one: string, other: string): Promise<boolean>;
  /** The request that means what a statement means. Throws `badInput` with the position of what has none. */
  requestFromSql(
    sql: string,
    catalogOf: (schema?: string) => Promise<RestCatalog>,
  ): Promise<RequestFromSql>;
  dispose(): void;
}

/** `file` is the built `pgParse.js`, which lies beside the parser's WebAssembly. */
export function createSqlParser(file: string): SqlParser {
  const parser = createParserProcess(file);

  async function parseStatement(sql: string): Promise<Node> {
    if (sql.length > longest) {
      throw new Failure(
        'badInput',
        message(
          'This statement is too long to be checked. Use psql, or a project whose writes are free.',
        ),
      );
    }
    const parsed = await parser.parse(sql);
    if ('refusal' in parsed) {
      const { message: said, position } = parsed.refusal;
      throw new Failure('badInput', message('{0}', said), {
        ...(position === undefined ? {} : { position: utf16Offset(sql, position) }),
      });
    }
    const [first, ...more] = parsed.tree.stmts ?? [];
    if (!first?.stmt || more.length > 0) {
      throw new Failure('badInput', message('Only one statement can be checked at a time.'));
    }
    return first.stmt;
  }

  return {
    classifyStatement: async (sql) => classify(await parseStatement(sql)),

    async meanTheSame(one, other) {
      const trees = [one, other].map(async (sql) =>
        JSON.stringify(await parseStatement(bindParameters(sql).sql), (key, value) =>
          place.test(key) ? undefined : value,
        ),
      );
      const [first, second] = await Promise.all(trees).catch(() => []);
      return first !== undefined && first === second;
    },

    requestFromSql: async (sql, catalogOf) => fromSql(sql, await parseStatement(sql), catalogOf),

    dispose: () => parser.dispose(),
  };
}
