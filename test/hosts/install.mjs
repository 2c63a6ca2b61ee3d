import { existsSync, readFileSync } from 'node:fs';
import { runTree } from './processTree.mjs';

const minute = 60_000;

/** Runs `npm ci` unless node_modules already holds what package-lock.json asks for; true when it does now. */
export async function installPackages(root) {
  if (installed(root)) return true;
  const { command, args } = npm();
  const { code } = await runTree(command, [...args, 'ci'], { cwd: root, limitMs: 10 * minute });
  return code === 0;
}

/** How to start the npm that runs us (on the Node given), or the one on PATH. */
export function npm(node = process.execPath) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return { command: node, args: [script] };
  return process.platform === 'win32'
    ? { command: 'cmd', args: ['/c', 'npm'] }
    : { command: 'npm', args: [] };
}

/** npm writes its hidden lockfile last, so an interrupted install does not count. */
function installed(root) {
  const hidden = `${root}/node_modules/.package-lock.json`;
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(`${root}/package-lock.json`, 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || present[path]?.version === version || (optional && !present[path]),
  );
}
