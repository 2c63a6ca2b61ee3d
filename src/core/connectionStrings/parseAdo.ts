import { literalText } from './literals';
import { badConnection, type ConnectionParts, partsOf } from './parts';

/** Npgsql's names without blanks, in lower case: https://www.npgsql.org/doc/connection-string-parameters.html. */
const keywords: Readonly<Record<string, string>> = {
  host: 'host',
  server: 'host',
  datasource: 'host',
  port: 'port',
  database: 'dbname',
  db: 'dbname',
  initialcatalog: 'dbname',
  username: 'user',
  userid: 'user',
  user: 'user',
  uid: 'user',
  password: 'password',
  pwd: 'password',
  psw: 'password',
  sslmode: 'sslmode',
  rootcertificate: 'sslrootcert',
  options: 'options',
};

/** A first pair, whole: libpq's strings begin alike, but have no semicolon after it, and its variables hold anything. */
const begin =
  /^\s*(?:(?!PG[A-Z]+\s*=)[\w.:]+\s*=\s*)?["']?(?=(?:Host|Server|Data ?Source|User ?Id|Username|Uid|Database|Port)\s*=\s*(?:"[^"]*"|'[^']*'|[^;"'\s]*)\s*;)/i;
const literals = /@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const pair = /[\s;]*([^=;]+?)\s*=\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)'|([^;]*))\s*(?=;|$)/y;

/** True when the text begins as a connection string of ADO.NET does. */
export function isAdoString(text: string): boolean {
  return begin.test(text);
}

/** Where an ADO.NET connection string begins that is the text, or a literal in it; -1 when there is none. */
export function adoAt(text: string): number {
  return stringIn(text)?.at ?? -1;
}

/** Reads `Host=…;Password="…"`, bare, in C# or in JSON, with Npgsql's names. Throws `badInput`. */
export function parseAdo(text: string): ConnectionParts {
  const written = stringIn(text)?.written ?? '';
  const found = new Map<string, string>();
  pair.lastIndex = 0;
  let end = 0;
  for (let match = pair.exec(written); match !== null; match = pair.exec(written)) {
    const [, name = '', double, single, plain = ''] = match;
    const keyword = keywords[name.replace(/\s/g, '').toLowerCase()];
    const value = double?.replaceAll('""', '"') ?? single?.replaceAll("''", "'") ?? plain.trim();
    if (keyword !== undefined) found.set(keyword, value);
    end = pair.lastIndex;
  }
  if (!/^[\s;]*$/.test(written.slice(end))) {
    throw badConnection('cannot be read after Name=value;. Quote values like "a;b".');
  }
  if (!found.has('host')) throw badConnection('names no host. Add Host=….');
  return partsOf(new Map([...found, ...serverOf(found), ...tlsOf(found)]));
}

function stringIn(text: string): { readonly written: string; readonly at: number } | undefined {
  const start = begin.exec(text);
  if (start !== null) {
    const rest = text.slice(start[0].length).trim();
    return { written: /["']$/.test(start[0]) ? rest.replace(/["'][;,)\s]*$/, '') : rest, at: 0 };
  }
  for (const { 0: literal, index } of text.matchAll(literals)) {
    const written = literalText(literal, 'csharp');
    if (written !== undefined && begin.test(written)) return { written, at: index };
  }
  return undefined;
}

/** Npgsql takes a port after the host, too. */
function serverOf(found: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const [, host, port] = /^([^:,]+):(\d+)$/.exec(found.get('host') ?? '') ?? [];
  return host === undefined || port === undefined
    ? []
    : [
        ['host', host],
        ['port', port],
      ];
}

function tlsOf(found: ReadonlyMap<string, string>): readonly (readonly [string, string])[] {
  const said = found.get('sslmode')?.toLowerCase();
  if (said === undefined) return [];
  return [['sslmode', said.replace(/^verify-?(ca|full)$/, 'verify-$1')]];
}
