import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { Failure, message } from '../core/errors';
import type { FileWriter } from '../core/ports';

const flushAt = 1024 * 1024;

/** Writes beside the wanted file, which stays as it is until the new one is whole. */
export async function createFile(path: string): Promise<FileWriter> {
  const partial = `${path}.${randomUUID()}.part`;
  const file = await open(partial, 'wx').catch(throwStorage);
  let waiting: string[] = [];
  let length = 0;

  async function flush() {
    const text = waiting.join('');
    waiting = [];
    length = 0;
    if (text !== '') await file.appendFile(text).catch(throwStorage);
  }

  return {
    async write(piece) {
      if (typeof piece === 'string') {
        waiting.push(piece);
        length += piece.length;
        if (length >= flushAt) await flush();
        return;
      }
      await flush();
      await file.appendFile(piece).catch(throwStorage);
    },

    async finish() {
      await flush();
      await file.close();
      await rename(partial, path).catch(throwStorage);
    },

    async discard() {
      await file.close().catch(() => {});
      await rm(partial, { force: true });
    },
  };
}

function throwStorage(error: unknown): never {
  const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  throw new Failure(
    'storage',
    message('The file could not be written ({0}). Choose another folder, or free some space.', why),
  );
}
