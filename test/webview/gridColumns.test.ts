import assert from 'node:assert/strict';
import { poll } from '../e2e/poll';
import { rowsView } from './fakeResults';
import { resultPanels } from './openResults';

describe('the Results grid, its columns hidden and pinned', () => {
  const open = resultPanels();

  type Opened = Awaited<ReturnType<typeof open>>;

  async function choose({ page, header }: Opened, column: string, item: string) {
    await header(column).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  const names = ({ page }: Opened) =>
    page.locator('[role=columnheader] > span:first-child').allTextContents();

  it('names the domain of a column, and in its tooltip what that is made of', async () => {
    const view = rowsView(3, 1);
    const columns = [{ name: 'price', type: 'numeric', domain: 'cents' }];
    const { header } = await open({ ...view, columns });
    assert.equal(await header('price cents').getAttribute('title'), 'price  cents (numeric)');
  });

  it('has room for the whole of a name, also where no type is known', async () => {
    const columns = ['rating', 'published', 'x'.repeat(20)].map((name) => ({ name, type: '' }));
    const { header } = await open({ ...rowsView(3, 3), columns });
    for (const { name } of columns) {
      const fits = header(name).evaluate((cell) => cell.scrollWidth <= cell.clientWidth);
      assert.ok(await fits, name);
    }
  });

  it('covers nothing of a header until the pointer is on it', async () => {
    const { header } = await open(rowsView(3, 1));
    const buttons = header('column_0').locator('.headerButtons');
    const width = async () => (await buttons.boundingBox())?.width;
    assert.equal(await width(), 0);
    await header('column_0').hover();
    await poll('the buttons', async () => ((await width()) ?? 0) > 20);
  });

  it('hides a column, copies and exports the others, and brings it back', async () => {
    const panel = await open(rowsView(1000, 4), { hide: async () => ({ hidden: [] }) });
    const { page, cell, requests } = panel;
    await choose(panel, 'column_1', 'Hide Column');
    await page.getByText('Hidden columns: 1').waitFor();
    assert.deepEqual(await names(panel), ['column_0', 'column_2', 'column_3']);
    await cell('r0 c2').waitFor();
    assert.equal(await cell('r0 c1').count(), 0);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.getByRole('button', { name: 'Export Result…' }).click();
    const asked = (method: string) => requests.find(([name]) => name === method)?.[1];
    await poll('it is exported', async () => asked('export') !== undefined);
    const selection = { rows: [{ first: 0, last: 999 }], columns: [0, 2, 3] };
    assert.deepEqual(asked('copy'), { id: 1, selection, form: 'plain' });
    assert.deepEqual(asked('export'), { id: 1, columns: [0, 2, 3] });
    await page.getByRole('button', { name: 'Columns…' }).click();
    await cell('r0 c1').waitFor();
    assert.deepEqual(asked('hide'), { id: 1, hidden: [1] });
  });

  it('keeps a pinned column at the left while the others scroll, and lets it go again', async () => {
    const panel = await open(rowsView(1000, 40));
    const { page, grid, cell } = panel;
    await choose(panel, 'column_2', 'Pin Column');
    await page.locator('.strip.pinned', { hasText: 'column_2' }).waitFor();
    assert.equal((await names(panel))[0], 'column_2');
    const before = await cell('r3 c2').boundingBox();
    await grid.focus();
    await page.keyboard.press('End');
    await cell('r3 c39').waitFor();
    assert.deepEqual(await cell('r3 c2').boundingBox(), before);
    const last = await cell('r3 c39').boundingBox();
    assert.ok(before && last && last.x >= before.x + before.width);
    await page.screenshot({ path: 'out/screenshots/resultsPinned.png' });
    await page.keyboard.press('Home');
    await page.locator('.active', { hasText: 'r0 c2' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.locator('.active', { hasText: 'r0 c0' }).waitFor();
    await choose(panel, 'column_2', 'Unpin Column');
    await poll('it is back', async () => (await names(panel))[0] === 'column_0');
  });

  it('hides and pins by key, for the column of the active cell', async () => {
    const panel = await open(rowsView(1000, 4));
    const { page, cell } = panel;
    await cell('r0 c3').click();
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('p');
    await page.keyboard.press('Enter');
    await poll('it is pinned', async () => (await names(panel))[0] === 'column_3');
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('h');
    await page.keyboard.press('Enter');
    await poll('it is hidden', async () => (await names(panel)).length === 3);
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    assert.equal(await panel.grid.evaluate((element) => element.matches(':focus')), true);
  });

  it('finds in the visible columns, and goes to the place where they stand', async () => {
    const panel = await open(rowsView(1000, 4), {
      find: async () => ({ found: { row: 2, column: 0 } }),
    });
    const { page, cell, requests } = panel;
    await choose(panel, 'column_3', 'Pin Column');
    await choose(panel, 'column_1', 'Hide Column');
    await cell('r0 c0').click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    await page.locator('.active', { hasText: 'r2 c3' }).waitFor();
    assert.deepEqual(requests.find(([method]) => method === 'find')?.[1], {
      id: 1,
      columns: [3, 0, 2],
      text: 'x',
      from: { row: 0, column: 1 },
      backwards: false,
    });
  });

  it('keeps what is hidden and pinned while another result is shown', async () => {
    const panel = await open(rowsView(1000, 4));
    const { page, emit } = panel;
    await choose(panel, 'column_3', 'Pin Column');
    await choose(panel, 'column_0', 'Hide Column');
    emit('changed', rowsView(10, 2, { id: 2 }));
    await poll('another is shown', async () => (await names(panel)).length === 2);
    emit('changed', rowsView(1000, 4));
    await page.getByText('Hidden columns: 1').waitFor();
    assert.deepEqual(await names(panel), ['column_3', 'column_1', 'column_2']);
  });

  it('has 1,600 columns of one name, and pins and hides the right ones of them', async () => {
    const columns = Array.from({ length: 1_600 }, () => ({ name: '__proto__', type: 'int4' }));
    const panel = await open(rowsView(100, 1_600, { columns }));
    const { page, grid, cell, requests } = panel;
    await grid.focus();
    await page.keyboard.press('End');
    await cell('r0 c1599').waitFor();
    for (const key of ['p', 'Enter']) {
      if (key === 'p') await page.keyboard.press('ContextMenu');
      await page.keyboard.press(key);
    }
    await page.locator('.strip.pinned', { hasText: 'r0 c1599' }).waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Alt+ArrowUp');
    await poll('it is asked for', async () => requests.at(-1)?.[0] === 'arrange');
    assert.deepEqual(requests.at(-1)?.[1], {
      id: 1,
      arrangement: { sort: [{ column: 1_599, descending: false }], filters: [] },
    });
  });

  it('has no columns, and no menu for them', async () => {
    const { page, grid, complaints } = await open(rowsView(3, 0, { first: [[], [], []] }));
    await grid.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('Escape');
    await page.getByText('3 rows').first().waitFor();
    assert.deepEqual(complaints, []);
  });
});
