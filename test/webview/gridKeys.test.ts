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

describe('keys in the Results grid', () => {
  const openPanel = resultPanels();
  const open = () =>
    openPanel(rowsView(5, 5, { edits }), { wholeCell: async () => ({ cell: 'whole' }) });

  for (const [where, key] of [
    ['a cell that is edited', 'F2'],
    ['the find box', 'Control+f'],
  ] as const) {
    it(`go on to the editor from ${where}, and are not those of the grid`, async () => {
      const { page, requests, cell } = await open();
      await cell('r0 c1').click();
      await page.keyboard.press(key);
      await page.locator('input:focus, textarea:focus').waitFor();
      await page.evaluate(
        "window.seen = []; addEventListener('keydown', ({ key }) => seen.push(key))",
      );
      await page.keyboard.press('F1');
      await page.keyboard.press('Control+c');
      assert.deepEqual(await page.evaluate('seen'), ['F1', 'Control', 'c']);
      assert.ok(requests.every(([method]) => method !== 'copy'));
    });
  }

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
