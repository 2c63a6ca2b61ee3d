import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { format } from 'node:util';
import { openBrowser } from '../hosts/browser';
import { serve } from '../hosts/serve';
import type { HostRun } from './main';

const limitMs = 10 * 60_000;
/** Tells the lines of the tests from those of the workbench. */
const prefix = '[tests] ';

/**
 * Runs the host suite in code-server's extension host; resolves with its exit code.
 * The page is told which extension to develop and which tests to run the way VS Code's own smoke tests tell it.
 */
export async function runInCodeServer(run: HostRun): Promise<number> {
  const env = { ...run.env, POWABASE_TEST_PREFIX: prefix };
  const server = await serve({ directory: run.directory, extensions: [], env, automation: true });
  const browser = await openBrowser(join(run.directory, 'profile'));
  try {
    const page = await browser.newPage();
    await page.exposeFunction('codeAutomationLog', (_type: string, words: unknown[]) => {
      const line = format(...words);
      if (line.startsWith(prefix)) process.stdout.write(`${line.slice(prefix.length)}\n`);
    });
    const exit = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    const authority = new URL(server.url).host;
    const remote = (path: string) => `vscode-remote://${authority}${path}`;
    const payload = [
      ['extensionDevelopmentPath', remote(run.root)],
      ['extensionTestsPath', remote(run.tests)],
      ['enableProposedApi', ''],
      ['skipWelcome', 'true'],
      ['logLevel', 'info'],
    ];
    const query = new URLSearchParams({
      folder: run.workspace,
      payload: JSON.stringify(payload),
    });
    await page.goto(`${server.url}/?${query}`);
    const limit = pause(limitMs, null, { ref: false });
    const code = await Promise.race([exit, limit]);
    if (code !== null) return code;
    process.stderr.write(`The host suite took over ${limitMs / 60_000} minutes.\n`);
    return 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}
