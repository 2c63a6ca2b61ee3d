import { callArguments, notALiteral } from './callArguments';
import { literalText } from './literals';
import { isKeywords, parseKeywords } from './parseKeywords';
import { badConnection, type ConnectionParts, parseUri } from './parts';

const calls =
  /\b(?:sql|sqlx|pgx|pgxpool|gorm)\.(?:Open|Connect|MustConnect|ConnectContext|New|ParseConfig)\s*\(|\bpostgres\.Open\s*\(/;

/** A password that the program puts between quotes at the end; it is left out, so that it is asked for. */
const computedPassword = / password='" ?\+ ?[^"]*(?:"\w*"[^"]*)?\+ ?"'"$/;

/** True when the text opens a database from Go with lib/pq, pgx, sqlx or gorm. */
export function isGo(text: string): boolean {
  return calls.test(text);
}

/**
 * Reads the data source of `sql.Open("postgres", "…")` and `pgx.Connect(ctx, "…")`: keywords or a URI
 * (https://pkg.go.dev/github.com/lib/pq). Throws `badInput`.
 */
export function parseGo(text: string): ConnectionParts {
  const inner = /\bpostgres\.Open\s*\(/.test(text) ? /\bpostgres\.Open\s*\(/ : calls;
  const given = callArguments(text, inner) ?? [];
  const written = (given.at(-1) ?? '').replace(computedPassword, '"');
  const source = literalText(written, 'go');
  if (source === undefined) throw notALiteral();
  if (isKeywords(source)) return parseKeywords(source);
  if (!/^postgres/i.test(source.trim())) {
    throw badConnection('is for another database than Postgres.');
  }
  return parseUri(source);
}
