import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { watchLongTasks } from '../e2e/longTasks';
import { openOnDatabase } from '../e2e/onDatabase';
import { poll } from '../e2e/poll';
import { quiet, startStopwatch } from '../e2e/stopwatch';
import type { Workbench } from '../e2e/workbench';
import { debianPackages, ensureDebian } from '../hosts/debian';
import { hostMemory } from '../hosts/hostMemory';
import { makeMillion, million, timePsql } from '../hosts/million';
import { type Row, row } from '../hosts/row';
import { start } from '../sandbox';

const sqlTools = 'SQLTools 0.28, on such a machine another day,';

export const peers = {
  'workbench/first-row-closed': 'none: the panel has to be opened first',
  'workbench/first-row-100': `the aim; ${sqlTools} took 0.7 to 1.2 s`,
  'workbench/first-row-10k': `the aim; ${sqlTools} took 1.1 s`,
  'workbench/first-row-100k': `the aim; ${sqlTools} took 6.8 s`,
  'workbench/first-row-1m': `the aim; ${sqlTools} took 53 s`,
  'workbench/all-rows-1m': 'psql with FETCH_COUNT=2000, from its start to its end, into a file',
  'workbench/host-before-1m': 'none: the most it had in the smaller runs',
  'workbench/host-growth-1m': `the aim, from before the first run to the most it had with the million; ${sqlTools} grew by 2.7 GB`,
  'workbench/stall-1m': `the aim, of any task of the window; ${sqlTools} stalled for 6.8 s`,
  'workbench/scroll-stall-1m': 'the aim, of any task of the grid’s page',
  'workbench/unresponsive': 'none: VS Code never calls the extension host so',
};

const windows = 3;
const turns = 5;
const sizes = { '100': 100, '10k': 10_000, '100k': 100_000 } as const;
type Size = keyof typeof sizes;
const aimMs = 150;
const aimMegabytes = 100;
const aimTaskMs = 50;
const missed = Number.NaN;
const panel = 'Powabase Results';

interface Sample {
  readonly closed: number;
  readonly opened: Readonly<Record<Size, readonly number[]>>;
  readonly first: number;
  readonly all: number;
  readonly psql: number;
  readonly loading: number;
  readonly grown: number;
  readonly stall: number;
  readonly scrollStall: number;
  readonly unresponsive: number;
}

/** From the key in the editor to rows that are painted, in windows that have run nothing yet. */
export async function run(): Promise<readonly Row[]> {
  ensureDebian([debianPackages.psql]);
  const sandbox = await start();
  try {
    const databaseUrl = await sandbox.database();
    await makeMillion(databaseUrl);
    const samples: Sample[] = [];
    while (samples.length < windows) samples.push(await measure(databaseUrl));
    const all = (name: Exclude<keyof Sample, 'opened'>) => samples.map((sample) => sample[name]);
    const opened = (size: Size) => samples.flatMap((sample) => sample.opened[size]);
    const [aim, taskAim] = [[aimMs], [aimTaskMs]];
    return [
      row('workbench/first-row-closed', 'ms', all('closed')),
      row('workbench/first-row-100', 'ms', opened('100'), aim, 1),
      row('workbench/first-row-10k', 'ms', opened('10k'), aim, 1),
      row('workbench/first-row-100k', 'ms', opened('100k'), aim, 1),
      row('workbench/first-row-1m', 'ms', all('first'), aim, 1),
      row('workbench/all-rows-1m', 'ms', all('all'), all('psql')),
      row('workbench/host-before-1m', 'MB', all('loading')),
      row('workbench/host-growth-1m', 'MB', all('grown'), [aimMegabytes], 1),
      row('workbench/stall-1m', 'ms', all('stall'), taskAim, 1),
      row('workbench/scroll-stall-1m', 'ms', all('scrollStall'), taskAim, 1),
      row('workbench/unresponsive', 'times', [Math.max(...all('unresponsive'))], [0], 1),
    ];
  } finally {
    await sandbox.stop();
  }
}

/** Every statement is on a line of its own, and its rows begin with its name. */
const names = [
  'new',
  'closed',
  ...Object.keys(sizes).flatMap((size) =>
    Array.from({ length: turns }, (_, turn) => `${size}-${turn}`),
  ),
  '1m',
];

function statementOf(name: string): string {
  if (name === '1m') return million(name);
  const [size = ''] = name.split('-');
  return `${million(name)} limit ${sizes[size as Size] ?? 100}`;
}

async function measure(databaseUrl: string): Promise<Sample> {
  const sql = names.map((name) => `${statementOf(name)};`).join('\n');
  const workbench = await openOnDatabase(databaseUrl, ['', 'second/'], { 'bench.sql': sql });
  try {
    const { page } = workbench;
    let unresponsive = 0;
    page.on('console', (line) => {
      if (/Extension host .* is unresponsive/.test(line.text())) unresponsive++;
    });
    const stopwatch = await startStopwatch(page, { cell: '[role=gridcell]', count: '.count' });
    const tasks = await watchLongTasks(page);
    const run = async (name: string, count: string, limitMs?: number) => {
      await putCursor(page, names.indexOf(name) + 1);
      await quiet(page);
      const whole = { name: 'count', text: count, ...(limitMs ? { limitMs } : {}) };
      const first = { name: 'cell', text: name };
      const [shown = missed, all = missed] = await stopwatch.untilShown(
        'Control+Enter',
        first,
        whole,
      );
      return { shown, all };
    };
    // The key is taken once the project is known to be attached, as the button in the title shows.
    const attached = () => page.getByRole('button', { name: /^Run SQL/ }).waitFor();

    await workbench.openFile('bench.sql');
    await attached();
    // A browser that has never shown a webview of this server installs a service worker for it: 2.5 s, once.
    await run('new', '100 rows');
    await openFolder(workbench, join(workbench.workspace, 'second'));
    await workbench.openFile('bench.sql');
    await attached();

    const memory = await hostMemory(workbench.userData);
    const before = await memory.resident();
    await memory.forgetPeak();
    const { shown: closed } = await run('closed', '100 rows');
    const opened: Record<Size, number[]> = { '100': [], '10k': [], '100k': [] };
    for (const [size, rows] of Object.entries(sizes) as [Size, number][]) {
      for (let turn = 0; turn < turns; turn++) {
        const count = `${rows.toLocaleString('en')} rows`;
        opened[size].push((await run(`${size}-${turn}`, count)).shown);
      }
    }
    const loading = (await memory.peak()) - before;
    await memory.forgetPeak();
    tasks.forget();
    const { shown: first, all } = await run('1m', '1,000,000 rows', 120_000);
    const grown = (await memory.peak()) - before;
    const stall = tasks.longest('');
    tasks.forget();
    await scrollThrough(workbench);
    const scrollStall = tasks.longest(panel);
    const psql = await psqlMillion(databaseUrl);
    const times = { closed, opened, first, all, psql, stall, scrollStall };
    const sample = { ...times, loading, grown, unresponsive };
    process.stdout.write(`${JSON.stringify(sample)}\n`);
    return sample;
  } finally {
    await workbench.dispose();
  }
}

/** Another window, in the browser that has shown the one before. */
async function openFolder({ page }: Workbench, folder: string): Promise<void> {
  const url = new URL(page.url());
  url.searchParams.set('folder', folder);
  await page.goto(url.href);
  await page.locator('.statusbar-item').first().waitFor();
}

async function putCursor(page: Page, line: number): Promise<void> {
  await page.locator('.editor-group-container.active .monaco-editor .view-lines').click();
  await page.keyboard.press('Control+Home');
  for (let at = 1; at < line; at += 1) await page.keyboard.press('ArrowDown');
}

/** Turns the wheel down to the last row. */
async function scrollThrough(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  const results = await workbench.webview(panel);
  const box = await results.locator('[role=grid]').boundingBox();
  if (!box) throw new Error('The grid is not on the screen.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await poll('the last row', async () => {
    for (let turn = 0; turn < 10; turn += 1) await page.mouse.wheel(0, 250_000);
    return showsLast(results);
  });
}

async function showsLast(results: FrameLocator): Promise<boolean> {
  const last = results.locator('[role=row]:not(.waiting)', {
    has: results.locator('[role=rowheader]', { hasText: /^1,000,000$/ }),
  });
  return (await last.count()) > 0;
}

async function psqlMillion(databaseUrl: string): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'powabase-bench-'));
  try {
    const file = join(directory, 'rows');
    return await timePsql(databaseUrl, [
      '-v',
      'FETCH_COUNT=2000',
      '-o',
      file,
      '-c',
      million('psql'),
    ]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
