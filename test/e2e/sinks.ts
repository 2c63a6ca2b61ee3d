import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
    { name: 'arguments of processes', text: await commandLines() },
    ...(await filesOf(workbench.userData)),
    ...(await filesOf(workbench.workspace)),
  ];
}

async function webviewTexts({ page }: Workbench): Promise<string> {
  const texts = page.frames().map((frame) => frame.content().catch(() => ''));
  return (await Promise.all(texts)).join('\n');
}

/** State of the editor and of extensions: in the browser it lies in IndexedDB and in localStorage. */
function browserStorage({ page }: Workbench): Promise<string> {
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

async function commandLines(): Promise<string> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).join('\n').replaceAll('\0', ' ');
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
