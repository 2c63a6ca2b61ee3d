import assert from 'node:assert/strict';
import { poll } from '../poll';
import { openShop, type Shop, shownRows } from '../shop';

const sql = `-- @project Shop (Powabase)
select n, md5(n::text) as digest from generate_series(1, 100) as n;

select n as a, n as b, n as c, n as d, n as e, md5(n::text) as f, n as g, n as h, n as i, n as j
from generate_series(1, 1000000) as n;

select 9007199254740993::int8 as big, 1.50::numeric as price, null as nothing, '' as empty;

select nmae from products;

select pg_sleep(120);
`;

describe('Journey: run SQL', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'journey.sql': sql });
    await shop.workbench.openFile('journey.sql');
    // The key is taken once the project is known to be attached, as the button in the title shows.
    await shop.workbench.page.getByRole('button', { name: /^Run SQL/ }).waitFor();
  });
  after(() => shop?.dispose());

  /** Puts the cursor into the line that begins with the text, and presses the key. */
  async function run(beginning: string) {
    const line = sql.split('\n').findIndex((text) => text.startsWith(beginning)) + 1;
    const { page } = shop.workbench;
    await page.locator('.editor-group-container.active .monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    for (let at = 1; at < line; at++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
  }

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
    await page.getByText('Cancelled.').waitFor();
    await run('select n, md5');
    await page.locator('footer .count', { hasText: '100 rows' }).waitFor();
  });
});
