import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** What the extension host calls, in desktop VS Code and in code-server alike; rejects when a test fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({
    timeout: 60_000,
    color: false,
    reporter: process.env.POWABASE_TEST_REPORTER ?? 'spec',
  });
  const prefix = process.env.POWABASE_TEST_PREFIX ?? '';
  // biome-ignore lint/suspicious/noConsole: the console is the only way out of an extension host.
  Mocha.reporters.Base.consoleLog = (...words) => console.log(prefix + format(...words));
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((name) => name.endsWith('.test.js')).sort()) {
    mocha.addFile(join(__dirname, file));
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
