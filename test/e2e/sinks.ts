import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Workbench } from './workbench';

/** A place that a secret may leak to, with everything that is written there. */
export interface Sink {
  readonly name: string;
  readonly text: string;
}

/** Everything that the extension and the editor have written: files, logs, browser storage, the page, arguments. */
export async function readSinks(workbench: Workbench): Promise<readonly Sink[]> {
  return [
    { name: 'the logs', text: await workbench.logs() },
    { name: 'the page', text: await workbench.page.content() },
    { name: 'webviews', text: await webviewTexts(workbench) },
    { name: 'browser storage', text: await browserStorage(workbench) },
    { name: 'arguments of processes', text: await ofProcesses('cmdline') },
    { name: 'environments of its processes', text: await environments(workbench) },
    { name: 'what was announced', text: await announced(workbench) },
    ...(await filesOf(workbench.userData)),
    ...(await filesOf(workbench.workspace)),
  ];
}

async function webviewTexts({ page }: Workbench): Promise<string> {
  const texts = page.frames().map((frame) => frame.content().catch(() => ''));
  return (await Promise.all(texts)).join('\n');
}

/** State of the editor and of extensions: in the browser it lies in IndexedDB and in localStorage. */
export function browserStorage({ page }: Workbench): Promise<string> {
  return page.evaluate<string>(`(async () => {
    const found = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        found.push(name, store, await new Promise((resolve, reject) => {
          const objects = database.transaction(store).objectStore(store);
          const request = objects.getAll();
          request.onsuccess = () => resolve(JSON.stringify(request.result.map((value) =>
            value instanceof Uint8Array ? new TextDecoder().decode(value) : value)));
          request.onerror = () => reject(request.error);
        }));
      }
      database.close();
    }
    return found.join('\\n');
  })()`);
}

async function ofProcesses(file: 'cmdline' | 'environ', holding = ''): Promise<string> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const texts = processes.map((pid) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => ''));
  const found = (await Promise.all(texts)).filter((text) => text.includes(holding));
  return found.join('\n').replaceAll('\0', ' ');
}

/** Of the extension host and whatever it has started: they have their home in the folder of the workbench. */
function environments({ userData }: Workbench): Promise<string> {
  return ofProcesses('environ', dirname(userData));
}

/** Keeps every notification, hover, dialog and status of the page from now on, however short it is shown. */
export async function keepAnnouncements({ page }: Workbench): Promise<void> {
  await page.evaluate(`(() => {
    const parts = '.notification-list-item, .monaco-hover, .monaco-dialog-box, .statusbar, .monaco-aria-container, .quick-input-widget';
    const kept = new Set();
    window.announced = kept;
    new MutationObserver(() => {
      for (const part of document.querySelectorAll(parts)) kept.add(part.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  })()`);
}

function announced({ page }: Workbench): Promise<string> {
  return page.evaluate<string>(`[...(window.announced ?? [])].join('\\n')`);
}

async function filesOf(folder: string): Promise<readonly Sink[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => ({
      name: path,
      text: await readFile(path, 'latin1').catch(() => ''),
    })),
  );
}
