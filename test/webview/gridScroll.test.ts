import assert from 'node:assert/strict';
import { poll } from '../e2e/poll';
import { rowsView } from './fakeResults';
import { drag, resultPanels, rowRequests } from './openResults';

describe('the Results grid, scrolled', () => {
  const open = resultPanels();

  it('paints the first rows without asking for them, with what they are of', async () => {
    const panel = await open(rowsView(1_000_000));
    await panel.cell('r0 c0').waitFor();
    await panel.page.getByText('select * from orders').waitFor();
    await panel.page.getByText('1,000,000 rows').first().waitFor();
    await panel.header('column_2 numeric').waitFor();
    assert.deepEqual(rowRequests(panel), []);
    assert.equal(await panel.grid.getAttribute('aria-rowcount'), '1000001');
    assert.equal(await panel.grid.getAttribute('aria-colcount'), '11');
  });

  for (const [name, rowCount, key] of [
    ['at once where all of them are in sight', 3, undefined],
    ['once the last one is looked at', 200, 'Control+End'],
  ] as const) {
    it(`asks for the next rows ${name}`, async () => {
      const panel = await open({ ...rowsView(rowCount), progress: 'more' });
      const asked = () => panel.requests.filter(([method]) => method === 'more').length;
      await panel.page.getByText('Scroll to the end for more.').first().waitFor();
      if (key !== undefined) {
        assert.equal(asked(), 0);
        await panel.grid.focus();
        await panel.page.keyboard.press(key);
      }
      await poll('the question', async () => asked() === 1);
    });
  }

  for (const rowCount of [1_000_000, 5_000_000]) {
    it(`reaches the last of ${rowCount} rows by key, and the first again`, async () => {
      const { page, grid, cell } = await open(rowsView(rowCount));
      await grid.focus();
      await page.keyboard.press('Control+End');
      await cell(`r${rowCount - 1} c9`).waitFor();
      const active = await grid.getAttribute('aria-activedescendant');
      assert.equal(await page.locator(`[id="${active}"]`).textContent(), `r${rowCount - 1} c9`);
      await page.keyboard.press('Control+Home');
      await cell('r0 c0').waitFor();
    });

    it(`reaches the last of ${rowCount} rows by the scroll bar, and shows the whole of it`, async () => {
      const { page, grid, cell } = await open(rowsView(rowCount));
      await drag(page, 1);
      const last = cell(`r${rowCount - 1} c0`);
      await last.waitFor();
      const box = await last.boundingBox();
      const frame = await grid.boundingBox();
      assert.ok(box && frame);
      assert.ok(box.y + box.height <= frame.y + frame.height);
      assert.ok(box.height >= 20, `a row of ${box.height} pixels`);
    });
  }

  it('moves by rows, not by thousands of them, at a turn of the wheel over 5,000,000 rows', async () => {
    const { page, cell } = await open(rowsView(5_000_000));
    await drag(page, 0.5);
    const first = async () => {
      const numbers = await page.getByRole('rowheader').allTextContents();
      return Math.min(...numbers.map((text) => Number(text.replaceAll(',', ''))));
    };
    await poll('the middle is shown', async () => (await first()) > 1_000_000);
    const before = await first();
    await cell(`r${before + 2} c0`).hover();
    await page.mouse.wheel(0, 220);
    await poll('the rows move', async () => (await first()) > before);
    assert.ok((await first()) <= before + 11, `from ${before} to ${await first()}`);
  });

  it('keeps only the cells in view in the page, of 100 columns too', async () => {
    const { page, grid, cell } = await open(rowsView(1_000_000, 100));
    await cell('r0 c0').waitFor();
    assert.ok((await page.getByRole('gridcell').count()) < 400);
    await grid.focus();
    await page.keyboard.press('End');
    await cell('r0 c99').waitFor();
    assert.ok((await page.getByRole('gridcell').count()) < 400);
  });

  it('has its rows in the page in the order of the result, wherever one scrolls', async () => {
    const { page, grid } = await open(rowsView(1000));
    await grid.focus();
    const numbers = async () => {
      const texts = await page.getByRole('rowheader').allTextContents();
      return texts.map((text) => Number(text.replaceAll(',', '')));
    };
    let last = 0;
    for (const key of ['PageDown', 'ArrowDown', 'Control+End', 'PageUp', 'ArrowUp']) {
      await page.keyboard.press(key);
      // A frame that is asked for after the grid's own comes after it.
      await page.evaluate('new Promise((painted) => requestAnimationFrame(() => painted(0)))');
      const found = await numbers();
      const start = found[0] ?? 0;
      assert.deepEqual(
        found,
        found.map((_number, at) => start + at),
        `after ${key}`,
      );
      last = Math.max(last, found.at(-1) ?? 0);
    }
    assert.equal(last, 1000);
  });

  it('moves by arrows and pages, and keeps the active cell in view', async () => {
    const { page, grid, cell } = await open(rowsView(1_000_000));
    await grid.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'PageDown', 'PageUp', 'ArrowUp']) {
      await page.keyboard.press(key);
    }
    const active = page.locator('.active');
    await active.filter({ hasText: 'r1 c1' }).waitFor();
    for (let pages = 0; pages < 3; pages++) await page.keyboard.press('PageDown');
    await cell('r0 c0').waitFor({ state: 'hidden' });
    const frame = await grid.boundingBox();
    const box = await active.boundingBox();
    assert.ok(frame && box && box.y >= frame.y);
    assert.ok(box.y + box.height <= frame.y + frame.height);
  });

  it('grows while rows arrive, stays where it was scrolled to, and cancels', async () => {
    const reading = rowsView(5000, 10, { progress: 'reading', status: '' });
    const { page, cell, emit, requests, grid } = await open(reading);
    await cell('r0 c0').waitFor();
    await grid.focus();
    for (let pages = 0; pages < 4; pages++) await page.keyboard.press('PageDown');
    await cell('r50 c0').waitFor();
    const { first: _first, ...next } = reading;
    emit('changed', { ...next, rowCount: 1_234_000 });
    await page.getByText('1,234,000 rows…').waitFor();
    await cell('r50 c0').waitFor();
    await page.getByText('Cancel').click();
    assert.deepEqual(requests.at(-1), ['cancel', { id: 1 }]);
    emit('changed', { ...next, rowCount: 1_240_000, progress: 'cancelled', status: '3 s' });
    await page.getByText('Cancelled: these are the rows that arrived.').first().waitFor();
    await page.getByText('Cancel', { exact: true }).waitFor({ state: 'hidden' });
  });

  it('fits the columns once rows come, where the first ones did not come with the result', async () => {
    const view = rowsView(1000, 1, { columns: [{ name: 'a', type: '' }] });
    const { first: _first, ...restored } = view;
    const long = 'a value that is far wider than its header';
    const { cell } = await open(restored, { rows: async () => ({ rows: [[long]] }) });
    await cell(long).waitFor();
    assert.ok(((await cell(long).boundingBox())?.width ?? 0) > 250);
  });
});
