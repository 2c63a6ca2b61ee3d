import { parseDotenv } from './dotenv';
import { type Message, message } from './errors';

/** A variable of a `.env` file, its value plain. */
export interface DotenvEntry {
  readonly name: string;
  readonly value: string;
}

/** What became of a `.env` file's text. */
export interface WrittenDotenv {
  readonly text: string;
  /** Why an entry was left out: a sentence each, without its value. */
  readonly refused: readonly Message[];
}

type Quote = '' | '"' | "'" | '`';

/** One assignment as the dotenv package reads it: what comes before its value, the value with its quotes, and its name. */
const assignment =
  /^(?<before>[\ufeff\t ]*(?:export[\t ]+)?(?<name>[\w.-]+)(?:[\t ]*=[\t ]*|:[\t ]+))(?<value>"(?:\\"|[^"])*"|'(?:\\'|[^'])*'|`(?:\\`|[^`])*`|[^#\r\n]*?)(?=[\t ]*(?:#.*)?$)/gm;

/** What every reader of such files takes as it stands, a shell among them. */
const bare = /^[\w./:@%+,=?[\]-]*$/;

/**
 * The text with each entry set: in the place of its last assignment, quoted as that was where the value allows it,
 * or in a line of its own at the end. Comments, order, line ends and the other values stay. An entry is left out
 * when no way of quoting it gives the dotenv package the same value back.
 */
export function writeDotenv(text: string, entries: readonly DotenvEntry[]): WrittenDotenv {
  let written = text;
  const refused: Message[] = [];
  for (const entry of entries) {
    const next = candidates(written, entry).find((candidate) => isRight(candidate, written, entry));
    if (next === undefined) refused.push(refusal(entry));
    else written = next;
  }
  return { text: written, refused };
}

function refusal({ name }: DotenvEntry): Message {
  return isName(name)
    ? message(
        '{0} was left out: no way of quoting its value in a .env file gives the same value back. Set it as an environment variable instead.',
        name,
      )
    : message(
        '"{0}" cannot name a variable. Use letters, digits and underscores, and no digit first.',
        name,
      );
}

function isName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

/** The texts that may be right, the one to be liked best first. */
function candidates(text: string, { name, value }: DotenvEntry): readonly string[] {
  if (!isName(name)) return [];
  const last = [...text.matchAll(assignment)].filter(({ groups }) => groups?.name === name).at(-1);
  const old = last?.groups?.value ?? '';
  const quoted = quotings(value, /^["'`]/.exec(old)?.[0] as Quote | undefined);
  const added = quoted.map((one) => withLine(text, `${name}=${one}`));
  if (last === undefined) return added;
  const start = last.index + (last.groups?.before ?? '').length;
  const replaced = quoted.map((one) => text.slice(0, start) + one + text.slice(start + old.length));
  return [...replaced, ...added];
}

/** The value in the quotes that may hold it, those of the old value first. */
function quotings(value: string, old: Quote = ''): readonly string[] {
  // Shells, and readers that expand, do so in double quotes alone.
  const others: readonly Quote[] = /[$\\`]/.test(value) ? ["'", '"', '`'] : ['"', "'", '`'];
  const wanted = [...new Set<Quote>([old, '', ...others])];
  return wanted
    .filter((quote) => (quote === '' ? bare.test(value) : !value.includes(quote)))
    .map((quote) => `${quote}${quote === '"' ? inOneLine(value) : value}${quote}`);
}

/** In double quotes alone a line break has a name. */
function inOneLine(value: string): string {
  return value.replaceAll('\n', '\\n').replaceAll('\r', '\\r');
}

function withLine(text: string, line: string): string {
  const end = /\r\n/.test(text) ? '\r\n' : '\n';
  const separator = text === '' || /[\r\n]$/.test(text) ? '' : end;
  return `${text}${separator}${line}${end}`;
}

/** Whether a reader finds the entry in the new text, and else what it found in the old one. */
function isRight(candidate: string, old: string, { name, value }: DotenvEntry): boolean {
  const { [name]: read, ...others } = parseDotenv(candidate);
  const { [name]: _, ...before } = parseDotenv(old);
  const names = Object.keys(others);
  return (
    read === value &&
    names.length === Object.keys(before).length &&
    names.every((other) => others[other] === before[other])
  );
}
