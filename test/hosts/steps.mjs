const node = process.execPath;
const minute = 60_000;
const linux = process.platform === 'linux';

/**
 * What `npm test` does, in order. A check counts as one; a suite counts its tests.
 * `needs` names the steps whose result a step uses (where that is a file, `artefact` names it);
 * `clears` names a folder to remove first; `missing` says why this system cannot run it.
 */
export const steps = [
  check('lint', 3, [
    'node_modules/@biomejs/biome/bin/biome',
    'ci',
    `--colors=${process.stdout.isTTY ? 'force' : 'off'}`,
  ]),
  check('types', 3, ['node_modules/typescript/bin/tsc']),
  check('types-webview', 3, ['node_modules/typescript/bin/tsc', '-p', 'webview']),
  // A test whose source is gone must not run from an earlier build.
  { ...check('build', 3, ['esbuild.mjs']), clears: 'out/test' },
  ...(linux
    ? [{ ...check('packages', 15, ['out/test/hosts/packages.js']), needs: ['build'] }]
    : []),
  mocha('unit', 5, 10_000),
  {
    ...mocha('webview', 8, 60_000),
    ...(linux ? {} : { missing: 'the panels are driven in the Chromium of Debian only' }),
  },
  mocha('database', 10, 60_000),
  mocha('rest', 10, 60_000),
  { ...check('package', 6, ['test/hosts/package.mjs']), artefact: 'powabase.vsix' },
  { ...check('editors', 15, ['out/test/hosts/prepare.js']), needs: ['build'] },
  {
    name: 'host',
    kind: 'suite',
    command: [node, 'out/test/host/main.js'],
    limitMs: 15 * minute,
    needs: ['build', 'editors'],
  },
  {
    ...mocha('e2e', 35, 120_000),
    needs: ['build', 'package', 'editors'],
    ...(linux
      ? {}
      : {
          missing:
            'the journeys run in code-server, which has no build for this system: the installed .vsix is not driven here',
        }),
  },
];

function check(name, minutes, args) {
  return {
    name,
    kind: 'check',
    command: [node, ...args],
    limitMs: minutes * minute,
    needs: [],
  };
}

function mocha(folder, minutes, timeoutMs) {
  return {
    name: folder,
    kind: 'suite',
    command: [
      node,
      'node_modules/mocha/bin/mocha.js',
      '--reporter',
      'test/hosts/reporter.cjs',
      '--timeout',
      String(timeoutMs),
      `out/test/${folder}/**/*.test.js`,
    ],
    limitMs: minutes * minute,
    needs: ['build'],
  };
}
