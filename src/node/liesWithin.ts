import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';

/** Whether a file lies in a folder once every link on its path is followed; true for one that is not there. */
export async function liesWithin(folder: string, file: string): Promise<boolean> {
  const target = await realpath(file).catch(() => undefined);
  if (target === undefined) return true;
  const way = relative(await realpath(folder), target);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
