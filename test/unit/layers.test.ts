import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** The architecture: what each folder may import, types included. The longest matching path counts. */
const mayImport: Record<string, readonly string[]> = {
  'src/core': ['src/core', 'jose', 'valibot', 'dotenv', 'libpg-query', 'sql-formatter'],
  'src/providers': ['src/core', 'src/providers'],
  'src/protocol': ['src/core', 'src/protocol', 'valibot'],
  'src/node': ['src/core', 'src/node', 'node:*', 'pg', 'undici', 'libpg-query'],
  'src/vscode': ['src/core', 'src/providers', 'src/protocol', 'src/vscode', 'vscode'],
  'src/extension.ts': [
    'src/core',
    'src/providers',
    'src/protocol',
    'src/node',
    'src/vscode',
    'vscode',
  ],
  webview: ['src/core', 'src/protocol', 'webview', '@tanstack/virtual-core'],
  'webview/ui.ts': ['webview', '@vscode/webview-ui-toolkit'],
};

/** Statements begin their line, so that code which only writes imports down is not taken for one. */
const importPattern =
  /(?:^import\s+|^(?:import|export)\s[^;'"]*?\bfrom\s+|\bimport\(\s*)['"]([^'"]+)['"]/gm;

function layerOf(path: string) {
  return Object.keys(mayImport)
    .filter((layer) => path === layer || path.startsWith(`${layer}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function target(file: string, specifier: string) {
  if (specifier.startsWith('node:')) return 'node:*';
  if (!specifier.startsWith('.')) return specifier;
  const path = join(dirname(file), specifier).split(sep).join('/');
  const layer = layerOf(`${path}.ts`) ?? layerOf(path) ?? path;
  return layer === 'webview/ui.ts' ? 'webview' : layer;
}

describe('layers', () => {
  const files = ['src', 'webview']
    .flatMap((root) =>
      readdirSync(root, { recursive: true }).map((name) => join(root, String(name))),
    )
    .filter((path) => path.endsWith('.ts'))
    .map((path) => path.split(sep).join('/'));
  for (const file of files) {
    it(file, () => {
      const allowed = mayImport[layerOf(file) ?? ''] ?? [];
      for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(importPattern)) {
        assert.ok(allowed.includes(target(file, specifier)), `must not import ${specifier}`);
      }
    });
  }
});
