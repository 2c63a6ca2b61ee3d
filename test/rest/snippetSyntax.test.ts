import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snippets } from '../../src/core/snippets';
import { textOf } from '../../src/core/snippets/code';
import { compose } from '../../src/core/snippets/compose';
import { frameworks } from '../../src/core/snippets/frameworks';
import { indentOf } from '../../src/core/snippets/languages';
import type { Snippet, SnippetContext, SnippetLanguage } from '../../src/core/snippets/snippet';
import { output } from '../database/drivers/driver';
import { debianPackages, ensureDebian } from '../hosts/debian';
import { checkoutRoot } from '../hosts/root';
import { contextOf, products } from '../unit/snippetCases';
import { csharpClass, inFolder, javaClass } from './snippetPrograms';

/** What stands in a project that the code goes into. */
const surroundings = `
declare module 'server-only' {}
declare module '@/auth' {
  export function auth(): Promise<{ user?: { id?: string } } | null>;
}
declare module 'npm:@supabase/supabase-js@2' {
  export * from '@supabase/supabase-js';
}
declare module '$env/static/public' {
  export const PUBLIC_BASE_URL: string;
  export const PUBLIC_ANON_KEY: string;
  export const PUBLIC_SUPABASE_URL: string;
  export const PUBLIC_SUPABASE_PUBLISHABLE_KEY: string;
  export const PUBLIC_FLUX_URL: string;
}
declare module '$env/static/private' {
  export const BASE_URL: string;
  export const API_KEY: string;
  export const JWT_SECRET: string;
}
declare namespace Deno {
  const env: { get(name: string): string | undefined };
  function serve(handler: (request: Request) => Response | Promise<Response>): unknown;
}
declare function useRuntimeConfig(): { public: Record<string, string> };
interface ImportMeta {
  readonly env: Record<string, string | undefined>;
}
interface Window {
  readonly Clerk?: { session?: { getToken(options: { template: string }): Promise<string | null> } };
}
`;

const options = {
  compilerOptions: {
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    module: 'ESNext',
    moduleResolution: 'bundler',
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['*.ts'],
};

/** Every system, key and source that a snippet may meet. */
const contexts: readonly SnippetContext[] = [
  contextOf('powabase', { key: { own: 'serviceRoleKey' }, table: products }),
  contextOf('powabase', { key: { own: 'anonKey' }, source: 'written' }),
  contextOf('powabase', { key: { own: 'anonKey' }, table: { ...products, schema: 'ai' } }),
  contextOf('supabase', { key: { own: 'secretKey' }, source: 'placeholder', pooled: true }),
  contextOf('supabase', { key: { own: 'userToken', gateway: 'publishableKey' }, table: products }),
  contextOf('flux-v2', { key: { own: 'userToken' }, table: products }),
  contextOf('postgrest', {}),
  ...frameworks.map((framework) =>
    contextOf('supabase', { key: { own: 'publishableKey' }, client: true, framework }),
  ),
  ...frameworks.map((framework) =>
    contextOf('powabase', { key: { own: 'serviceRoleKey' }, framework }),
  ),
];

function documents(language: SnippetLanguage): readonly (readonly [string, string])[] {
  return snippets
    .filter((snippet) => snippet.language === language)
    .flatMap((snippet) =>
      contexts
        .filter((context) => fits(snippet, context))
        .map((context, at) => [`${snippet.id}${at}`, documentOf(snippet, context)] as const),
    );
}

function fits({ feature, needs }: Snippet, context: SnippetContext): boolean {
  if (feature !== undefined && !context.features.includes(feature)) return false;
  const [header] = context.headers;
  if (needs === 'requestKey' || needs.length === 0) return true;
  if (needs.includes('databaseUrl') || needs.includes('jwtSecret')) return true;
  return (
    header !== undefined && context.headers.every(({ credential }) => needs.includes(credential))
  );
}

function documentOf(snippet: Snippet, context: SnippetContext): string {
  const { body } = compose(snippet.language, snippet.render(context), {
    language: snippet.language,
    text: '',
    indent: indentOf(snippet.language),
    quote: "'",
    line: 0,
  });
  return textOf(body);
}

/** Runs `check` on a folder with one file for each document. */
async function checked(
  language: SnippetLanguage,
  extension: string,
  check: (files: readonly string[], folder: string) => Promise<void>,
  shape: (text: string, name: string) => string = (text) => text,
  parent = tmpdir(),
): Promise<void> {
  const all = documents(language);
  assert.ok(all.length > 0);
  await inFolder(parent, async (folder) => {
    const files = await Promise.all(
      all.map(async ([name, text]) => {
        const file = join(folder, `${name}.${extension}`);
        await writeFile(file, shape(text, name));
        return file;
      }),
    );
    await check(files, folder);
  });
}

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('every snippet is what its language allows', function () {
  this.timeout(120_000);

  before(function () {
    this.timeout(600_000);
    if (process.platform !== 'linux') return;
    ensureDebian([
      debianPackages.golang,
      debianPackages.php,
      debianPackages.jdk,
      debianPackages.mcs,
    ]);
  });

  it('TypeScript, with all types strict', () =>
    checked(
      'typescript',
      'ts',
      async (_, folder) => {
        await writeFile(join(folder, 'surroundings.d.ts'), surroundings);
        await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
        const tsc = join(checkoutRoot(), 'node_modules/typescript/bin/tsc');
        // It prints what it finds, and fails.
        const found = await output('sh', [
          '-c',
          `"${process.execPath}" "${tsc}" -p "${folder}" || true`,
        ]);
        assert.equal(found, '');
      },
      (text) => `${text}\nexport {};\n`,
      join(checkoutRoot(), 'out'),
    ));

  onLinux('Python', () =>
    checked('python', 'py', async (files) => {
      const script =
        'import ast, sys\nfor file in sys.argv[1:]:\n    ast.parse(open(file).read(), file)';
      await output('/usr/bin/python3', ['-c', script, ...files]);
    }),
  );

  onLinux('Go, as gofmt lays it out', () =>
    checked('go', 'go', async (files) => {
      assert.equal(await output('gofmt', ['-d', ...files]), '');
    }),
  );

  onLinux('PHP', () =>
    checked('php', 'php', async (files) => {
      for (const file of files) await output('php', ['-l', file]);
    }),
  );

  onLinux('Java', () =>
    checked(
      'java',
      'java',
      async (files, folder) => {
        await output('javac', ['-d', folder, ...files]);
      },
      javaClass,
    ),
  );

  onLinux('C#', () =>
    checked(
      'csharp',
      'cs',
      async (files) => {
        await output('mcs', ['--parse', ...files]);
      },
      csharpClass,
    ),
  );

  onLinux('the shell', () =>
    checked('shellscript', 'sh', async (files) => {
      for (const file of files) await output('sh', ['-n', file]);
    }),
  );
});
