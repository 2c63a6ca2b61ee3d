import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { debianPackages, ensureDebian } from './debian';
import { npm } from './install.mjs';
import { underLock } from './lock';
import { runTree } from './processTree.mjs';
import { cacheRoot } from './root';

export interface CodeServer {
  /** The Node it was compiled for. */
  readonly node: string;
  readonly entry: string;
}

const version = '4.139.1';
const nodeVersion = '24.9.0';
const minute = 60_000;

/** code-server from the cache; the first call on a machine installs it there (about 100 s). */
export async function ensureCodeServer(): Promise<CodeServer> {
  if (process.platform !== 'linux') throw new Error('code-server is used on Linux only.');
  const name = `code-server-${version}`;
  const folder = join(cacheRoot(), name);
  if (!existsSync(folder)) {
    await underLock(join(cacheRoot(), `${name}.lock`), async () => {
      if (!existsSync(folder)) await install(folder);
    });
  }
  return {
    node: join(nodeFolder(folder), 'bin/node'),
    entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

function nodeFolder(folder: string): string {
  return join(folder, 'node_modules', `node-linux-${process.arch}`);
}

async function install(folder: string): Promise<void> {
  const { gcc, gxx, make, python3, krb5 } = debianPackages;
  ensureDebian([gcc, gxx, make, python3, krb5]);
  process.stdout.write(`Installing code-server ${version} into ${folder} (about two minutes)\n`);
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'package.json'), '{"private":true}');
  await npmInstall(
    partial,
    `node-linux-${process.arch}@${nodeVersion}`,
    process.execPath,
    process.env,
  );
  const nodeRoot = nodeFolder(partial);
  const node = join(nodeRoot, 'bin/node');
  // An npm that runs us says here which Node it has, and code-server's installation believes it.
  const { npm_config_user_agent, npm_node_execpath, NODE, ...env } = process.env;
  await npmInstall(partial, `code-server@${version}`, node, {
    ...env,
    PATH: `${join(nodeRoot, 'bin')}${delimiter}${env.PATH}`,
    // Headers from this Node, or node-gyp would download them: older node-gyp reads the first, newer the second.
    npm_config_nodedir: nodeRoot,
    npm_package_config_node_gyp_nodedir: nodeRoot,
    // Its native modules are compiled by install scripts, which newer npm blocks.
    npm_config_dangerously_allow_all_scripts: 'true',
    npm_config_ignore_scripts: 'false',
  });
  await rename(partial, folder);
}

async function npmInstall(
  cwd: string,
  specification: string,
  node: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { command, args } = npm(node);
  const flags = ['install', '--no-audit', '--no-fund', '--loglevel=error', specification];
  const { kind, code } = await runTree(command, [...args, ...flags], {
    cwd,
    env,
    limitMs: 10 * minute,
  });
  if (code === 0) return;
  throw new Error(
    `npm install ${specification} ${kind === 'timedOut' ? 'took over 10 minutes' : 'failed'}.`,
  );
}
