import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { HostRun } from './main';

/** Runs the host suite in desktop VS Code; resolves with its exit code. */
export async function runInDesktop(executable: string, run: HostRun): Promise<number> {
  return runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: run.root,
    extensionTestsPath: run.tests,
    extensionTestsEnv: run.env,
    launchArgs: [
      run.workspace,
      '--disable-extensions',
      '--disable-gpu',
      `--user-data-dir=${join(run.directory, 'user')}`,
    ],
  }).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  });
}

/** Runs this same script again with a display of its own. */
export function runUnderXvfb(): number {
  const args = ['-a', process.execPath, ...process.argv.slice(1)];
  return spawnSync('xvfb-run', args, { stdio: 'inherit' }).status ?? 1;
}
