import { type ShellWord, shellCommands } from '../shellWords';
import { notALiteral } from './callArguments';
import { variableNames } from './parseEnvironment';
import { isKeywords, keywordsOf } from './parseKeywords';
import { badConnection, type ConnectionParts, parseUri, partsOf } from './parts';

const options: Readonly<Record<string, string>> = {
  h: 'host',
  p: 'port',
  U: 'user',
  d: 'dbname',
  host: 'host',
  port: 'port',
  username: 'user',
  dbname: 'dbname',
};
const program = /^(?:.*[\\/])?psql(?:\.exe)?$/;
/** What may stand before the program: a prompt, a way to set variables, another user. */
const prefix = /^(?:[$#>%]|export|env|set|sudo|-u|postgres|[A-Za-z_]\w*=.*)$/s;
/** Options with a value that says nothing about the connection. */
const others = /^(?:[cfvoLFPRT]|command|file|set|variable|output|log-file|pset|field-separator)$/;

/** True when the text is a psql command, with or without variables set in front of it. */
export function isPsql(text: string): boolean {
  return psqlIn(text) !== undefined;
}

/** The words before `psql`, and those after it in the same command. */
function psqlIn(text: string): readonly [ShellWord[], ShellWord[]] | undefined {
  if (!text.includes('psql')) return undefined;
  const before: ShellWord[] = [];
  for (const command of shellCommands(text)) {
    const at = command.findIndex((word) => !prefix.test(word.text));
    before.push(...command.slice(0, at === -1 ? command.length : at));
    if (at === -1) continue;
    return program.test(command[at]?.text ?? '') ? [before, command.slice(at + 1)] : undefined;
  }
  return undefined;
}

/**
 * Reads `psql "URI"`, `psql "host=…"` and `psql -h … -p … -U … -d …`, with `PGPASSWORD=…` in front, as
 * https://www.postgresql.org/docs/current/app-psql.html says. Throws `badInput`.
 */
export function parsePsql(text: string): ConnectionParts {
  const [before, after] = psqlIn(text) ?? [[], []];
  const environment = before.flatMap(assignment);
  const given = readOptions(after);
  const database = given.get('dbname') ?? '';
  if (/^postgres(?:ql)?:\/\//i.test(database)) {
    const parts = parseUri(database);
    const password = new Map(environment).get('password');
    return parts.password === undefined && password ? { ...parts, password } : parts;
  }
  const inside = isKeywords(database) ? keywordsOf(database) : [];
  const keywords = new Map([...environment, ...given, ...inside]);
  if (!keywords.has('host') && !keywords.has('hostaddr')) {
    throw badConnection('names no host. Add it with -h.');
  }
  return partsOf(keywords);
}

function assignment({ text, expands }: ShellWord): readonly (readonly [string, string])[] {
  const [, name = '', value = ''] = /^([A-Z]+)=(.*)$/s.exec(text) ?? [];
  const keyword = variableNames.get(name);
  return keyword === undefined || expands ? [] : [[keyword, value]];
}

function readOptions(words: readonly ShellWord[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const positional: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]?.text ?? '';
    const [, long, short, attached] =
      /^(?:--([a-z-]+)(?==|$)|-([A-Za-z]))=?(.*)$/s.exec(word) ?? [];
    const option = long ?? short;
    if (option === undefined) {
      positional.push(plain(words[at]));
      continue;
    }
    const keyword = options[option];
    const takesValue = keyword !== undefined || others.test(option);
    if (takesValue && attached === '') at += 1;
    if (keyword !== undefined) found.set(keyword, attached || plain(words[at]));
  }
  const [database, user] = positional;
  if (database !== undefined && !found.has('dbname')) found.set('dbname', database);
  if (user !== undefined && !found.has('user')) found.set('user', user);
  return found;
}

function plain(word: ShellWord | undefined): string {
  if (word?.expands) {
    throw notALiteral();
  }
  return word?.text ?? '';
}
