import { chmod, chown, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { freemem, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { LIFE_SIGN } from './supervisor';

/** Postgres refuses to run as root; root's sandbox runs it as this uid and gid, known to most systems as nobody. */
const NOBODY = 65534;

/** The uid that Postgres must run as, or undefined when our own will do. */
export function foreignOwner(): number | undefined {
  return process.getuid?.() === 0 ? NOBODY : undefined;
}

/** A Unix socket's path has room for 103 bytes on macOS, 107 on Linux; this leaves room for a socket's name. */
const LONGEST_FOLDER = 80;

const NAME = 'powabase-sandbox-';

/**
 * A new folder for one sandbox, which the owner of Postgres may write to and everyone may pass through.
 * `forPrograms` says that programs will be copied into it and run from there.
 * @throws when no temporary folder is both short enough and open to that owner
 */
export async function makeFolder(forPrograms: boolean): Promise<string> {
  const owner = foreignOwner();
  const bases = await candidates(forPrograms);
  for (const base of bases) {
    if (join(base, `${NAME}XXXXXX`).length > LONGEST_FOLDER) continue;
    if (owner !== undefined && !(await openToEveryone(base))) continue;
    await removeAbandoned(base);
    const folder = await mkdtemp(join(base, NAME));
    await chmod(folder, 0o755);
    if (owner !== undefined) await chown(folder, owner, owner);
    return folder;
  }
  throw new Error(
    `The sandbox finds no temporary folder with a short name that every user may enter (it tried ${bases.join(', ')}): set TMPDIR to one.`,
  );
}

const RAM = '/dev/shm';
const ROOM = 2 ** 31;

/**
 * Memory first: a sandbox makes thousands of files, and on ext4 each costs a millisecond once as many have been deleted
 * in the last minutes. Programs may often not be run from there.
 */
async function candidates(forPrograms: boolean): Promise<string[]> {
  if (process.platform === 'win32') return [tmpdir()];
  const disk = [tmpdir(), '/tmp'];
  if (process.platform !== 'linux' || forPrograms || freemem() < 2 * ROOM) return disk;
  const room = await statfs(RAM).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return room < ROOM ? disk : [RAM, ...disk];
}

/** Removes the folders of sandboxes whose supervisor was killed together with its parent. */
async function removeAbandoned(base: string): Promise<void> {
  const names = (await readdir(base)).filter((name) => name.startsWith(NAME));
  const remove = async (folder: string) => {
    // Somebody else's is not ours to remove.
    if (await isAbandoned(folder)) await rm(folder, { recursive: true }).catch(() => {});
  };
  await Promise.all(names.map((name) => remove(join(base, name))));
}

/** Whether there is a supervisor's life sign and nobody behind it. */
function isAbandoned(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(folder, LIFE_SIGN));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'));
  });
}

/** Whether every user may pass through a path and all its parents, by their access rights. */
export async function openToEveryone(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if ((mode & 0o001) === 0) return false;
  const parent = dirname(path);
  return parent === path || openToEveryone(parent);
}
