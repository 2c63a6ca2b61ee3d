import { execFile } from 'node:child_process';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import { ensureCodeServer } from '../hosts/codeServer';

/** What a script prints in a Node as new as the editor's own, which can read the authorities of the system. */
export async function printedByNewerNode(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const isNew = Reflect.has(tls, 'getCACertificates');
  const node = isNew ? process.execPath : (await ensureCodeServer()).node;
  const { stdout } = await promisify(execFile)(node, ['-e', script], {
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
  return stdout;
}
