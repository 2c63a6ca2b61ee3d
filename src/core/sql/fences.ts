import { fencesOf } from '../fences';
import { createStatementIndex, type Found, type SqlText, type Statement } from './statementIndex';

const sqlInfo = /^(?:sql|postgres(?:ql)?|pgsql|psql)\b/i;

interface SqlFence {
  readonly start: number;
  readonly sql: SqlText;
  readonly end: number;
}

/** The SQL in the fences of a Markdown text; offsets are those of the whole text. */
export function fencedSql(markdown: string): SqlText {
  const fences = sqlFences(markdown);
  return {
    at(offset) {
      const fence = fences.find(({ start, end }) => start <= offset && offset <= end);
      return fence ? moved(fence.sql.at(offset - fence.start), fence.start) : { kind: 'nothing' };
    },
    statements: () => fences.flatMap(({ sql, start }) => sql.statements().map(shifted(start))),
    metaCommands: () => fences.flatMap(({ sql, start }) => sql.metaCommands().map(shifted(start))),
  };
}

function sqlFences(markdown: string): readonly SqlFence[] {
  return fencesOf(markdown)
    .filter(({ info }) => sqlInfo.test(info))
    .map(({ start, end }) => ({
      start,
      end,
      sql: createStatementIndex(markdown.slice(start, end)),
    }));
}

const shifted =
  (by: number) =>
  ({ text, start, end }: Statement): Statement => ({ text, start: start + by, end: end + by });

function moved(found: Found, by: number): Found {
  return 'statement' in found ? { ...found, statement: shifted(by)(found.statement) } : found;
}
