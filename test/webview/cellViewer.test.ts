import assert from 'node:assert/strict';
import type { CellView } from '../../src/core/results/cellView';
import { poll } from '../e2e/poll';
import { rowsView } from './fakeResults';
import { resultPanels } from './openResults';

const items = Array.from({ length: 450 }, (_, at) => ({ sku: `s${at}`, of: { at } }));
const order = `{"id": 9007199254740993, "total": 1.10, "note": "a\\nb", "none": null, "items": ${JSON.stringify(items)}, "tags": ["x", 2], "empty": []}`;
/** One red pixel. */
const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';

describe('the viewer of a cell', () => {
  const open = resultPanels();

  async function openWith(view: CellView, first?: readonly (readonly string[])[]) {
    const columns = [
      { name: 'id', type: 'int8' },
      { name: 'order', type: 'jsonb' },
    ];
    const rows =
      first === undefined ? rowsView(100, 2) : rowsView(first.length, 2, { first, columns });
    const panel = await open(rows, { cell: async () => view });
    const viewer = panel.page.getByRole('region', { name: 'Cell' });
    const cells = () => panel.requests.filter(([method]) => method === 'cell').map(([, at]) => at);
    return { ...panel, viewer, cells };
  }

  it('opens with Enter, follows the active cell, and gives the focus back with Escape', async () => {
    const { page, grid, cell, viewer, cells } = await openWith({
      kind: 'text',
      text: 'whole',
      size: 5,
    });
    await cell('r2 c1').click();
    await page.keyboard.press('Enter');
    await viewer.getByText('whole').waitFor();
    await viewer.getByRole('heading', { name: 'column_1 · Row 3' }).waitFor();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'hidden' });
    assert.equal(await grid.evaluate((element) => element.matches(':focus')), true);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await viewer.getByRole('heading', { name: 'column_1 · Row 4' }).waitFor();
    assert.deepEqual(
      cells(),
      [2, 2, 3].map((row) => ({ id: 1, row, column: 1 })),
    );
    await cell('r5 c0').dblclick();
    await viewer.getByRole('heading', { name: 'column_0 · Row 6' }).waitFor();
  });

  it('opens the whole cell in an editor', async () => {
    const { page, cell, viewer, requests } = await openWith({
      kind: 'text',
      text: 'a',
      size: 300_000,
    });
    await cell('r2 c1').dblclick();
    await viewer.getByText('300,000 characters').waitFor();
    await viewer.getByText('This is its beginning.').waitFor();
    await page.getByRole('button', { name: 'Open in Editor' }).click();
    await poll('it is asked for', async () => requests.at(-1)?.[0] === 'openCell');
    assert.deepEqual(requests.at(-1)?.[1], { id: 1, row: 2, column: 1 });
  });

  it('opens an embed with one click as a list and as tables, every number as it was written', async () => {
    const panel = await openWith({ kind: 'json', text: order, size: order.length }, [['1', order]]);
    const { page, viewer } = panel;
    await page.locator('.expand').click();
    await viewer.getByText('9007199254740993').waitFor();
    for (const text of ['1.10', '"a\\nb"', 'null', '[]']) {
      await viewer.getByText(text, { exact: true }).waitFor();
    }
    const rows = viewer.locator('details .json > tbody > tr');
    assert.equal(await rows.count(), 0);
    await viewer.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await viewer.getByRole('columnheader', { name: 'sku' }).waitFor();
    await viewer.getByText('"s199"', { exact: true }).waitFor();
    await viewer.getByRole('button', { name: 'Show more (200 of 450)' }).click();
    await viewer.getByRole('button', { name: 'Show more (400 of 450)' }).click();
    await viewer.getByText('"s449"', { exact: true }).waitFor();
    await viewer.getByText('{"at":0}', { exact: true }).click();
    await viewer.getByRole('rowheader', { name: 'at' }).waitFor();
    await viewer.locator('summary', { hasText: '["x", 2]' }).click();
    await viewer.getByText('"x"', { exact: true }).waitFor();
    assert.deepEqual(panel.complaints, []);
  });

  it('marks line breaks, tabs and outer spaces, and leaves them out of what is copied from it', async () => {
    const text = ' one\r\ntwo\tthree\n ';
    const { page, cell, viewer } = await openWith({ kind: 'text', text, size: text.length });
    await cell('r0 c1').dblclick();
    await viewer.getByText('three').waitFor();
    const marks = await viewer
      .locator('.mark')
      .evaluateAll((found) => found.map((mark) => mark.getAttribute('data-mark')));
    assert.deepEqual(marks, ['␣', '␍⏎', '⇥', '⏎', '␣']);
    assert.equal(await viewer.locator('.cellText').textContent(), text);
    await page.screenshot({ path: 'out/screenshots/resultsCellText.png' });
  });

  it('shows what turns the text around, and lets it turn nothing', async () => {
    const text = 'safe\u202Elive\u0007';
    const { cell, viewer } = await openWith({ kind: 'text', text, size: text.length });
    await cell('r0 c1').dblclick();
    await viewer.locator('.mark').first().waitFor();
    const marks = await viewer
      .locator('.mark')
      .evaluateAll((found) => found.map((mark) => mark.getAttribute('data-mark')));
    assert.deepEqual(marks, ['[U+202E]', '␇']);
    assert.equal(await viewer.locator('.cellText').textContent(), text);
    const isolated = await viewer
      .locator('.cellText bdi')
      .evaluateAll((found) => found.map((one) => one.textContent));
    assert.deepEqual(isolated, ['\u202E', '\u0007']);
  });

  it('shows bytes, and a picture where they are one', async () => {
    const dump = '00000000  89 50 4e 47';
    const image = { type: 'image/png', base64: png } as const;
    const { page, cell, viewer, complaints } = await openWith({
      kind: 'bytes',
      dump,
      size: 70,
      image,
    });
    await cell('r0 c1').dblclick();
    await viewer.getByText('70 bytes').waitFor();
    await viewer.getByText(dump).waitFor();
    const picture = viewer.getByRole('img', { name: 'The image in the cell' });
    await poll('it is drawn', async () =>
      picture.evaluate(
        (element) => (element as unknown as { naturalWidth: number }).naturalWidth === 1,
      ),
    );
    assert.deepEqual(complaints, []);
    await page.evaluate("new Image().src = 'https://elsewhere.test/x.png'; 0");
    await poll('nothing else is loaded', async () => complaints.join().includes('img-src'));
  });

  it('tells NULL from a text, and shows hostile JSON as text', async () => {
    const hostile = '{"__proto__": "<img src=x onerror=alert(1)>", "__proto__": 2}';
    const panel = await openWith({ kind: 'json', text: hostile, size: hostile.length });
    const { cell, viewer } = panel;
    await cell('r0 c1').dblclick();
    await viewer.getByText('"<img src=x onerror=alert(1)>"').waitFor();
    assert.equal(await viewer.getByRole('rowheader', { name: '__proto__' }).count(), 2);
    assert.equal(await viewer.locator('img').count(), 0);
    assert.deepEqual(panel.complaints, []);
    const none = await openWith({ kind: 'null' });
    await none.cell('r0 c1').dblclick();
    await none.viewer.locator('.nullWord', { hasText: 'NULL' }).waitFor();
  });
});
