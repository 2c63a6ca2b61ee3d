import type { Page } from 'playwright-core';
import { openOnDatabase } from '../e2e/onDatabase';
import { poll } from '../e2e/poll';
import { quiet, startStopwatch } from '../e2e/stopwatch';
import { showExplorer } from '../e2e/treeView';
import { type Row, row } from '../hosts/row';
import { start } from '../sandbox';
import { manyTables } from '../sandbox/manyTables';

// For orientation (another machine, same clock): SQLTools 0.28 lists 5,000 tables after 390 ms, columns after 100 ms.
export const peers = { 'tree/5000-tables': 'the aim of issue 2' };

const windows = 5;
const aimMs = 200;
const missed = Number.NaN;

interface Sample {
  readonly project: number;
  readonly tables: number;
  readonly columns: number;
}

/** From the key that expands a row to the first row below it, painted, in windows that have expanded nothing yet. */
export async function run(): Promise<readonly Row[]> {
  const sandbox = await start();
  try {
    const databaseUrl = await sandbox.database();
    await manyTables(databaseUrl, 'many', 5_000);
    const samples: Sample[] = [];
    while (samples.length < windows) samples.push(await measure(databaseUrl));
    const all = (name: keyof Sample) => samples.map((sample) => sample[name]);
    return [
      row('tree/project', 'ms', all('project')),
      row('tree/5000-tables', 'ms', all('tables'), [aimMs], 1),
      row('tree/columns', 'ms', all('columns')),
    ];
  } finally {
    await sandbox.stop();
  }
}

async function measure(databaseUrl: string): Promise<Sample> {
  const workbench = await openOnDatabase(databaseUrl);
  try {
    const { page } = workbench;
    const firstAt = (level: number) =>
      `.sidebar .monaco-list-row[aria-level="${level}"][aria-posinset="1"] .label-name`;
    const stopwatch = await startStopwatch(page, {
      schema: firstAt(2),
      table: firstAt(3),
      column: firstAt(4),
    });
    await showExplorer(page);
    const expand = (name: string, text: string) =>
      stopwatch.untilShown('ArrowRight', { name, text });
    await page.locator('.sidebar .label-name', { hasText: 'Bench' }).waitFor();
    await quiet(page);
    await goDownTo(page, 'Bench');
    const [project = missed] = await expand('schema', 'public');
    await goDownTo(page, 'many');
    const [tables = missed] = await expand('table', 't_00001');
    await goDownTo(page, 't_00001');
    const [columns = missed] = await expand('column', 'id');
    const sample = { project, tables, columns };
    process.stdout.write(`${JSON.stringify(sample)}\n`);
    return sample;
  } finally {
    await workbench.dispose();
  }
}

async function goDownTo(page: Page, label: string): Promise<void> {
  const focused = page.locator('.sidebar .monaco-list-row.focused .label-name');
  await page.locator('.sidebar .monaco-list').focus();
  await poll(`“${label}” to be focused`, async () => {
    if ((await focused.allTextContents()).includes(label)) return true;
    await page.keyboard.press('ArrowDown');
    return false;
  });
}
