import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { poll } from '../sandbox/poll';

/** The pids of every process below a process. */
export async function descendants(ancestor: number): Promise<number[]> {
  const found = [ancestor];
  const parents = await parentOfEach();
  for (const pid of found) {
    found.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  }
  return found.slice(1);
}

/** Every process that runs, with its parent. One that has ended and waits for its parent to notice is not among them. */
async function parentOfEach(): Promise<Map<number, number>> {
  if (!existsSync('/proc/self/stat')) {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
    const pairs = stdout
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number));
    return new Map(pairs.map(([pid = 0, parent = 0]) => [pid, parent]));
  }
  const parents = new Map<number, number>();
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name in parentheses may hold anything; the state and the parent come after it.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent !== undefined && state !== 'Z') parents.set(Number(pid), Number(parent));
  }
  return parents;
}

/** Waits until none of the processes runs. */
export async function allGone(pids: readonly number[]): Promise<void> {
  await poll(
    async () => {
      const running = await parentOfEach();
      return pids.some((pid) => running.has(pid)) ? undefined : true;
    },
    `Some of the processes ${pids.join(', ')} still run.`,
  );
}
