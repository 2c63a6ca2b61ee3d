import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export interface DebianPackage {
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
  requests: {
    name: 'python3-requests',
    reason: 'sends the requests that snippets make in Python',
    provides: ['/usr/lib/python3/dist-packages/requests/__init__.py'],
  },
  pyjwt: {
    name: 'python3-jwt',
    reason: 'verifies tokens as the snippet for Python does',
    provides: ['/usr/lib/python3/dist-packages/jwt/__init__.py'],
  },
  curl: {
    name: 'curl',
    reason: 'sends the requests that snippets make in a shell',
    provides: ['/usr/bin/curl'],
  },
  uuidgen: {
    name: 'uuid-runtime',
    reason: 'makes the UUIDs of requests that are copied for a shell',
    provides: ['/usr/bin/uuidgen'],
  },
  golang: {
    name: 'golang-go',
    reason: 'builds the connection code made for Go',
    provides: ['/usr/bin/go'],
  },
  libpq: {
    name: 'golang-github-lib-pq-dev',
    reason: 'the driver that this code names',
    provides: ['/usr/share/gocode/src/github.com/lib/pq'],
  },
  jdk: {
    name: 'default-jdk-headless',
    reason: 'runs the connection strings made for Java',
    provides: ['/usr/bin/javac'],
  },
  pgjdbc: {
    name: 'libpostgresql-jdbc-java',
    reason: 'the driver that they are for',
    provides: ['/usr/share/java/postgresql.jar'],
  },
  php: {
    name: 'php-cli',
    reason: 'runs the connection code made for PHP',
    provides: ['/usr/bin/php'],
  },
  phpPgsql: {
    name: 'php-pgsql',
    reason: 'PDO and pg_connect, which that code calls',
    provides: ['/var/lib/dpkg/info/php-pgsql.list'],
  },
  mono: {
    name: 'mono-runtime',
    reason: 'reads the connection strings made for .NET',
    provides: ['/usr/bin/mono'],
  },
  mcs: {
    name: 'mono-mcs',
    reason: 'builds the program that reads them',
    provides: ['/usr/bin/mcs'],
  },
  monoSystemData: {
    name: 'libmono-system-data4.0-cil',
    reason: 'the rules of ADO.NET, by which it reads',
    provides: ['/usr/lib/mono/4.5/System.Data.dll'],
  },
  pgbouncer: {
    name: 'pgbouncer',
    reason: 'the pooler that connection strings for poolers go through',
    provides: ['/usr/sbin/pgbouncer'],
  },
} satisfies Record<string, DebianPackage>;

/** Whether the packages are there or can be put there without a password. */
export function mayEnsureDebian(wanted: readonly DebianPackage[]): boolean {
  return missingOf(wanted).length === 0 || becomeRoot() !== undefined;
}

function missingOf(wanted: readonly DebianPackage[]): readonly DebianPackage[] {
  return wanted.filter(({ provides }) => !provides.some((path) => existsSync(path)));
}

/**
 * Installs what is missing where that needs no password.
 * Throws with the one line to run where it may not or cannot.
 */
export function ensureDebian(wanted: readonly DebianPackage[]): void {
  const missing = missingOf(wanted);
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
