import { copyFile, mkdir } from 'node:fs/promises';
import { context } from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const shared = {
  bundle: true,
  minify: production,
  sourcemap: !production,
  sourcesContent: false,
  logLevel: 'warning',
};

const node = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'pg-native'],
};

/** Heavy modules stay files of their own: activation reads none of them until they are imported. */
const heavy = [
  'src/vscode/onDemand.ts',
  'src/node/postgres.ts',
  'src/node/http.ts',
  'src/node/spool.ts',
  'src/node/history.ts',
  'src/node/formatSql.ts',
  'src/node/files.ts',
  'src/node/importCsv.ts',
  'src/node/verify.ts',
  'src/node/references.ts',
  'src/node/detect.ts',
  'src/node/sqlParser.ts',
  'src/node/pgParse.ts',
  'src/node/programs.ts',
];

const onDemand = {
  name: 'on-demand',
  setup(build) {
    build.onResolve({ filter: /^\.\/(?:node\/|vscode\/onDemand$)/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: `${path}.js`, external: true } : undefined,
    );
  },
};

const builds = [
  {
    ...node,
    entryPoints: ['src/extension.ts', ...heavy],
    outdir: 'dist',
    outbase: 'src',
    plugins: [onDemand],
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    target: 'es2023',
    entryPoints: [
      'webview/connect/main.ts',
      'webview/import/main.ts',
      'webview/results/main.ts',
      'webview/connect/connect.css',
      'webview/import/import.css',
      'webview/results/results.css',
    ],
    loader: { '.ttf': 'copy' },
    assetNames: '[name]',
    external: ['*.ttf'],
    outdir: 'dist/webview',
    outbase: 'webview',
  },
];
if (!production) {
  builds.push({
    ...node,
    entryPoints: ['test/**/*.ts'],
    outdir: 'out/test',
    outbase: 'test',
    packages: 'external',
  });
}

const contexts = await Promise.all(builds.map((options) => context(options)));
await Promise.all(contexts.map((c) => (watch ? c.watch() : c.rebuild())));
if (!watch) await Promise.all(contexts.map((c) => c.dispose()));
await mkdir('dist/webview', { recursive: true });
await copyFile('node_modules/libpg-query/wasm/libpg-query.wasm', 'dist/node/libpg-query.wasm');
await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf');
