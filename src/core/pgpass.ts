import { Failure, message } from './errors';

/** The fields of a password file that a login is looked up by. */
export interface PgpassLogin {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

/**
 * The password of the first line that matches, `*` matching anything; undefined without one.
 * https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function pgpassPassword(text: string, login: PgpassLogin): string | undefined {
  const wanted = [login.host, String(login.port), login.database, login.user];
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const fields = fieldsOf(line);
    const matches = wanted.every(
      (value, index) => fields[index] === '*' || fields[index] === value,
    );
    if (matches && fields.length > wanted.length) return fields[wanted.length];
  }
  return undefined;
}

/** Five fields with colons between; a backslash takes the next character as it is. */
function fieldsOf(line: string): readonly string[] {
  const fields = [''];
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === ':') fields.push('');
    else fields.push(`${fields.pop()}${character === '\\' ? line.charAt(++at) : character}`);
  }
  return fields;
}

/**
 * The keywords of a section of a service file. Throws `badInput` when there is no such section.
 * https://www.postgresql.org/docs/current/libpq-pgservice.html
 */
export function readService(text: string, name: string): ReadonlyMap<string, string> {
  const keywords = new Map<string, string>();
  let section: string | undefined;
  let found = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    const [, heading] = /^\[(.*)\]$/.exec(line) ?? [];
    if (heading !== undefined) section = heading;
    found ||= section === name;
    const [, keyword, value] = /^([a-z_]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (section !== name || keyword === undefined || value === undefined) continue;
    keywords.set(keyword, value);
  }
  if (found) return keywords;
  throw new Failure(
    'badInput',
    message('The service file has no section [{0}]. Add it, or name another one.', name),
  );
}
