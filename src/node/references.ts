import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionParts, parseUri, partsOf } from '../core/connectionStrings/parts';
import { renderUri } from '../core/connectionStrings/uri';
import { Failure, type Message, message } from '../core/errors';
import type { OutsideSource } from '../core/model';
import { pgpassPassword, readService } from '../core/pgpass';

const commandLimit = 30_000;
const outputLimit = 64 * 1024;

export { parseDotenv } from '../core/dotenv';
export { liesWithin } from './liesWithin';

/** The value that a source refers to. Throws `missingCredential` with a sentence that holds no value. */
export async function readReference(source: OutsideSource): Promise<string> {
  switch (source.from) {
    case 'environment':
      return readVariable(source.variable);
    case 'pgpass':
      return renderUri(await withPgpass(parseUri(source.url)));
    case 'service':
      return renderUri(await fromService(source.name));
    case 'command':
      return run(source.command);
  }
}

function readVariable(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw missing(
    message('The environment of the editor has no variable {0}.', name),
    message('Set it, and start the editor from there.'),
  );
}

async function withPgpass(parts: ConnectionParts): Promise<ConnectionParts> {
  if (parts.password !== undefined) return parts;
  const path = process.env.PGPASSFILE ?? inHome('.pgpass', 'pgpass.conf');
  const text = await readText(path);
  await refuseOpenFile(path);
  const password = pgpassPassword(text, parts);
  if (password) return { ...parts, password };
  throw missing(
    message('No line of {0} is for {1}@{2}.', path, parts.user, `${parts.host}:${parts.port}`),
  );
}

async function fromService(name: string): Promise<ConnectionParts> {
  const path = process.env.PGSERVICEFILE ?? inHome('.pg_service.conf', '.pg_service.conf');
  return withPgpass(partsOf(readService(await readText(path), name)));
}

function inHome(posix: string, windows: string): string {
  return process.platform === 'win32'
    ? join(process.env.APPDATA ?? homedir(), 'postgresql', windows)
    : join(homedir(), posix);
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw missing(message('The file {0} cannot be read.', path));
  });
}

/** libpq ignores a password file that others may read. */
async function refuseOpenFile(path: string) {
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  throw missing(
    message('Others may read {0}, so it is not used.', path),
    message('Take that away with chmod 600.'),
  );
}

/** Without a shell; what the program writes is never repeated. */
function run([program = '', ...args]: readonly string[]): Promise<string> {
  const options = { timeout: commandLimit, maxBuffer: outputLimit, windowsHide: true };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout) => {
      const value = stdout.trim();
      if (!error && value !== '') resolve(value);
      else if (error?.killed) reject(missing(message('{0} gave no answer within 30 s.', program)));
      else if (error?.code === 'ENOENT')
        reject(missing(message('There is no program {0}.', program)));
      else if (error) reject(missing(message('{0} ended with an error.', program)));
      else reject(missing(message('{0} printed nothing.', program)));
    });
  });
}

function missing(sentence: Message, hint?: Message): Failure {
  return new Failure('missingCredential', sentence, hint && { hint });
}
