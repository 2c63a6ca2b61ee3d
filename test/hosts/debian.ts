import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

interface DebianPackage {
  readonly name: string;
  readonly reason: string;
  /** What is there already when one of these files is. */
  readonly provides: readonly string[];
}

/** Everything the tests take from Debian, and why. */
export const debianPackages = {
  chromium: {
    name: 'chromium',
    reason: 'the browser in which the workbench of code-server is shown and driven',
    provides: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  },
  gcc: { name: 'gcc', reason: 'compiles code-server’s native modules', provides: ['/usr/bin/gcc'] },
  gxx: { name: 'g++', reason: 'compiles code-server’s native modules', provides: ['/usr/bin/g++'] },
  make: {
    name: 'make',
    reason: 'builds code-server’s native modules',
    provides: ['/usr/bin/make'],
  },
  python3: {
    name: 'python3',
    reason: 'node-gyp, which builds them, is written in it',
    provides: ['/usr/bin/python3'],
  },
  krb5: {
    name: 'libkrb5-dev',
    reason: 'headers for kerberos, one of them',
    provides: ['/usr/include/gssapi/gssapi.h'],
  },
  psql: {
    name: 'postgresql-client',
    reason: 'psql runs the connection strings made for it',
    provides: ['/usr/bin/psql'],
  },
  psycopg2: {
    name: 'python3-psycopg2',
    reason: 'runs the connection code made for Python',
    provides: ['/usr/lib/python3/dist-packages/psycopg2/__init__.py'],
  },
  sqlalchemy: {
    name: 'python3-sqlalchemy',
    reason: 'runs the connection code made for SQLAlchemy',
    provides: ['/usr/lib/python3/dist-packages/sqlalchemy/__init__.py'],
  },
} satisfies Record<string, DebianPackage>;

/**
 * Installs what is missing where that needs no password.
 * Throws with the one line to run where it may not or cannot.
 */
export function ensureDebian(wanted: readonly DebianPackage[]): void {
  const missing = wanted.filter(({ provides }) => !provides.some((path) => existsSync(path)));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...names];
  const reasons = missing.map(({ name, reason }) => `  ${name}: ${reason}`).join('\n');
  const prefix = becomeRoot();
  if (prefix === undefined) {
    throw new Error(`Missing packages:\n${reasons}\nRun: sudo ${install.join(' ')}`);
  }
  process.stdout.write(`Installing from Debian:\n${reasons}\n`);
  apt([...prefix, 'apt-get', 'update', '-q']);
  if (apt([...prefix, ...install, '-q']) !== 0) {
    throw new Error(`Debian packages could not be installed. Run: sudo ${install.join(' ')}`);
  }
}

/** The words before a command that must run as root; undefined where we may not. */
function becomeRoot(): readonly string[] | undefined {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function apt(words: readonly string[]): number {
  const [command = '', ...args] = words;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env }).status ?? 1;
}
