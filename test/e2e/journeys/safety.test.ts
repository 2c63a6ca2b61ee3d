import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rows } from '../../database/rows';
import { poll } from '../poll';
import { input, quickPick, runCommand } from '../quickInput';
import { openShop, runAt, type Shop, shownRows } from '../shop';

const sql = `-- @project Shop (Powabase)
create table notes as select n as id from generate_series(1, 250) as n;

analyze notes;

delete from notes;

select count(*) as notes from notes;

select current_user as me, count(*) as carts from orders;

insert into notes values (1000);

select pg_advisory_lock(7);

select add_to_stock(1, 0);

select id, sku, price from products order by id limit 3;
`;

describe('Journey: safety, roles and transactions', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'safety.sql': sql });
    await shop.workbench.openFile('safety.sql');
    await shop.workbench.page.getByRole('button', { name: /^Run SQL/ }).waitFor();
  });
  after(() => shop?.dispose());

  const run = (beginning: string) => runAt(shop.workbench, sql, beginning);

  const results = () => shop.workbench.webview('Powabase Results');
  const dialog = () => shop.workbench.page.locator('.monaco-dialog-box');
  const firstRow = async (expected: readonly string[]) => {
    const page = await results();
    await poll(`the row ${expected}`, async () => {
      const [row] = await shownRows(page);
      return JSON.stringify(row) === JSON.stringify(expected);
    });
  };
  const said = async (text: string | RegExp) => (await results()).getByText(text).first().waitFor();

  /** Waits for the facts of the project to be written down, as the command does before it ends. */
  async function choose(command: string, label: string, written: string) {
    await runCommand(shop.workbench.page, command);
    await quickPick(shop.workbench.page, 'Shop (Powabase)');
    await quickPick(shop.workbench.page, label);
    const file = join(shop.workbench.workspace, '.vscode', 'settings.json');
    await poll(written, async () => (await readFile(file, 'utf8')).includes(written));
  }

  it('lets a project on this machine write at once', async () => {
    await run('create table notes');
    await said(/SELECT 250/);
    await run('analyze notes');
    await said(/ANALYZE/);
  });

  it('names the table and its rows before a DELETE without WHERE', async () => {
    await run('delete from notes');
    await dialog()
      .getByText('Deletes every row of notes (≈ 250 rows): there is no filter.')
      .waitFor();
    await shop.workbench.screenshot('safety-delete');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await run('select count(*) as notes');
    await firstRow(['250']);
  });

  it('runs as a role that is chosen, and says so', async () => {
    await runCommand(shop.workbench.page, 'Powabase: Choose Role…');
    await quickPick(shop.workbench.page, 'anon');
    await run('select current_user');
    await said(/permission denied|anon/);
    await runCommand(shop.workbench.page, 'Powabase: Choose Role…');
    await quickPick(shop.workbench.page, 'service_role');
    await run('select current_user');
    await poll(
      'the role',
      async () => (await shownRows(await results()))[0]?.[0] === 'service_role',
    );
    await shop.workbench.screenshot('safety-role');
    await runCommand(shop.workbench.page, 'Powabase: Choose Role…');
    const { username } = new URL(shop.sandbox.projects.powabase.databaseUrl);
    await quickPick(shop.workbench.page, username);
  });

  it('keeps what a transaction wrote only once it is committed', async () => {
    const { page } = shop.workbench;
    await runCommand(page, 'Powabase: Begin Transaction');
    await page.getByRole('button', { name: /Transaction open/ }).waitFor();
    await run('insert into notes');
    await said(/INSERT 0 1/);
    await shop.workbench.screenshot('safety-transaction');
    await runCommand(page, 'Powabase: Roll Back Transaction');
    await page.getByRole('button', { name: /Transaction open/ }).waitFor({ state: 'detached' });
    await run('select count(*) as notes');
    await firstRow(['250']);
  });

  it('refuses what changes anything once the project is read-only', async () => {
    await choose('Powabase: Set Safety Mode…', 'Read-only', '"safety": "read-only"');
    await run('insert into notes');
    await said('This project is read-only, and this changes notes.');
    await shop.workbench.screenshot('safety-read-only');
    await run('select pg_advisory_lock');
    await said(
      'This project is read-only, and pg_advisory_lock() acts beyond the rows it returns.',
    );
    await run('select count(*) as notes');
    await firstRow(['250']);
  });

  it('asks before each change where changes are confirmed', async () => {
    await choose('Powabase: Set Safety Mode…', 'Confirm', '"safety": "confirm"');
    await run('insert into notes');
    await dialog().getByText('Writes to notes (INSERT).').waitFor();
    await dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await said(/INSERT 0 1/);
    await run('select count(*) as notes');
    await firstRow(['251']);
    await run('select add_to_stock');
    await dialog().getByText('Calls add_to_stock(), which may change').waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await said(/^Cancelled/);
  });

  it('wants the name of a table typed on production', async () => {
    await choose('Powabase: Set Environment…', 'production', '"environment": "production"');
    await run('delete from notes');
    await dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await input(shop.workbench.page, 'notes', 'This is production. Type notes to run it.');
    await said(/DELETE 251/);
    assert.deepEqual(await dialog().count(), 0);
  });

  it('changes a cell of a table as its SQL was read, once the person has said yes', async () => {
    const { workbench } = shop;
    await run('select id, sku');
    const page = await results();
    await page.getByRole('columnheader', { name: 'price numeric' }).waitFor();
    const price = page.locator('[id="cell-0-2"]');
    await price.dblclick();
    const editor = page.getByRole('textbox', { name: 'Edit price' });
    await editor.fill('1234.50');
    await editor.press('Enter');
    await page.getByText('1 change to public.products').first().waitFor();
    await page.getByRole('button', { name: 'Review SQL' }).click();
    await workbench.page.locator('.view-line', { hasText: 'set price = 1234.50' }).waitFor();
    await workbench.screenshot('safety-edit');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await dialog().getByText('Writes to public.products (UPDATE).').waitFor();
    await dialog().getByRole('button', { name: 'Run', exact: true }).click();
    await page
      .getByText(/^Changes applied: 1/)
      .first()
      .waitFor();
    const { databaseUrl } = shop.sandbox.projects.powabase;
    const kept = await rows(databaseUrl, 'select price from products where price = 1234.50');
    assert.deepEqual(kept, [['1234.50']]);
  });
});
