import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../sandbox';
import { sampleWorkspace } from '../sandbox/workspace';
import { findDesktop, installInDesktop } from './desktop';
import { startTree } from './processTree.mjs';
import { checkoutRoot } from './root';
import { serve } from './serve';
import { writeFiles } from './writeFiles';

interface Opened {
  /** What the person does next. */
  readonly invitation: string;
  /** Resolves when the person has closed it; never where it stays until Ctrl+C. */
  readonly closed: Promise<unknown>;
  close(): Promise<void>;
}

/** `npm start`: the sandbox, a sample workspace and a real VS Code on it, until Ctrl+C. */
async function main(): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
    process.once('disconnect', resolve);
  });
  const directory = await mkdtemp(join(tmpdir(), 'powabase-start-'));
  const undo = [() => rm(directory, { recursive: true, force: true, maxRetries: 5 })];
  try {
    const sandbox = await start();
    undo.unshift(() => sandbox.stop());
    const workspace = join(directory, 'shop');
    await writeFiles(workspace, sampleWorkspace(sandbox));
    const opened = await open(directory, workspace);
    undo.unshift(() => opened.close());
    process.stdout.write(`\nThe sample workspace is ${workspace}\n${opened.invitation}\n`);
    await Promise.race([stopped, opened.closed]);
    process.stdout.write('Ending everything.\n');
  } finally {
    for (const step of undo) await step();
    // The open channel would keep us here.
    if (process.connected) process.disconnect();
  }
}

async function open(directory: string, workspace: string): Promise<Opened> {
  const extension = join(checkoutRoot(), 'powabase.vsix');
  const desktop = await findDesktop();
  if (desktop.kind === 'available' && desktop.display === 'own') {
    return openDesktop(desktop.executable, directory, workspace, extension);
  }
  const reason = desktop.kind === 'unavailable' ? desktop.reason : 'there is no display';
  process.stdout.write(`code-server instead of desktop VS Code, because ${reason}.\n`);
  const server = await serve({ directory, extensions: [extension] });
  const address = `${server.url}/?folder=${encodeURIComponent(workspace)}`;
  return {
    invitation: `Open ${address}\nCtrl+C ends it.`,
    closed: new Promise(() => {}),
    close: () => server.stop(),
  };
}

async function openDesktop(
  executable: string,
  directory: string,
  workspace: string,
  extension: string,
): Promise<Opened> {
  const folders = [
    `--extensions-dir=${join(directory, 'ext')}`,
    `--user-data-dir=${join(directory, 'user')}`,
  ];
  await installInDesktop(extension, folders);
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const quiet = ['--disable-workspace-trust', '--skip-welcome'];
  const tree = startTree(executable, [...folders, ...root, ...quiet, workspace]);
  return {
    invitation: 'VS Code opens. Close its window, or Ctrl+C, to end it.',
    closed: tree.ended,
    close: () => tree.end(),
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
