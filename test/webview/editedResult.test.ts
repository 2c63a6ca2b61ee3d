// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Database } from '../../src/core/ports';
import { openSpool } from '../../src/node/spool';
import { editsOf } from '../../src/vscode/edits/resultEdits';
import type { Log } from '../../src/vscode/log';
import type { LoadOnDemand } from '../../src/vscode/onDemand';
import { arrangeRows } from '../../src/vscode/panels/arrangeResult';
import { summarise, viewCell } from '../../src/vscode/panels/resultActions';
import { createResultsPanel } from '../../src/vscode/panels/results';
import type { World } from '../../src/vscode/services';
import { sourceIn } from '../database/edits/results';
import { never } from '../database/keeping';
import { rows as rowsOf } from '../database/rows';
import { withDatabase } from '../database/withDatabase';
import { poll } from '../e2e/poll';
import { createHostedWebview } from './hostedWebview';
import { type Panels, startPanels } from './panel';

const onDemand = { arrangeRows, editsOf, summarise, viewCell };
const load = async () => onDemand as unknown as Awaited<ReturnType<LoadOnDemand>>;
const log = { failure() {} } as unknown as Log;

describe('a result that is edited on its page', function () {
  this.timeout(60_000);
  let panels: Panels;
  let url: string;
  let database: Database;

  withDatabase((ownDatabase, ownUrl) => {
    database = ownDatabase;
    url = ownUrl;
  });
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels?.close());
  let results: vscode.Disposable | undefined;
  afterEach(() => results?.dispose());
  beforeEach(() =>
    rowsOf(
      url,
      `drop table if exists fruit;
       create table fruit (id int primary key, name text, letters int generated always as (length(name)) stored);
       insert into fruit values (1, 'apple'), (2, 'pear'), (3, 'fig'), (4, 'plum')`,
    ),
  );

  async function open() {
    const source = sourceIn(database);
    const hosted = createHostedWebview();
    const view: Pick<vscode.WebviewView, 'badge'> & Record<string, unknown> = {
      webview: hosted.webview,
      visible: true,
      onDidDispose() {},
    };
    const world = { openSpool } as unknown as World;
    const panel = createResultsPanel(vscode.Uri.file('/extension'), world, log, load);
    results = panel;
    panel.resolveWebviewView(view as unknown as vscode.WebviewView, {} as never, {} as never);
    const text = 'select * from fruit order by id';
    const heading = { project: 'Shop', role: 'postgres', text };
    const run = panel.begin(heading, { cancel() {}, retry() {}, source });
    await database.run(text, run, never);
    run.finish('complete', '1 ms');
    const opened = await hosted.open(panels, { width: 800, height: 400 });
    const { page } = opened;
    const cell = (row: number, column: number) => page.locator(`[id="cell-${row}-${column}"]`);
    await cell(3, 1).waitFor();
    return {
      ...opened,
      cell,
      badge: () => view.badge,
      async type(row: number, column: number, value: string) {
        await cell(row, column).dblclick();
        const editor = page.locator('.cellEditor');
        await editor.fill(value);
        await editor.press('Enter');
      },
      async apply() {
        await page.getByRole('button', { name: 'Apply', exact: true }).click();
        await page.locator('.editOutcome', { hasText: 'Changes applied' }).waitFor();
      },
      async names() {
        const cells = page.locator('[id^="cell-"][id$="-1"]');
        return cells.allTextContents();
      },
    };
  }

  it('shows after a save what is in the table: what is deleted is gone, what is generated is new', async () => {
    const { apply, badge, cell, complaints, names, page, type } = await open();
    await type(2, 1, 'papaya');
    await cell(1, 1).click();
    await page.keyboard.press('Control+Delete');
    await page.getByText('2 changes to public.fruit').first().waitFor();
    assert.deepEqual(badge(), { value: 2, tooltip: 'Changes that are not applied: 2' });
    await apply();
    await page.locator('footer .count', { hasText: /^3 rows$/ }).waitFor();
    assert.deepEqual(await names(), ['apple', 'papaya', 'plum']);
    assert.equal(await cell(1, 2).textContent(), '6');
    assert.equal(await page.locator('[aria-description]').count(), 0);
    await poll('no badge', async () => badge() === undefined);
    await page.screenshot({ path: 'out/screenshots/edits-saved.png' });
    await type(1, 1, 'peach');
    await apply();
    assert.deepEqual(await rowsOf(url, 'select name from fruit order by id'), [
      ['apple'],
      ['peach'],
      ['plum'],
    ]);
    assert.deepEqual(complaints, []);
  });

  it('keeps the place and the cell that is looked at, with what it holds now', async () => {
    const { apply, cell, page, type } = await open();
    await page.getByRole('button', { name: 'Edit Rows (F2)' }).click();
    await page.getByText('No changes to public.fruit').first().waitFor();
    await cell(3, 1).click();
    await page.keyboard.press('Shift+Enter');
    const viewer = page.getByRole('region', { name: 'Cell' });
    await viewer.getByText('plum').waitFor();
    await type(3, 1, 'quince');
    await apply();
    await viewer.getByText('quince').waitFor();
    await cell(3, 1).click();
    await page.keyboard.press('Control+Delete');
    await apply();
    await viewer.getByText('fig').waitFor();
    await poll(
      'the last row',
      async () => (await page.locator('.cell.active').textContent()) === 'fig',
    );
  });
});
