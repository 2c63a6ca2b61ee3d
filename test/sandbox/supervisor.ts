import type * as childProcess from 'node:child_process';
import { spawn } from 'node:child_process';
import type * as files from 'node:fs';
import { existsSync } from 'node:fs';
import type * as network from 'node:net';
import { join } from 'node:path';

/** A program for the supervisor to run. Its output goes to the file `log`. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly log: string;
  /** The uid and gid to run as; its own when absent. */
  readonly owner?: number;
  /** What ends it at once without leaving anything behind. */
  readonly endSignal: 'SIGQUIT' | 'SIGKILL';
}

/** A running program. */
export interface Running {
  /** Settles when the program ends: its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  hasEnded(): boolean;
}

/** A process of its own that outlives us by the moment it takes to end what it runs and to remove the folder. */
export interface Supervisor {
  run(program: Program): Promise<Running>;
  /** Ends every program, removes the folder, and resolves when both are done. */
  stop(): Promise<void>;
}

type Order = { readonly id: number; readonly program: Program };
type Report =
  | { readonly kind: 'started'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'ended'; readonly id: number; readonly code: number | null };

const SETPRIV = '/usr/bin/setpriv';

/** The name of the socket in a sandbox's folder that takes connections for as long as its supervisor lives. */
export const LIFE_SIGN = 'alive.sock';

/**
 * Starts the supervisor of a folder. It notices our end, however it comes, by the channel between us closing; and on
 * Linux the kernel ends its programs should somebody end the supervisor itself.
 */
export function startSupervisor(folder: string): Supervisor {
  const modules = `require('node:child_process'), require('node:fs'), require('node:net')`;
  const values = [folder, process.platform === 'win32' ? undefined : join(folder, LIFE_SIGN)];
  const source = `(${supervise})(${modules}, ${values.map((value) => JSON.stringify(value))})`;
  const child = spawn(process.execPath, ['-e', source], {
    // In an extension host the executable is Electron, which is Node only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A session of its own: Ctrl+C in a terminal must reach us, not it.
    detached: true,
  });
  const waiting = new Map<number, (report: Report) => void>();
  const ending = new Map<number, (code: number | null) => void>();
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('message', (report: Report) => {
    if (report.kind === 'ended') ending.get(report.id)?.(report.code);
    else waiting.get(report.id)?.(report);
  });
  child.once('exit', () => {
    for (const [id, tell] of waiting) {
      tell({ kind: 'failed', id, message: 'the supervisor of the sandbox has ended' });
    }
    for (const tell of ending.values()) tell(null);
  });

  let lastId = 0;
  return {
    run: (program) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        const id = lastId;
        const ended = new Promise<number | null>((tell) => ending.set(id, tell));
        let over = false;
        void ended.then(() => {
          over = true;
        });
        waiting.set(id, (report) => {
          waiting.delete(id);
          if (report.kind === 'started') resolve({ ended, hasEnded: () => over });
          if (report.kind === 'failed') reject(new Error(report.message));
        });
        const order: Order = { id, program: withDeathSignal(program) };
        child.send(order, (error) => error && reject(error));
      }),
    stop: () => {
      if (child.connected) child.disconnect();
      return gone;
    },
  };
}

/** The same program, ended by the kernel when the supervisor ends without a word. */
function withDeathSignal(program: Program): Program {
  if (process.platform !== 'linux' || !existsSync(SETPRIV)) return program;
  const signal = program.endSignal.replace('SIG', '');
  const args = ['--pdeathsig', signal, program.command, ...program.args];
  return { ...program, command: SETPRIV, args };
}

/** The supervisor's program. It is sent as text, so it may use nothing but its parameters and globals. */
function supervise(
  cp: typeof childProcess,
  fs: typeof files,
  net: typeof network,
  folder: string,
  lifeSign: string | undefined,
): void {
  if (lifeSign !== undefined) net.createServer().listen(lifeSign).unref();
  const running = new Map<childProcess.ChildProcess, Program>();
  const report = (message: Report) => {
    if (process.connected) process.send?.(message);
  };

  process.on('message', ({ id, program }: Order) => {
    const log = fs.openSync(program.log, 'a');
    const child = cp.spawn(program.command, program.args, {
      cwd: folder,
      env: program.env,
      stdio: ['ignore', log, log],
      ...(program.owner !== undefined && { uid: program.owner, gid: program.owner }),
    });
    fs.closeSync(log);
    running.set(child, program);
    child.once('spawn', () => report({ kind: 'started', id }));
    child.once('error', (error) => {
      running.delete(child);
      report({ kind: 'failed', id, message: error.message });
    });
    child.once('close', (code) => {
      running.delete(child);
      report({ kind: 'ended', id, code });
    });
  });

  process.on('disconnect', async () => {
    const ended = [...running].map(([child, { endSignal }]) => {
      child.kill(process.platform === 'win32' ? 'SIGKILL' : endSignal);
      setTimeout(() => child.kill('SIGKILL'), 5000).unref();
      return new Promise((resolve) => child.once('close', resolve));
    });
    await Promise.all(ended);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    process.exit();
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
}
