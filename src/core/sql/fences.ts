import { createStatementIndex, type Found, type SqlText, type Statement } from './statementIndex';

/** A fence of Markdown opens with three or more backticks or tildes and the language (CommonMark 4.5). */
const opening = /^ {0,3}(`{3,}|~{3,})[ \t]*(?:sql|postgres(?:ql)?|pgsql|psql)\b[^`\n]*$/i;
const anyOpening = /^ {0,3}(`{3,}|~{3,})[^`\n]*$/;

interface Fence {
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

function sqlFences(markdown: string): readonly Fence[] {
  const fences: Fence[] = [];
  let open: { readonly mark: string; readonly start: number; readonly isSql: boolean } | undefined;
  for (const [line, at, next] of linesOf(markdown)) {
    if (open === undefined) {
      const mark = anyOpening.exec(line)?.[1];
      if (mark !== undefined) open = { mark, start: next, isSql: opening.test(line) };
      continue;
    }
    const { mark, start, isSql } = open;
    if (!closes(line, mark)) continue;
    if (isSql) fences.push(fence(markdown, start, at));
    open = undefined;
  }
  if (open?.isSql) fences.push(fence(markdown, open.start, markdown.length));
  return fences;
}

function fence(markdown: string, start: number, end: number): Fence {
  return { start, end, sql: createStatementIndex(markdown.slice(start, end)) };
}

function closes(line: string, mark: string): boolean {
  const text = line.trim();
  return text.length >= mark.length && text === text.charAt(0).repeat(text.length)
    ? text.startsWith(mark)
    : false;
}

/** Each line without its end, its offset, and the offset of the next. */
function* linesOf(text: string): Generator<readonly [string, number, number]> {
  for (const { 0: whole, index } of text.matchAll(/.*(?:\r?\n|$)/g)) {
    if (whole !== '') yield [whole.replace(/\r?\n$/, ''), index, index + whole.length];
  }
}

const shifted =
  (by: number) =>
  ({ text, start, end }: Statement): Statement => ({ text, start: start + by, end: end + by });

function moved(found: Found, by: number): Found {
  return 'statement' in found ? { ...found, statement: shifted(by)(found.statement) } : found;
}
