import { spawn } from 'node:child_process';
import type { FormatId } from '../../../src/core/connectionStrings/formats';
import type { DebianPackage } from '../../hosts/debian';

/** What the server said of a connection, or why there was none. */
export type Answer =
  | { readonly user: string; readonly database: string; readonly encrypted: boolean }
  | { readonly refused: string };

export interface AskOptions {
  /** PGPASSWORD where the code runs; unset when absent. */
  readonly password?: string | undefined;
  /** How often the question is asked on each connection; once when absent. */
  readonly times?: number;
}

/** A program that brings connection strings of one format to life. */
export interface Driver {
  readonly format: FormatId;
  readonly runs: string;
  readonly packages: readonly DebianPackage[];
  /** Connects as each text says and asks who one is there: the answers in the same order. */
  ask(texts: readonly string[], options?: AskOptions): Promise<readonly Answer[]>;
}

/** A JSON array of the user, the database and whether TLS is on; it takes a parameter, as most statements of a program do. */
export function question(parameter: string): string {
  return `select json_build_array(current_user, current_database(), ssl)::text from pg_stat_ssl where pid = pg_backend_pid() and 1 = ${parameter}::int`;
}

/** The answers from lines of JSON: what `question` gives, or an object with `refused`. */
export function answersIn(printed: string): readonly Answer[] {
  return printed
    .trim()
    .split('\n')
    .map((line) => {
      const said: unknown = JSON.parse(line);
      if (!Array.isArray(said)) return said as Answer;
      const [user, database, encrypted] = said;
      return { user, database, encrypted };
    });
}

/**
 * The standard output of a program that sees nothing of this process' environment but the path.
 * Throws what it printed beside it when it fails.
 */
export function output(
  command: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const child = spawn(command, args, {
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', ...env },
  });
  const said: Buffer[] = [];
  const complained: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complained.push(chunk));
  // A program that fails before it has read its input says why by itself.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise<string>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done(Buffer.concat(said).toString());
      else fail(new Error(Buffer.concat(complained).toString()));
    });
  });
}

/** PGPASSWORD for a program, where there is one. */
export function passwordVariable(password: string | undefined): Readonly<Record<string, string>> {
  return password === undefined ? {} : { PGPASSWORD: password };
}

/** A text that any language's double quotes hold as it is. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
