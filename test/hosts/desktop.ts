import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { downloadAndUnzipVSCode, runVSCodeCommand } from '@vscode/test-electron';
import { EnvHttpProxyAgent, fetch } from 'undici';
import { cacheRoot } from './root';

export type Desktop =
  | { readonly kind: 'available'; readonly executable: string; readonly display: Display }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Where its window goes: a display of the machine, or one made by xvfb-run. */
type Display = 'own' | 'xvfb';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * Finds desktop VS Code: decided within 10 s, then downloaded if need be.
 * The environment variable POWABASE_TEST_HOST (`desktop` or `code-server`) decides instead.
 */
export async function findDesktop(): Promise<Desktop> {
  const forced = process.env.POWABASE_TEST_HOST;
  if (forced === 'code-server') return unavailable('POWABASE_TEST_HOST asks for code-server');
  const display = findDisplay();
  if (!display) return unavailable('there is no display and no xvfb-run');
  const { version, cachePath } = download();
  if (forced !== 'desktop' && !(await downloaded(cachePath)) && !(await reachable())) {
    return unavailable('its download did not answer within 10 s');
  }
  const executable = await downloadAndUnzipVSCode({ version, cachePath });
  return { kind: 'available', executable, display };
}

/** Installs a .vsix for the desktop VS Code that is started with the same folder flags. */
export async function installInDesktop(
  extension: string,
  folders: readonly string[],
): Promise<void> {
  await runVSCodeCommand([...folders, '--install-extension', extension, '--force'], {
    ...download(),
    reuseMachineInstall: true,
  });
}

/** What is downloaded, `stable` unless POWABASE_TEST_VSCODE names a version, and where it is kept. */
function download() {
  const version = process.env.POWABASE_TEST_VSCODE ?? 'stable';
  return { version, cachePath: join(cacheRoot(), 'vscode-desktop') };
}

function unavailable(reason: string): Desktop {
  return { kind: 'unavailable', reason };
}

function findDisplay(): Display | undefined {
  if (process.platform !== 'linux') return 'own';
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return 'own';
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.some((folder) => existsSync(join(folder, 'xvfb-run'))) ? 'xvfb' : undefined;
}

async function downloaded(cachePath: string): Promise<boolean> {
  const names = await readdir(cachePath).catch(() => []);
  return names.some((name) => existsSync(join(cachePath, name, 'is-complete')));
}

async function reachable(): Promise<boolean> {
  const request = { dispatcher: new EnvHttpProxyAgent(), signal: AbortSignal.timeout(10_000) };
  const response = await fetch(releases, request).catch(() => undefined);
  return response?.ok ?? false;
}
