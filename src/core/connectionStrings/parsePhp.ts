import { callArguments, notALiteral } from './callArguments';
import { literalText } from './literals';
import { isKeywords, keywordsOf, parseKeywords } from './parseKeywords';
import { badConnection, type ConnectionParts, parseUri, partsOf } from './parts';

const pdo = /\bnew\s+\\?PDO\s*\(/;
const pgConnect = /\bpg_p?connect\s*\(/;

/** True when the text connects through PDO or `pg_connect`. */
export function isPhp(text: string): boolean {
  return pdo.test(text) || pgConnect.test(text);
}

/** True when the text begins as a data source of PDO for Postgres does. */
export function isPdoSource(text: string): boolean {
  return /^\s*["']?pgsql:/.test(text);
}

/**
 * Reads `new PDO('pgsql:…', user, password)` (https://www.php.net/manual/en/ref.pdo-pgsql.connection.php),
 * `pg_connect('…')` and a bare `pgsql:…`. Throws `badInput`.
 */
export function parsePhp(text: string): ConnectionParts {
  const connect = callArguments(text, pgConnect);
  if (connect !== undefined) {
    const written = literalText(connect[0] ?? '', 'php');
    if (written === undefined) throw notALiteral();
    return isKeywords(written) ? parseKeywords(written) : parseUri(written);
  }
  const given = callArguments(text, pdo);
  if (given === undefined) return partsOf(sourceKeywords(text.replace(/^\s*["']|["',;\s]+$/g, '')));
  const [source, user, password] = given.map((argument) => literalText(argument, 'php'));
  if (source === undefined) throw notALiteral();
  // What the data source says wins over the arguments.
  return partsOf(
    new Map([
      ...(user === undefined ? [] : [['user', user] as const]),
      ...(password === undefined ? [] : [['password', password] as const]),
      ...sourceKeywords(source),
    ]),
  );
}

/** PDO turns each `;` into a space and hands the rest to libpq. */
function sourceKeywords(source: string): ReadonlyMap<string, string> {
  if (!source.startsWith('pgsql:')) throw badConnection('is for another database than Postgres.');
  return keywordsOf(source.slice('pgsql:'.length).replaceAll(';', ' '));
}
