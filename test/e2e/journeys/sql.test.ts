import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { poll } from '../poll';
import { chooseFile } from '../quickInput';
import { openShop, runAt, type Shop, shownRows } from '../shop';

const sql = `-- @project Shop (Powabase)
select n, md5(n::text) as digest from generate_series(1, 100) as n;

select n as a, n as b, n as c, n as d, n as e, md5(n::text) as f, n as g, n as h, n as i, n as j
from generate_series(1, 1000000) as n;

select n as k from generate_series(1, 1010000) as n;

select 9007199254740993::int8 as big, 1.50::numeric as price, null as nothing, '' as empty;

select nmae from products;

select pg_sleep(120);
`;

const script = `-- @project Shop (Powabase)
do $$ begin raise notice 'nothing to do'; end $$;
select n as id, n * 1.10 as price, 'Customer ' || n as name from generate_series(1, 500) as n;
select 'second' as which, array[1, 2] as list;
`;

describe('Journey: run SQL', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'journey.sql': sql, 'script.sql': script });
    await shop.workbench.openFile('journey.sql');
    // The key is taken once the project is known to be attached, as the button in the title shows.
    await shop.workbench.page.getByRole('button', { name: /^Run SQL/ }).waitFor();
  });
  after(() => shop?.dispose());

  const run = (beginning: string) => runAt(shop.workbench, sql, beginning);

  const results = () => shop.workbench.webview('Powabase Results');

  it('shows 100 rows with the key', async () => {
    await run('select n, md5');
    const page = await results();
    await page.locator('footer .count', { hasText: '100 rows' }).waitFor();
    const rows = await shownRows(page);
    assert.deepEqual(rows[0], ['1', 'c4ca4238a0b923820dcc509a6f75849b']);
    await shop.workbench.screenshot('results');
  });

  it('shows 1,000,000 rows of 10 columns and scrolls to the last', async () => {
    await run('select n as a');
    const page = await results();
    await page
      .locator('footer .count', { hasText: /^1,000,000 rows$/ })
      .waitFor({ timeout: 60_000 });
    await page.locator('[role=grid]').focus();
    await shop.workbench.page.keyboard.press('Control+End');
    await poll('the last row', async () =>
      (await shownRows(page)).some((row) => row.at(-1) === '1000000'),
    );
    await shop.workbench.screenshot('million');
  });

  it('fetches all rows beyond the limit, once that is wanted', async () => {
    await run('select n as k');
    const page = await results();
    await page.getByText('Stopped at the limit').first().waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Fetch All…' }).click();
    const dialog = shop.workbench.page.locator('.monaco-dialog-box');
    await shop.workbench.screenshot('fetchAll');
    await dialog.getByRole('button', { name: 'Run Again' }).click();
    await page
      .locator('footer .count', { hasText: /^1,010,000 rows$/ })
      .waitFor({ timeout: 60_000 });
  });

  it('sorts what was fetched, and has its order and place again once the view was hidden', async () => {
    const { workbench } = shop;
    const page = await results();
    await page.locator('[role=grid]').focus();
    await workbench.page.keyboard.press('Alt+ArrowDown');
    await poll('the last row is first', async () => (await shownRows(page))[0]?.[0] === '1010000');
    for (let rows = 0; rows < 3; rows++) await workbench.page.keyboard.press('PageDown');
    const active = page.locator('.active');
    await poll('other rows', async () => (await active.textContent()) !== '1010000');
    const before = await active.textContent();
    await workbench.screenshot('results-sorted');
    await workbench.command('Problems: Focus on Problems View');
    await active.waitFor({ state: 'detached' });
    await workbench.command('Powabase Results: Focus on Results View');
    const again = await results();
    await again.locator('.active', { hasText: before ?? '' }).waitFor();
    await again.locator('[aria-sort=descending]').waitFor();
  });

  it('shows NULL, large and exact numbers as the server wrote them', async () => {
    await run('select 9007199254740993');
    const page = await results();
    await poll('the row', async () => (await shownRows(page))[0]?.[0] === '9007199254740993');
    assert.deepEqual((await shownRows(page))[0], ['9007199254740993', '1.50', 'NULL', '']);
  });

  it('marks an error at its place in the editor', async () => {
    await run('select nmae');
    const page = await results();
    await page.getByText('column "nmae" does not exist').waitFor();
    const squiggle = shop.workbench.page.locator('.monaco-editor .squiggly-error');
    await squiggle.first().waitFor({ state: 'attached' });
    await shop.workbench.screenshot('sql-error');
  });

  it('cancels on the server', async () => {
    await run('select pg_sleep');
    const page = await results();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/^Cancelled · /).waitFor();
    await run('select n, md5');
    await page.locator('footer .count', { hasText: '100 rows' }).waitFor();
  });

  it('shows the results of a script as tabs, with what the server said', async () => {
    const { workbench } = shop;
    await workbench.openFile('script.sql');
    await workbench.page.getByRole('button', { name: /^Run SQL/ }).waitFor();
    await workbench.page.keyboard.press('Control+Shift+Enter');
    const page = await results();
    await page.getByRole('tab', { name: 'Result 3' }).waitFor();
    await page.getByRole('columnheader', { name: 'list int4[]' }).waitFor();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.locator('.messageText', { hasText: 'nothing to do' }).waitFor();
    await workbench.screenshot('results-messages');
    await page.getByRole('tab', { name: 'Result 2' }).click();
    await page.getByRole('columnheader', { name: 'price numeric' }).click();
    await page.getByText('Sum 137775.00').waitFor();
    await workbench.screenshot('results-selection');
  });

  it('exports the whole query into a file through COPY', async () => {
    const { workbench } = shop;
    await workbench.openFile('script.sql');
    await workbench.goToLine(3);
    await workbench.command('Powabase: Export Query…');
    await workbench.quickPick('CSV');
    const path = join(workbench.workspace, 'exported.csv');
    await chooseFile(workbench.page, 'Export as CSV', path);
    await workbench.page
      .getByText(/Written to/)
      .first()
      .waitFor();
    const written = await readFile(path, 'utf8');
    assert.equal(written.split('\n').length, 502);
    assert.ok(written.startsWith('id,price,name\n1,1.10,Customer 1\n'), written.slice(0, 100));
  });
});
