import { badConnection, type ConnectionParts, partsOf } from './parts';

const keyword = /^[a-z][a-z_]*$/;
/** An absent value ends where the next keyword begins: libpq would take that keyword for the value. */
const pair =
  /\s*([^\s=]+)\s*=(?:(?=\s*$|\s+(?:host|port|dbname|user|password|sslmode)\s*=)|\s*'((?:[^'\\]|\\.)*)'(?=\s|$)|\s*((?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*))/sy;

/** True when the text begins as libpq's `keyword=value` strings do, with a keyword that says where the database is. */
export function isKeywords(text: string): boolean {
  return /^\s*(?:host|hostaddr|port|dbname|user|password|sslmode)\s*=/.test(text);
}

/**
 * Reads `host=… password='…'`, quoted as
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE says. Throws `badInput`.
 */
export function parseKeywords(text: string): ConnectionParts {
  return partsOf(keywordsOf(text));
}

/** The pairs of a `keyword=value` string, a repeated one as it was said last. Throws `badInput`. */
export function keywordsOf(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  const whole = text.trim();
  pair.lastIndex = 0;
  let end = 0;
  for (let match = pair.exec(whole); match !== null; match = pair.exec(whole)) {
    const [, name = '', quoted, plain = ''] = match;
    if (!keyword.test(name)) throw badConnection('has a keyword that libpq does not know.');
    pairs.set(name, (quoted ?? plain).replace(/\\(.)/gs, '$1'));
    end = pair.lastIndex;
  }
  if (end !== whole.length) {
    throw badConnection("cannot be read after keyword=value. Quote values like 'it\\'s'.");
  }
  return pairs;
}
