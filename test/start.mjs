import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages } from './hosts/install.mjs';
import { runTree, startTree } from './hosts/processTree.mjs';
import { makeScratch, temporaryFolder } from './hosts/scratch.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const limitMs = 5 * 60_000;

/** `npm start`: what has to be there first, in plain Node; then out/test/hosts/start.js does the rest. */
async function main() {
  if (!(await installPackages(root))) throw new Error('npm ci failed.');
  for (const script of ['esbuild.mjs', 'test/hosts/package.mjs']) {
    const { code } = await runTree(process.execPath, [script], { cwd: root, limitMs });
    if (code !== 0) throw new Error(`${script} failed.`);
  }
  const scratch = makeScratch();
  const tree = startTree(process.execPath, ['out/test/hosts/start.js'], {
    cwd: root,
    env: { ...process.env, ...temporaryFolder(scratch) },
    // It ends when the channel closes: also when we are ended without a word.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => tree.child.kill('SIGTERM'));
  }
  process.exitCode = await tree.ended;
  await tree.end();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
