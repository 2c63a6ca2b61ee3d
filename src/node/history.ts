import { appendFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, message } from '../core/errors';
import { type HistoryEntry, historyLine, readHistoryLines } from '../core/history';
import type { History } from '../core/ports';

/** Beyond this the file is written anew with the latest entries. In bytes. */
const largest = 4 * 1024 * 1024;

/** A file that only this user may read, in the extension's own folder: state of the editor others may read. */
export function openHistory(folder: string): History {
  const path = join(folder, 'history.jsonl');

  async function read(): Promise<readonly HistoryEntry[]> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw storage(error);
    });
    return readHistoryLines(text);
  }

  async function shorten() {
    let room = largest / 2;
    const kept = (await read())
      .filter((entry) => {
        room -= Buffer.byteLength(historyLine(entry));
        return room >= 0;
      })
      .toReversed();
    const next = `${path}.${process.pid}`;
    await writeFile(next, kept.map(historyLine).join(''), { mode: 0o600 });
    await rename(next, path);
  }

  return {
    read,
    async append(entry) {
      try {
        await mkdir(folder, { recursive: true });
        await appendFile(path, historyLine(entry), { mode: 0o600 });
        if ((await stat(path)).size > largest) await shorten();
      } catch (error) {
        throw storage(error);
      }
    },
    clear: () =>
      rm(path, { force: true }).catch((error: unknown) => {
        throw storage(error);
      }),
  };
}

function storage(error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error);
  return new Failure('storage', message('The history file cannot be used: {0}', text));
}
