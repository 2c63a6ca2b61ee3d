import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { openBrowser } from '../hosts/browser';
import { checkoutRoot } from '../hosts/root';
import { type ServedWorkbench, type ServeOptions, serve } from '../hosts/serve';
import { writeFiles } from '../hosts/writeFiles';
import { goToLine, input, openFile, quickPick, runCommand } from './quickInput';
import { expand, showExplorer } from './treeView';
import { webviewTitled } from './webviews';

export interface WorkbenchOptions {
  /** Path in the workspace to text. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  /** Packaged extensions; powabase.vsix unless given. */
  readonly extensions?: readonly string[];
  /** Opens the folder in Restricted Mode. */
  readonly restricted?: boolean;
}

/** A workbench with the packaged extension, driven like a person; every step has a time limit. */
export interface Workbench {
  readonly page: Page;
  /** The folder that is open in it. */
  readonly workspace: string;
  /** Where the editor keeps its settings, its state and its logs. */
  readonly userData: string;
  /** Runs a command by its title in the palette, category included: `Powabase: Add Project`. */
  command(title: string): Promise<void>;
  /** Takes the row with this label. */
  quickPick(text: string): Promise<void>;
  /** Answers an input box; `prompt` is a part of its title, message or placeholder to wait for. */
  input(text: string, prompt: string): Promise<void>;
  openFile(path: string): Promise<void>;
  /** Puts the cursor at the start of a line of the active editor; the first is 1. */
  goToLine(line: number): Promise<void>;
  /** Changes a file of the workspace from outside of the editor. */
  writeFile(path: string, text: string): Promise<void>;
  /** Opens our view and expands one label after the other, each below the one before. */
  expand(...labels: readonly string[]): Promise<void>;
  /** The document inside the panel or view with this title. */
  webview(title: string): Promise<FrameLocator>;
  notificationTexts(): Promise<readonly string[]>;
  /** What is on the clipboard. */
  clipboard(): Promise<string>;
  /** Writes out/screenshots/NAME.png. */
  screenshot(name: string): Promise<void>;
  /** Loads the window again and waits until it is ready. */
  reload(): Promise<void>;
  /** Ends browser and server and starts both again on what they have kept; `page` is then another one. */
  restart(): Promise<void>;
  /** Everything that was logged: by the server, the extension host and every output channel. */
  logs(): Promise<string>;
  dispose(): Promise<void>;
}

const root = checkoutRoot();

/** Installs the .vsix into a fresh code-server and opens it on a folder with these files. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const directory = await mkdtemp(join(tmpdir(), 'powabase-e2e-'));
  const workspace = join(directory, 'workspace');

  const { files, extensions = [join(root, 'powabase.vsix')], ...more } = options;
  const served = { directory, ...more };
  await writeFiles(workspace, files);
  try {
    const open = await start({ ...served, extensions }, workspace);
    // Its storage belongs to an origin, so the port stays; what was installed stays too.
    const again = { ...served, extensions: [], port: open.server.port };
    return driver(open, () => start(again, workspace), workspace, directory);
  } catch (error) {
    await removeDirectory(directory);
    throw error;
  }
}

/** A server, the browser that looks at it, and the page in there. */
interface Open {
  readonly server: ServedWorkbench;
  readonly browser: BrowserContext;
  readonly page: Page;
}

async function start(options: ServeOptions, workspace: string): Promise<Open> {
  const server = await serve(options);
  const browser = await openBrowser(join(options.directory, 'profile'));
  try {
    const url = `${server.url}/?folder=${encodeURIComponent(workspace)}`;
    return { server, browser, page: await openPage(browser, url) };
  } catch (error) {
    await stop({ server, browser });
    throw error;
  }
}

async function stop({ server, browser }: Pick<Open, 'server' | 'browser'>): Promise<void> {
  await browser.close();
  await server.stop();
}

async function removeDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

async function openPage(browser: BrowserContext, url: string): Promise<Page> {
  await browser.grantPermissions(['clipboard-read', 'clipboard-write'], {
    origin: new URL(url).origin,
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(url);
  await ready(page);
  return page;
}

/** The extension host has answered once the view containers of extensions are there. */
async function ready(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .activitybar').waitFor();
  await page.locator('.statusbar-item').first().waitFor();
}

function driver(
  first: Open,
  startAgain: () => Promise<Open>,
  workspace: string,
  directory: string,
): Workbench {
  let open = first;
  let { page } = first;
  /** A step that fails leaves a picture of the moment. */
  const step = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      const picture = await saveFailure(page, name);
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${name}: ${reason}\nThe screen then: ${picture}`, { cause: error });
    }
  };
  return {
    get page() {
      return page;
    },
    workspace,
    userData: join(directory, 'user'),
    command: (title) => step(`command ${title}`, () => runCommand(page, title)),
    quickPick: (text) => step(`quick pick ${text}`, () => quickPick(page, text)),
    // What is typed may be a secret, so the step is named by its prompt.
    input: (text, prompt) => step(`input ${prompt}`, () => input(page, text, prompt)),
    openFile: (path) => step(`open ${path}`, () => openFile(page, path)),
    goToLine: (line) => step(`go to line ${line}`, () => goToLine(page, line)),
    writeFile: (path, text) => writeFile(join(workspace, path), text),
    expand: (...labels) =>
      step(`expand ${labels.join(' › ')}`, async () => {
        await showExplorer(page);
        await expand(page, labels);
      }),
    webview: (title) => step(`webview ${title}`, () => webviewTitled(page, title)),
    notificationTexts: () => page.locator('.notification-list-item-message').allTextContents(),
    clipboard: () => page.evaluate<string>('navigator.clipboard.readText()'),
    screenshot: async (name) => {
      await page.screenshot({
        path: join(root, 'out/screenshots', `${name}.png`),
        animations: 'disabled',
      });
    },
    reload: () =>
      step('reload', async () => {
        await page.reload();
        await ready(page);
      }),
    restart: async () => {
      await stop(open);
      open = await startAgain();
      page = open.page;
    },
    logs: () => readLogs(directory),
    dispose: async () => {
      await stop(open);
      await removeDirectory(directory);
    },
  };
}

async function saveFailure(page: Page, name: string): Promise<string> {
  const file = `${name.replace(/[^\w-]+/g, '-').slice(0, 80)}.png`;
  const path = join('out/screenshots/failures', file);
  await page.screenshot({ path: join(root, path) });
  return path;
}

async function readLogs(directory: string): Promise<string> {
  const folder = join(directory, 'user/logs');
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  const texts = [...paths, join(directory, 'code-server.log')].map((path) =>
    readFile(path, 'utf8'),
  );
  return (await Promise.all(texts)).join('\n');
}
