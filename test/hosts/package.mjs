import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './install.mjs';
import { runTree } from './processTree.mjs';
import { faultsOf } from './vsix.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = `${root}powabase.vsix`;

/** Packages the extension from a fresh production build and checks what is in it; true when all is well. */
async function packageExtension() {
  rmSync(file, { force: true });
  const started = Date.now();
  const { command, args } = npm();
  const { code } = await runTree(command, [...args, 'run', 'package'], {
    cwd: root,
    limitMs: 5 * 60_000,
  });
  if (code !== 0) return false;
  const faults = [...faultsOf(file), ...leftovers(started)];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.stdout.write(`powabase.vsix: ${Math.round(statSync(file).size / 1024)} KB\n`);
  return faults.length === 0;
}

/** Files of an earlier build that this one no longer makes would be packaged too. */
function leftovers(started) {
  return readdirSync(`${root}dist`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).mtimeMs < started)
    .map((path) => `${path} is left from an earlier build: remove dist.`);
}

process.exitCode = (await packageExtension()) ? 0 : 1;
