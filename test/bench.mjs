import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './hosts/install.mjs';
import { runTree } from './hosts/processTree.mjs';
import { makeScratch, temporaryFolder } from './hosts/scratch.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const minute = 60_000;
const columns = ['name', 'ours', 'peer', 'ratio', 'atMost', 'verdict', 'unit', 'runs'];

/**
 * `npm run bench`: every file of test/bench, or those whose names are given; a table, or with --json one object a line.
 * Everything else that is written goes to stderr, so that the rows can be piped.
 */
async function main() {
  const asJson = process.argv.includes('--json');
  const wanted = process.argv.slice(2).filter((word) => word !== '--json');
  if (!(await installPackages(root))) throw new Error('npm ci failed.');
  const scratch = makeScratch();
  try {
    await runNode(['esbuild.mjs'], 3 * minute, scratch);
    await runNode(['test/hosts/package.mjs'], 5 * minute, scratch);
    const rows = [];
    const peers = {};
    for (const file of benchFiles(wanted)) {
      const results = join(scratch, `${rows.length}.json`);
      await runNode(['out/test/hosts/bench.js', file, results], 30 * minute, scratch);
      const measured = JSON.parse(readFileSync(results, 'utf8'));
      if (asJson) for (const row of measured.rows) process.stdout.write(`${JSON.stringify(row)}\n`);
      rows.push(...measured.rows);
      Object.assign(peers, measured.peers);
    }
    if (!asJson) process.stdout.write(`\n${table(rows)}\n\n${legend(peers)}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function runNode(args, limitMs, scratch) {
  const { code } = await runTree(process.execPath, args, {
    cwd: root,
    limitMs,
    // What the step says is not a row.
    stdio: ['ignore', process.stderr, process.stderr],
    env: { ...process.env, ...temporaryFolder(scratch) },
  });
  if (code !== 0) throw new Error(`${args.join(' ')} failed.`);
}

function benchFiles(wanted) {
  const folder = join(root, 'test/bench');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -3))
    .sort();
  const chosen = names.filter((name) => wanted.length === 0 || wanted.includes(name));
  if (chosen.length === 0) throw new Error(`There are: ${names.join(', ')}.`);
  return chosen
    .map((name) => join(root, `out/test/bench/${name}.js`))
    .filter((file) => existsSync(file));
}

function table(rows) {
  const cells = [
    columns,
    ...rows.map((row) => columns.map((column) => String(row[column] ?? '–'))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at].length)));
  return cells
    .map((line) =>
      line.map((text, at) => (at === 0 ? text.padEnd(widths[at]) : text.padStart(widths[at]))),
    )
    .map((line) => line.join('  '))
    .join('\n');
}

/** What the peer of each row is: a program measured in the same run, or a limit. */
function legend(peers) {
  return Object.entries(peers)
    .map(([name, peer]) => `peer of ${name}: ${peer}`)
    .join('\n');
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
