import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDesktop } from '../hosts/desktop';
import { checkoutRoot } from '../hosts/root';
import { runInCodeServer } from './runCodeServer';
import { runInDesktop, runUnderXvfb } from './runDesktop';

export interface HostRun {
  readonly root: string;
  /** The built index whose `run` the extension host calls. */
  readonly tests: string;
  /** An empty folder that is open; the tests write into it. */
  readonly workspace: string;
  /** A temporary folder for the editor's own files. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string>>;
}

async function main(): Promise<number> {
  const desktop = await findDesktop();
  if (desktop.kind === 'available' && desktop.display === 'xvfb') return runUnderXvfb();
  const root = checkoutRoot();
  const directory = await mkdtemp(join(tmpdir(), 'powabase-host-'));
  const workspace = join(directory, 'workspace');
  await mkdir(workspace);
  const run: HostRun = {
    root,
    tests: join(root, 'out/test/host/index'),
    workspace,
    directory,
    env: {
      POWABASE_TEST_REPORTER: join(root, 'test/hosts/reporter.cjs'),
      POWABASE_TEST_RESULTS: process.env.POWABASE_TEST_RESULTS ?? '',
    },
  };
  try {
    if (desktop.kind === 'available') {
      process.stdout.write(`Host: desktop VS Code, ${desktop.executable}\n`);
      return await runInDesktop(desktop.executable, run);
    }
    process.stdout.write(`Host: code-server, because ${desktop.reason}\n`);
    return await runInCodeServer(run);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  },
);
