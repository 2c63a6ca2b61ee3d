import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CodeServer, ensureCodeServer } from './codeServer';
import { freePort } from './freePort';
import { runTree, startTree } from './processTree.mjs';

export interface ServeOptions {
  /** An existing folder for everything code-server writes: settings, state, logs, extensions. */
  readonly directory: string;
  /** Packaged extensions to install, as paths of .vsix files. */
  readonly extensions: readonly string[];
  /** User settings, added to the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine: the only ones that say where an account's token goes. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Environment variables added for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Opens folders in Restricted Mode until they are trusted. */
  readonly restricted?: boolean;
  /** Lets a page run a test suite in the extension host; VS Code then shows no notifications. */
  readonly automation?: boolean;
  /** To come back to the same browser storage; else a free one. */
  readonly port?: number;
}

export interface ServedWorkbench {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tree.enableStickyScroll': false,
  'security.workspace.trust.enabled': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'git.enabled': false,
};

const trustSettings = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** Starts the workbench and resolves when it answers. */
export async function serve(options: ServeOptions): Promise<ServedWorkbench> {
  const codeServer = await ensureCodeServer();
  const port = options.port ?? (await freePort());
  const env = await prepareDirectory(options);
  const flags = flagsOf(port, options);
  for (const extension of options.extensions) {
    await installExtension(codeServer, flags, extension, env, options.directory);
  }
  const output = join(options.directory, 'code-server.log');
  const log = createWriteStream(output, { flags: 'a' });
  const program = [...untilWeEnd(), codeServer.node, codeServer.entry, ...flags];
  const [command = '', ...args] = program;
  const tree = startTree(command, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  tree.child.stdout?.pipe(log, { end: false });
  tree.child.stderr?.pipe(log, { end: false });
  const url = `http://127.0.0.1:${port}`;
  let exited = false;
  void tree.ended.then(() => {
    exited = true;
  });
  for (let waited = 0; !(await answers(url)); waited += 100) {
    if (exited || waited > 60_000) {
      await tree.end();
      throw new Error(`code-server did not start:\n${await readFile(output, 'utf8')}`);
    }
    await pause(100);
  }
  return {
    url,
    port,
    stop: async () => {
      await tree.end();
      log.end();
    },
  };
}

/** What makes the kernel end a program when we are ended without a word; code-server then ends its own children. */
function untilWeEnd(): readonly string[] {
  const setpriv = '/usr/bin/setpriv';
  return existsSync(setpriv) ? [setpriv, '--pdeathsig', 'TERM'] : [];
}

async function prepareDirectory({
  directory,
  settings,
  machineSettings = {},
  env,
  restricted = false,
}: ServeOptions): Promise<NodeJS.ProcessEnv> {
  const user = join(directory, 'user/User');
  const machine = join(directory, 'user/Machine');
  const [home, temp] = [join(directory, 'home'), join(directory, 'tmp')];
  for (const folder of [user, machine, home, temp, join(directory, 'ext')]) {
    await mkdir(folder, { recursive: true });
  }
  await writeFile(join(directory, 'config.yaml'), 'auth: none\n');
  const trust = restricted ? trustSettings : {};
  const merged = { ...quietSettings, ...trust, ...settings };
  await writeFile(join(user, 'settings.json'), JSON.stringify(merged, undefined, 2));
  await writeFile(join(machine, 'settings.json'), JSON.stringify(machineSettings));
  return {
    ...outerEnvironment(),
    HOME: home,
    TMPDIR: temp,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local/share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    EXTENSIONS_GALLERY: '{}',
    ...env,
  };
}

/** Started from a terminal of VS Code, code-server would talk to that one instead of starting. */
function outerEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return Object.fromEntries(kept);
}

function flagsOf(port: number, options: ServeOptions): readonly string[] {
  const { directory, automation = false, restricted = false } = options;
  return [
    ['--config', join(directory, 'config.yaml')],
    ['--user-data-dir', join(directory, 'user')],
    ['--extensions-dir', join(directory, 'ext')],
    ['--bind-addr', `127.0.0.1:${port}`],
    ['--auth', 'none'],
    ['--disable-telemetry', '--disable-update-check'],
    restricted ? [] : ['--disable-workspace-trust'],
    ['--disable-getting-started-override', '--ignore-last-opened'],
    ['--reconnection-grace-time', '5'],
    automation ? ['--vscode-option', 'enable-smoke-test-driver'] : [],
  ].flat();
}

async function installExtension(
  codeServer: CodeServer,
  flags: readonly string[],
  extension: string,
  env: NodeJS.ProcessEnv,
  directory: string,
): Promise<void> {
  const args = [codeServer.entry, ...flags, '--install-extension', extension, '--force'];
  const { code } = await runTree(codeServer.node, args, {
    env,
    stdio: 'ignore',
    limitMs: 120_000,
  });
  if (code !== 0) throw new Error(`${extension} could not be installed (see ${directory}/user).`);
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/healthz`).catch(() => undefined);
  return response?.ok ?? false;
}
