import assert from 'node:assert/strict';
import { poll } from '../e2e/poll';
import { rowsView } from './fakeResults';
import { resultPanels } from './openResults';

describe('the Results grid, its selection', () => {
  const open = resultPanels();

  it('copies the active cell through the host, also one that was clicked', async () => {
    const { page, grid, cell, requests } = await open(rowsView(1_000_000));
    await cell('r3 c1').click();
    await page.keyboard.press('Control+c');
    await page.locator('[aria-live]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
    const selection = { rows: [{ first: 3, last: 3 }], columns: [1] };
    assert.deepEqual(requests.at(-1), ['copy', { id: 1, selection, form: 'plain' }]);
    assert.equal(await grid.evaluate((element) => element.matches(':focus')), true);
  });

  for (const [what, keys, rows, columns] of [
    ['cells', ['ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight'], [[1, 2]], [0, 1]],
    ['whole rows', ['Shift+ArrowDown', 'Shift+ ', 'Shift+ArrowDown'], [[0, 2]], [0, 1, 2]],
    ['a whole column', ['ArrowRight', 'Control+ '], [[0, 999]], [1]],
    ['everything', ['Control+a'], [[0, 999]], [0, 1, 2]],
    ['to the end', ['ArrowRight', 'Shift+Control+End'], [[0, 999]], [1, 2]],
    ['one cell again', ['Control+a', 'Control+Home'], [[0, 0]], [0]],
  ] as const) {
    it(`selects by key: ${what}`, async () => {
      const { page, grid, cell, requests } = await open(rowsView(1000, 3));
      await cell('r0 c0').waitFor();
      await grid.focus();
      for (const key of keys) await page.keyboard.press(key.replace(/ $/, 'Space'));
      await page.keyboard.press('Control+Shift+c');
      const spans = rows.map(([first, last]) => ({ first, last }));
      assert.deepEqual(requests.filter(([method]) => method === 'copy').at(-1)?.[1], {
        id: 1,
        selection: { rows: spans, columns: [...columns] },
        form: 'choose',
      });
    });
  }

  it('selects by mouse, beside what is selected too, and says what it comes to', async () => {
    const numbers = { sum: '9007199254740993.10', min: '-1', max: '9007199254740994.10' };
    const panel = await open(rowsView(1000, 3), { summary: async () => ({ count: 4, numbers }) });
    const { page, cell, header, requests } = panel;
    const number = (text: string) => page.getByRole('rowheader', { name: text, exact: true });
    await cell('r1 c0').hover();
    await page.mouse.down();
    await cell('r2 c1').hover();
    await page.mouse.up();
    assert.equal(await page.locator('[role=gridcell][aria-selected=true]').count(), 4);
    await page.getByText(`Count 4 · Sum ${numbers.sum} · Min -1 · Max ${numbers.max}`).waitFor();
    await page.screenshot({ path: 'out/screenshots/resultsSelection.png' });
    await number('5').click();
    await number('7').click({ modifiers: ['Control'] });
    await number('8').click({ modifiers: ['Shift'] });
    await page.keyboard.press('Control+c');
    const copied = () => requests.filter(([method]) => method === 'copy').at(-1)?.[1];
    await poll('the rows are copied', async () => copied() !== undefined);
    const rows = [
      { first: 4, last: 4 },
      { first: 6, last: 7 },
    ];
    assert.deepEqual(copied(), { id: 1, selection: { rows, columns: [0, 1, 2] }, form: 'plain' });
    await header('column_2').click({ position: { x: 5, y: 5 } });
    const copyAs = page.getByRole('button', { name: /Copy As/ });
    await page.locator('.tools .codicon-copy').waitFor();
    await copyAs.click();
    await poll('the column is copied', async () => JSON.stringify(copied()).includes('choose'));
    assert.deepEqual(copied(), {
      id: 1,
      selection: { rows: [{ first: 0, last: 999 }], columns: [2] },
      form: 'choose',
    });
  });

  it('has the words of a selection in the colour that the theme has for them', async () => {
    const { page, cell } = await open(rowsView(5, 3));
    await page.evaluate(
      "document.documentElement.style.setProperty('--vscode-editor-selectionForeground', '#010203')",
    );
    await cell('r0 c0').click();
    await page.keyboard.press('Control+a');
    const colour = () =>
      cell('r1 c1').evaluate(
        (node) => node.ownerDocument.defaultView?.getComputedStyle(node).color,
      );
    await poll('the colour', async () => (await colour()) === 'rgb(1, 2, 3)');
  });

  it('finds text from the active cell on, goes there, and says when there is none', async () => {
    const panel = await open(rowsView(100_000, 3), {
      find: async ({ text, from }) => ({
        found: text === 'nothing' ? null : { row: from.row + 70_000, column: 1 },
      }),
    });
    const { page, grid, cell, requests } = panel;
    await cell('r3 c2').click();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('Ada');
    await page.keyboard.press('Enter');
    await page.locator('.active', { hasText: 'r70003 c1' }).waitFor();
    await page.screenshot({ path: 'out/screenshots/resultsFind.png' });
    assert.deepEqual(requests.find(([method]) => method === 'find')?.[1], {
      id: 1,
      columns: [0, 1, 2],
      text: 'Ada',
      from: { row: 3, column: 2 },
      backwards: false,
    });
    await page.getByRole('textbox', { name: 'Find' }).fill('nothing');
    await page.keyboard.press('Shift+Enter');
    await page.getByText('Not found').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await grid.evaluate((element) => element.matches(':focus')), true);
    assert.equal(await page.getByRole('search').isVisible(), false);
  });

  it('exports at a press of its button', async () => {
    const { page, requests } = await open(rowsView(10, 2));
    await page.getByRole('button', { name: 'Export Result…' }).click();
    await poll('it is asked for', async () => requests.at(-1)?.[0] === 'export');
    assert.deepEqual(requests.at(-1), ['export', { id: 1, columns: [0, 1] }]);
  });

  it('keeps the focus through the next result, and never takes it from the editor', async () => {
    const { page, grid, cell, emit } = await open(rowsView(1000));
    const focused = () => grid.evaluate((element) => element.matches(':focus'));
    await grid.focus();
    emit('changed', rowsView(1000, 3, { id: 2 }));
    await page.getByRole('columnheader', { name: 'column_3' }).waitFor({ state: 'detached' });
    assert.equal(await focused(), true);
    await page.evaluate('document.hasFocus = () => false; 0');
    emit('changed', rowsView(1000, 2, { id: 3 }));
    await page.getByRole('columnheader', { name: 'column_2' }).waitFor({ state: 'detached' });
    await cell('r0 c0').waitFor();
    assert.equal(await focused(), false);
  });

  it('lets Tab leave', async () => {
    const { page, grid } = await open(rowsView(1000));
    await grid.focus();
    await page.keyboard.press('Tab');
    assert.equal(await grid.evaluate((element) => element.matches(':focus')), false);
  });
});
