import { callArguments } from './callArguments';
import { literalText } from './literals';
import { badConnection, type ConnectionParts, partsOf } from './parts';

const url = /jdbc:postgresql:(?:\/\/([^\s"'`/?]*)\/)?([^\s"'`?]*)(?:\?([^\s"'`<]*))?/;
const server = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;

/** True when the text begins as a JDBC URL of Postgres does. */
export function isJdbcUrl(text: string): boolean {
  return /^\s*["']?jdbc:postgresql:/.test(text);
}

/** Where a JDBC URL of Postgres begins in the text; -1 when there is none. */
export function jdbcAt(text: string): number {
  return text.indexOf('jdbc:postgresql:');
}

/**
 * Reads `jdbc:postgresql://…?user=…&password=…` (https://jdbc.postgresql.org/documentation/use/#connecting-to-the-database),
 * whose values are form-decoded, and the user and password that stand beside it in `DriverManager.getConnection`,
 * in properties or in a configuration file. Throws `badInput`.
 */
export function parseJdbc(text: string): ConnectionParts {
  const [, authority = '', database = '', query = ''] = url.exec(text) ?? [];
  const found = server.exec(authority);
  if (found === null) throw badConnection('names several hosts. Paste one with a single host.');
  const [, host = '', port = ''] = found;
  const parameters = new Map(
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [decoded(name), decoded(value.join('='))] as const;
      }),
  );
  return partsOf(
    new Map([
      ['host', decoded(host.replace(/^\[(.*)\]$/, '$1'))],
      ['port', port],
      ['dbname', decoded(database)],
      ...loginBeside(text),
      ...parameters,
      ...tlsOf(parameters),
    ]),
  );
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw badConnection('has an escape that is not UTF-8. Percent-encode it again.');
  }
}

function loginBeside(text: string): readonly (readonly [string, string])[] {
  const [, user, password] = (callArguments(text, /\bgetConnection\s*\(/) ?? []).map((argument) =>
    literalText(argument, 'java'),
  );
  const pairs = [
    ['user', user ?? property(text, /(?:user|username|setUser)/)] as const,
    ['password', password ?? property(text, /(?:password|setPassword)/)] as const,
  ];
  return pairs.flatMap(([keyword, value]) =>
    value === undefined ? [] : [[keyword, value] as const],
  );
}

/** `….username=x` and `username: x` on a line of its own, `setProperty("user", "x")` and `.setUser("x")`. */
function property(text: string, name: RegExp): string | undefined {
  const line = new RegExp(
    `^[\\w.\\t -]*\\b${name.source}[ \\t]*[=:][ \\t]*(\\S.*?)[ \\t]*$`,
    'm',
  ).exec(text);
  if (line) {
    const value = line[1] ?? '';
    return literalText(value, 'java') ?? value;
  }
  const call = new RegExp(
    `(?:"${name.source}"\\s*,|\\b${name.source}\\()\\s*("(?:[^"\\\\]|\\\\.)*")`,
  ).exec(text);
  return call ? literalText(call[1] ?? '', 'java') : undefined;
}

function tlsOf(given: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const factory = given.get('sslfactory') ?? '';
  if (factory.endsWith('.DefaultJavaSSLFactory')) return [['sslrootcert', 'system']];
  if (factory.endsWith('.NonValidatingFactory')) return [['sslmode', 'require']];
  // pgjdbc verifies when it is only told to use TLS.
  const plainly = given.has('ssl') && given.get('ssl') !== 'false' && !given.has('sslmode');
  return plainly ? [['sslmode', 'verify-full']] : [];
}
