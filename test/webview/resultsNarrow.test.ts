import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Editing } from '../../src/protocol/edits';
import type { ResultsView } from '../../src/protocol/results';
import { heading, rowsView } from './fakeResults';
import { resultPanels } from './openResults';

const long = {
  project: 'The shop of a town with a very long name',
  role: 'service_role',
  text: `select ${'a_column, '.repeat(30)} 1`,
  warning: 'past Row Level Security: no policy holds',
};
const editing: Editing = {
  kind: 'editing',
  table: 'public.a_table_whose_name_does_not_fit_either',
  columns: [{ column: 0, nullable: true, hasDefault: false }],
  canInsert: true,
  canDelete: true,
  rows: [],
  added: 0,
  count: 3,
  canUndo: true,
  canRedo: true,
  isApplying: false,
};
const offers = ['Count…', 'Response', 'Save…'].map((label, action) => ({ label, action }));
const sorted = { sort: [{ column: 1, descending: true }], filters: [], fetched: 30 };

describe('the Results view where there is little room', () => {
  const openPanel = resultPanels();

  async function open(view: ResultsView, width: number, height: number) {
    const panel = await openPanel(view);
    await panel.page.setViewportSize({ width, height });
    return panel.page;
  }

  const edgesOf = (element: Locator) =>
    element.evaluate((node) => {
      const { left, right, top, bottom } = node.getBoundingClientRect();
      return { left, right, top, bottom };
    });

  for (const width of [320, 600]) {
    it(`has every button and the role in sight at ${width} pixels`, async () => {
      const page = await open(
        rowsView(30, 4, { heading: long, offers, edits: editing, arranged: sorted }),
        width,
        500,
      );
      const names = ['Apply', 'Discard', 'Review SQL', 'Clear Sort and Filters', 'Save…'];
      const buttons = names.map((name) => page.getByRole('button', { name }));
      for (const element of [...buttons, page.locator('.role')]) {
        const { left, right } = await edgesOf(element);
        assert.ok(left >= 0 && right <= width, `${left} to ${right} in ${width}`);
      }
      const [apply] = buttons;
      assert.ok(apply);
      const { top, bottom } = await edgesOf(apply);
      assert.ok(bottom - top < 40, 'the words of a button stand on one line');
    });
  }

  it('cuts a short name for no statement, however long that is', async () => {
    const widths: (number | undefined)[] = [];
    for (const text of ['select 1', long.text]) {
      const { page } = await openPanel(rowsView(3, 2, { heading: { ...heading, text } }));
      widths.push((await page.locator('.project').boundingBox())?.width);
    }
    assert.equal(widths[1], widths[0]);
  });

  it('keeps what is said of no rows above the footer', async () => {
    const text = 'Row Level Security may have left rows out, or there are none. '.repeat(3);
    const actions = ['Find Out with SQL', 'Change Role…', 'Open Documentation'];
    const page = await open(rowsView(0, 0, { offers, note: { text, actions } }), 400, 220);
    const said = await edgesOf(page.locator('.noRows'));
    const footer = await edgesOf(page.locator('footer'));
    assert.ok(said.bottom <= footer.top, `${said.bottom} above ${footer.top}`);
    const last = page.getByRole('button', { name: 'Open Documentation' });
    await last.focus();
    assert.ok((await edgesOf(last)).bottom <= footer.top, 'it is scrolled to');
  });

  it('shows how to cancel in a panel of a few lines', async () => {
    const page = await open({ kind: 'running', id: 2, heading }, 640, 150);
    const cancel = page.getByRole('button', { name: 'Cancel' });
    await cancel.waitFor();
    assert.ok((await edgesOf(cancel)).bottom <= 150);
  });
});
