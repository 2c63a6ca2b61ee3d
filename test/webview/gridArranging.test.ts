import assert from 'node:assert/strict';
import type { Arrangement } from '../../src/core/results/arrange/arrangement';
import { poll } from '../e2e/poll';
import { rowsView } from './fakeResults';
import { resultPanels } from './openResults';

const up = (column: number) => ({ column, descending: false });
const down = (column: number) => ({ column, descending: true });

describe('the Results grid, sorted and filtered', () => {
  const open = resultPanels();

  function arrangements(requests: readonly (readonly [string, unknown])[]): unknown[] {
    return requests
      .filter(([method]) => method === 'arrange')
      .map(([, params]) => (params as { arrangement: Arrangement }).arrangement);
  }

  it('asks for the next order of a column at each press of its button, and of several with Shift', async () => {
    const { page, header, emit, requests } = await open(rowsView(1000, 3));
    const sort = async (column: string, modifiers: readonly 'Shift'[] = []) => {
      await header(column).hover();
      const button = header(column).locator('button').first();
      await button.click({ modifiers: [...modifiers] });
    };
    const sorted = (arrangement: Arrangement['sort']) =>
      emit(
        'changed',
        rowsView(1000, 3, { arranged: { sort: arrangement, filters: [], fetched: 1000 } }),
      );
    await sort('column_1');
    sorted([up(1)]);
    await page.locator('[aria-sort=ascending]', { hasText: 'column_1' }).waitFor();
    await sort('column_1');
    sorted([down(1)]);
    await page.locator('[aria-sort=descending]', { hasText: 'column_1' }).waitFor();
    await sort('column_0', ['Shift']);
    sorted([down(1), up(0)]);
    await page.locator('[aria-sort=ascending]', { hasText: 'column_0' }).waitFor();
    await sort('column_1', ['Shift']);
    await sort('column_0');
    assert.deepEqual(
      arrangements(requests).map((wanted) => (wanted as Arrangement).sort),
      [[up(1)], [down(1)], [down(1), up(0)], [up(0)], [down(0)]],
    );
  });

  it('sorts by key, and from the menu of the cell', async () => {
    const { page, grid, cell, requests } = await open(rowsView(1000, 3));
    await cell('r0 c2').click();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Open Cell' }).waitFor();
    for (const key of ['s', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('menu').waitFor({ state: 'detached' });
    assert.equal(await grid.evaluate((element) => element.matches(':focus')), true);
    await poll('both are asked for', async () => arrangements(requests).length === 2);
    assert.deepEqual(arrangements(requests), [
      { sort: [down(2)], filters: [] },
      { sort: [up(2)], filters: [] },
    ]);
  });

  it('says how many of the fetched rows pass, asks for their windows, and shows all again', async () => {
    const test = { kind: 'contains', text: 'Ada' } as const;
    const arranged = { sort: [], filters: [{ column: 1, test }], fetched: 1_000_000 };
    const panel = await open(rowsView(1_000_000, 3, { progress: 'capped' }));
    const { page, emit, cell, requests, grid } = panel;
    await grid.focus();
    await page.keyboard.press('Control+End');
    await cell('r999999 c2').waitFor();
    emit('changed', rowsView(3_412, 3, { arranged, progress: 'capped' }));
    await page.getByText('3,412 of 1,000,000 fetched rows').first().waitFor();
    await page.getByText('Rows that were not fetched are not among these.').first().waitFor();
    await page.locator('.active', { hasText: 'r0 c2' }).waitFor();
    assert.equal(await grid.getAttribute('aria-rowcount'), '3413');
    await page.screenshot({ path: 'out/screenshots/resultsFiltered.png' });
    await page.getByRole('button', { name: 'Clear Sort and Filters' }).click();
    assert.deepEqual(arrangements(requests), [{ sort: [], filters: [] }]);
    emit('changed', rowsView(0, 3, { arranged: { ...arranged, fetched: 10 } }));
    await page.getByText('No fetched row passes the filters.').waitFor();
  });

  it('filters a column and by a cell through the host, from menus of the mouse', async () => {
    const { page, cell, header, requests } = await open(rowsView(1000, 3));
    await cell('r4 c1').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Filter by This Value' }).click();
    await header('column_2').click({ button: 'right' });
    await page.screenshot({ path: 'out/screenshots/resultsColumnMenu.png' });
    await page.getByRole('menuitem', { name: 'Filter…' }).click();
    const asked = () => requests.filter(([method]) => method.startsWith('filter'));
    await poll('both are asked for', async () => asked().length === 2);
    assert.deepEqual(asked(), [
      ['filterLike', { id: 1, row: 4, column: 1 }],
      ['filter', { id: 1, column: 2 }],
    ]);
  });

  it('shows how far it is, and ends it', async () => {
    let ended = false;
    const { page, grid, emit } = await open(rowsView(1_000_000, 3), {
      arrange: (_params, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended = true;
            reject(new Error('aborted'));
          });
        }),
    });
    await grid.focus();
    await page.keyboard.press('Alt+ArrowUp');
    emit('arranging', { id: 1, done: 340_000, of: 1_000_000 });
    await page.getByText('Sorting and filtering: 340,000 of 1,000,000').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await poll('it ends', async () => ended);
    await page.getByText('Sorting and filtering').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.problem').textContent(), '');
  });

  it('fits the columns to the rows that come first now, but for those set by hand', async () => {
    const { page, grid, cell, emit } = await open(rowsView(10, 2));
    const width = async (text: string) => (await cell(text).boundingBox())?.width ?? 0;
    await grid.focus();
    for (let times = 0; times < 3; times++) await page.keyboard.press('Control+Shift+ArrowRight');
    const [byHand, fitted] = [await width('r0 c0'), await width('r0 c1')];
    const long = 'a value that is far wider than its header';
    const arranged = { sort: [down(1)], filters: [], fetched: 10 };
    const first = Array.from({ length: 10 }, (_, row) => [`r${row} c0`, row === 0 ? long : 'b']);
    emit('changed', rowsView(10, 2, { arranged, first }));
    await cell(long).waitFor();
    assert.equal(await width('r0 c0'), byHand);
    assert.ok((await width(long)) > fitted + 100);
  });

  it('asks for no further rows while it is filtered', async () => {
    const test = { kind: 'equals', text: 'x' } as const;
    const arranged = { sort: [], filters: [{ column: 0, test }], fetched: 100 };
    const { page, emit, requests } = await open(rowsView(2, 2, { arranged, progress: 'more' }));
    const asked = () => requests.filter(([method]) => method === 'more').length;
    await page.getByText('2 of 100 fetched rows').first().waitFor();
    await page.evaluate('new Promise((painted) => requestAnimationFrame(() => painted(0)))');
    assert.equal(asked(), 0);
    emit('changed', rowsView(3, 2, { progress: 'more' }));
    await poll('it asks again once all are shown', async () => asked() === 1);
  });
});
