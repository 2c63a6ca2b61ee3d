import assert from 'node:assert/strict';
import type { Editing } from '../../src/protocol/edits';
import { rowsView } from './fakeResults';
import { resultPanels } from './openResults';

const edits: Editing = {
  kind: 'editing',
  table: 'public.orders',
  columns: [
    { column: 0, nullable: false, hasDefault: false, locked: 'column_0 is generated.' },
    { column: 1, nullable: true, hasDefault: false },
  ],
  rows: [],
  added: 0,
  count: 0,
  canInsert: true,
  canDelete: true,
  canUndo: false,
  canRedo: false,
  isApplying: false,
};

/** What the editor's own listener around a page hears. */
const listen = "window.seen = []; addEventListener('keydown', ({ key }) => seen.push(key))";

describe('keys in the Results grid', () => {
  const openPanel = resultPanels();
  const open = () =>
    openPanel(rowsView(5, 5, { edits }), { wholeCell: async () => ({ cell: 'whole' }) });

  for (const [where, key] of [
    ['a cell that is edited', 'F2'],
    ['the find box', 'Control+f'],
    ['the cell that is viewed', 'Shift+Enter'],
  ] as const) {
    it(`go on to the editor from ${where}, and are not those of the grid`, async () => {
      const { page, requests, cell } = await open();
      await cell('r0 c1').click();
      await page.keyboard.press(key);
      await page.locator('input:focus, textarea:focus, .viewerBody:focus').waitFor();
      await page.evaluate(listen);
      await page.keyboard.press('F1');
      await page.keyboard.press('Control+c');
      assert.deepEqual(await page.evaluate('seen'), ['F1', 'Control', 'c']);
      assert.ok(requests.every(([method]) => method !== 'copy'));
    });
  }

  it('are not those of the workbench where they are taken, and Find is of the result everywhere', async () => {
    const { page, cell } = await open();
    const find = page.getByRole('textbox', { name: 'Find' });
    await cell('r0 c1').click();
    await page.evaluate(listen);
    for (const key of ['Control+f', 'Control+f', 'Escape', 'ArrowDown', 'Space', 'Control+a']) {
      await page.keyboard.press(key);
      if (key === 'Control+f') assert.ok(await find.evaluate((box) => box.matches(':focus')));
    }
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Shift+Enter');
    await page.locator('.viewerBody:focus').waitFor();
    await page.keyboard.press('Control+f');
    await page.locator('input:focus').waitFor();
    const seen: unknown = await page.evaluate('seen');
    assert.ok(Array.isArray(seen));
    assert.deepEqual(
      seen.filter((key) => key !== 'Control' && key !== 'Shift'),
      ['Escape'],
    );
  });

  it('leave with Escape what is open beside the rows, from the rows too', async () => {
    const { page, cell } = await open();
    await cell('r0 c1').click();
    await page.keyboard.press('Space');
    await page.keyboard.press('Control+f');
    await page.locator('.viewer').waitFor();
    await cell('r1 c1').click();
    await page.keyboard.press('Escape');
    await page.locator('.viewer').waitFor({ state: 'hidden' });
    await page.getByRole('search').waitFor({ state: 'hidden' });
    assert.equal(await page.locator('[role=grid]:focus').count(), 1);
  });

  it('take back what was said of a cell once another one is active', async () => {
    const { page, cell } = await open();
    await cell('r0 c0').click();
    await page.keyboard.press('F2');
    const said = page.getByText('column_0 is generated.');
    await said.waitFor();
    await page.keyboard.press('ArrowDown');
    await said.waitFor({ state: 'detached' });
  });
});
