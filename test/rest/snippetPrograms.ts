import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { output } from '../database/drivers/driver';
import { type DebianPackage, debianPackages } from '../hosts/debian';
import { checkoutRoot } from '../hosts/root';

/** What a program finds in its environment. */
export type Variables = Readonly<Record<string, string>>;

/** A program that brings a snippet to life: what it prints. */
export interface Program {
  readonly packages: readonly DebianPackage[];
  run(text: string, variables: Variables): Promise<string>;
}

/** Modules that a snippet imports from the project that it goes into. */
const ownModules = {
  'server-only/index.js': '',
  '@/auth/index.js':
    'export const auth = async () => ({ user: { id: process.env.SIGNED_IN_USER } });\n',
};

/** Node.js under the checkout, where it finds `pg`, `jose` and `@supabase/supabase-js`; `tail` stands behind the snippet. */
export function inNode(tail: string, head = ''): Program {
  return {
    packages: [],
    run: (text, env) =>
      inFolder(join(checkoutRoot(), 'out'), async (folder) => {
        for (const [path, module] of Object.entries(ownModules)) {
          const file = join(folder, 'node_modules', path);
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, module);
          await writeFile(
            join(dirname(file), 'package.json'),
            '{"type":"module","main":"index.js"}',
          );
        }
        const file = join(folder, 'snippet.mjs');
        await writeFile(file, `${head}\n${text}\n${tail}\n`);
        return output(process.execPath, [file], { env });
      }),
  };
}

/** Debian's own Python: another one may come first on the path and lack the packages. */
export function inPython(tail: string, ...packages: readonly DebianPackage[]): Program {
  return {
    packages,
    run: (text, env) =>
      output('/usr/bin/python3', ['-'], {
        input: `${text}\n${tail}\n`,
        env: { ...env, PYTHONUTF8: '1' },
      }),
  };
}

export function inShell(tail: string, ...packages: readonly DebianPackage[]): Program {
  return { packages, run: (text, env) => output('sh', ['-c', text + tail], { env }) };
}

/** The snippet is a whole program. */
export const inGo: Program = {
  packages: [debianPackages.golang, debianPackages.libpq],
  run: (text, env) =>
    inFolder(tmpdir(), async (folder) => {
      const file = join(folder, 'main.go');
      await writeFile(file, text);
      const build = {
        GO111MODULE: 'off',
        GOPATH: '/usr/share/gocode',
        GOCACHE: join(tmpdir(), 'powabase-go-cache'),
        CGO_ENABLED: '0',
      };
      return output('go', ['run', file], { env: { ...env, ...build } });
    }),
};

export const inPhp: Program = {
  packages: [debianPackages.php, debianPackages.phpPgsql],
  run: (text, env) =>
    output('php', ['-d', 'display_errors=stderr'], {
      input: `${text}\necho json_encode(array_map('array_values', $rows));`,
      env,
    }),
};

export const inJava: Program = {
  packages: [debianPackages.jdk, debianPackages.pgjdbc],
  run: (text, env) =>
    inFolder(tmpdir(), async (folder) => {
      const file = join(folder, 'Snippet.java');
      await writeFile(file, javaClass(text));
      const args = ['-XX:TieredStopAtLevel=1', '-cp', '/usr/share/java/postgresql.jar', file];
      return output('java', args, { env });
    }),
};

/** The snippet in a class, below its imports. */
export function javaClass(text: string, name = 'Snippet'): string {
  const at = text.lastIndexOf('import ');
  const end = text.indexOf('\n', at);
  return `${text.slice(0, end)}
class ${name} {
  public static void main(String[] arguments) throws Exception {
${text.slice(end)}
  }
}
`;
}

/** The snippet in a class, below its usings. */
export function csharpClass(text: string, name: string): string {
  const end = text.indexOf('\n\n');
  return `${text.slice(0, end)}
class ${name} {
  static void Main() {
${text.slice(end)}
  }
}
`;
}

export async function inFolder<T>(
  parent: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(parent, 'snippet-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
