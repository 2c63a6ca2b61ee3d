import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Memory of an extension host, in MB. */
export interface HostMemory {
  resident(): Promise<number>;
  /** The most it had since the last `forgetPeak`. */
  peak(): Promise<number>;
  forgetPeak(): Promise<void>;
}

/** The extension host of the window opened last on this user data folder; Linux only. */
export async function hostMemory(userData: string): Promise<HostMemory> {
  const pid = await hostPid(userData);
  const status = async (field: string) => {
    const text = await readFile(`/proc/${pid}/status`, 'utf8');
    const kilobytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1];
    if (kilobytes === undefined) throw new Error(`/proc/${pid}/status has no ${field}.`);
    return Number(kilobytes) / 1024;
  };
  return {
    resident: () => status('VmRSS'),
    peak: () => status('VmHWM'),
    // proc(5): 5 resets the peak to the present size.
    forgetPeak: () => writeFile(`/proc/${pid}/clear_refs`, '5'),
  };
}

async function hostPid(userData: string): Promise<string> {
  const logs = join(userData, 'logs');
  const names = await readdir(logs, { recursive: true });
  const files = names.filter((name) => name.endsWith('remoteexthost.log')).sort();
  const text = await readFile(join(logs, files.at(-1) ?? ''), 'utf8');
  const pid = [...text.matchAll(/Extension host with pid (\d+) started/g)].at(-1)?.[1];
  if (pid === undefined) throw new Error(`No extension host in ${logs}.`);
  return pid;
}
