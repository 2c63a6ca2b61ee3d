import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder for everything that the steps leave behind when they are cut off; the caller removes it.
 * Its name is short because the editor's sockets lie below it, and a socket's path has 107 bytes.
 */
export function makeScratch() {
  const folder = mkdtempSync(join(tmpdir(), 'pb-'));
  // Postgres does not run as root, and has to get through.
  chmodSync(folder, 0o755);
  return folder;
}

/** The variables that make a folder the temporary one of a child process. */
export function temporaryFolder(folder) {
  return process.platform === 'win32' ? { TEMP: folder, TMP: folder } : { TMPDIR: folder };
}
