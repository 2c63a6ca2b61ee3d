import assert from 'node:assert/strict';
import { poll } from '../e2e/poll';
import { rowsView } from './fakeResults';
import { drag, resultPanels } from './openResults';

describe('the Results grid, its cells and columns', () => {
  const open = resultPanels();

  it('shows hostile values as text, on one line, and tells NULL from nothing', async () => {
    const first = [
      ['<img src=x onerror=alert(1)>', null],
      ['two\nlines', ''],
      ['9007199254740993', 'שלום'],
    ];
    const { page, cell, complaints } = await open(
      rowsView(3, 2, {
        first,
        columns: [
          { name: '<b>a</b>', type: '' },
          { name: 'b', type: 'text' },
        ],
      }),
    );
    await cell('<img src=x onerror=alert(1)>').waitFor();
    await cell('two⏎lines').waitFor();
    await cell('9007199254740993').waitFor();
    await page.getByRole('columnheader', { name: '<b>a</b>' }).waitFor();
    assert.equal(await page.locator('img, #app b').count(), 0);
    assert.equal(await page.locator('.cell.null').textContent(), 'NULL');
    assert.equal(await page.locator('.cell.empty').textContent(), '');
    assert.deepEqual(complaints, []);
  });

  it('puts numbers on the right', async () => {
    const { page, cell } = await open(rowsView(10));
    await cell('r0 c0').waitFor();
    assert.deepEqual(
      await page.evaluate(
        "[...document.querySelectorAll('.cell.value')].slice(0, 3).map((e) => getComputedStyle(e).textAlign)",
      ),
      ['right', 'start', 'right'],
    );
  });

  it('names the type of a column once it is known', async () => {
    const columns = [{ name: 'mood', type: '' }];
    const reading = rowsView(3, 1, { columns, progress: 'reading' });
    const { header, emit, cell } = await open(reading);
    await cell('r0 c0').waitFor();
    const { first: _first, ...next } = reading;
    emit('changed', { ...next, columns: [{ name: 'mood', type: 'moods' }], progress: 'complete' });
    await header('mood moods').waitFor();
  });

  it('is where it was when another result was shown meanwhile, or the view was hidden', async () => {
    const { page, grid, cell, emit, saved } = await open(rowsView(5000));
    await grid.focus();
    for (let pages = 0; pages < 6; pages++) await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Shift+ArrowRight');
    const active = () => page.locator('.active').textContent();
    await poll('the cell is the active one', async () => (await active())?.endsWith('c1') ?? false);
    const place = async () => ({
      active: await active(),
      box: await page.locator('.active').boundingBox(),
    });
    const before = await place();
    emit('changed', rowsView(10, 2, { id: 2 }));
    await cell('r9 c0').waitFor();
    emit('changed', rowsView(5000));
    await page.getByText('5,000 rows').first().waitFor();
    await poll('the cell is there', async () => (await active()) === before.active);
    assert.deepEqual(await place(), before);
    assert.match(JSON.stringify(await saved()), /"places"/);
  });

  it('says so when rows cannot be had', async () => {
    const { page } = await open(rowsView(1000), {
      rows: () => Promise.reject(new Error('The file of rows is gone.')),
    });
    await drag(page, 1);
    await page.getByRole('alert').getByText('The file of rows is gone.').waitFor();
  });

  it('widens and narrows a column by key and by mouse', async () => {
    const { page, grid, cell } = await open(rowsView(10));
    const width = async () => (await cell('r0 c0').boundingBox())?.width ?? 0;
    await cell('r0 c0').waitFor();
    const start = await width();
    await grid.focus();
    await page.keyboard.press('Control+Shift+ArrowRight');
    await poll('the column is 16 pixels wider', async () => (await width()) === start + 16);
    const edge = await page.locator('.edge').first().boundingBox();
    assert.ok(edge);
    await page.mouse.move(edge.x + 3, edge.y + 5);
    await page.mouse.down();
    await page.mouse.move(edge.x + 53, edge.y + 5, { steps: 5 });
    await page.mouse.up();
    await poll('the column is 66 pixels wider', async () => (await width()) === start + 66);
  });
});
