import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Every process of a tree carries the tree's id here, so that one that left its group is found too. */
const marker = 'POWABASE_TEST_TREE';

/**
 * Starts a command whose whole process tree can be ended.
 * `ended` resolves with the exit code (1 where a signal ended it or it could not start).
 */
export function startTree(command, args, options = {}) {
  const { cwd, env = process.env, stdio = 'inherit', graceMs = 3_000 } = options;
  const id = randomUUID();
  const inherited = process.env[marker];
  const child = spawn(command, args, {
    cwd,
    stdio,
    env: { ...env, [marker]: inherited ? `${inherited}:${id}` : id },
    detached: process.platform !== 'win32',
  });
  const ended = new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return { child, ended, end: () => endTree(child, id, ended, graceMs) };
}

/**
 * Runs a command to its end, its time limit or an interruption of ours; then nothing of its tree is left.
 * Resolves with how it ended and its exit code.
 */
export async function runTree(command, args, { limitMs, ...options }) {
  const tree = startTree(command, args, options);
  const settled = new AbortController();
  const until = { signal: settled.signal };
  const outcome = await Promise.race([
    tree.ended.then((code) => ({ kind: 'ended', code })),
    pause(limitMs, { kind: 'timedOut', code: 1 }, until).catch(() => undefined),
    once(process, 'SIGINT', until).then(
      () => ({ kind: 'interrupted', code: 130 }),
      () => undefined,
    ),
    once(process, 'SIGTERM', until).then(
      () => ({ kind: 'interrupted', code: 130 }),
      () => undefined,
    ),
  ]);
  settled.abort();
  await tree.end();
  return outcome;
}

async function endTree(child, id, ended, graceMs) {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    const taskkill = spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], {
      stdio: 'ignore',
    });
    await new Promise((resolve) => taskkill.once('close', resolve));
    return;
  }
  signalGroup(child.pid, 'SIGTERM');
  await Promise.race([ended, pause(5_000, undefined, { ref: false })]);
  // Processes that clean up after their parent get a moment to do so.
  for (let waited = 0; waited < graceMs && marked(id).length > 0; waited += 50) await pause(50);
  signalGroup(child.pid, 'SIGKILL');
  for (const pid of marked(id)) signal(pid, 'SIGKILL');
  // A busy machine takes its time to carry out even that.
  for (let waited = 0; waited < 5_000 && marked(id).length > 0; waited += 20) await pause(20);
}

/** Ids of the living processes that carry the tree's id (Linux; elsewhere the group has to do). */
function marked(id) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && environment(pid).includes(id));
}

function environment(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function signalGroup(pid, name) {
  signal(-pid, name);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
