import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { basename, delimiter, dirname, join } from 'node:path';
import type { GitState } from '../core/ports';

const gitLimit = 10_000;

/** Whether a program of this name is in the PATH. */
export async function isInstalled(name: string): Promise<boolean> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const files = folders.flatMap((folder) => endings.map((ending) => join(folder, name + ending)));
  const found = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

/** `path` is absolute. */
export async function gitStateOf(path: string): Promise<GitState> {
  const git = (...args: readonly string[]) => run('git', args, dirname(path));
  if ((await git('rev-parse', '--is-inside-work-tree')) !== 0) return 'outside';
  const name = basename(path);
  if ((await git('ls-files', '--error-unmatch', '--', name)) === 0) return 'tracked';
  return (await git('check-ignore', '--quiet', '--', name)) === 0 ? 'ignored' : 'open';
}

/** The exit code; undefined when the program could not run, or not in time. */
function run(program: string, args: readonly string[], cwd: string): Promise<number | undefined> {
  const options = { cwd, timeout: gitLimit, windowsHide: true };
  return new Promise((resolve) => {
    execFile(program, args, options, (error) => {
      if (!error) resolve(0);
      else resolve(typeof error.code === 'number' ? error.code : undefined);
    });
  });
}
