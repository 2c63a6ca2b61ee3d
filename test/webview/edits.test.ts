import assert from 'node:assert/strict';
import type { EditedRow, Editing, EditState } from '../../src/protocol/edits';
import type { ResultsContract } from '../../src/protocol/results';
import type { Handlers } from '../../src/protocol/rpc';
import { poll } from '../e2e/poll';
import { type RowsView, rowsView } from './fakeResults';
import { resultPanels } from './openResults';

function editing(more: Partial<Editing> = {}): Editing {
  return {
    kind: 'editing',
    table: 'public.orders',
    columns: [
      { column: 0, nullable: false, hasDefault: false, locked: 'column_0 is generated.' },
      { column: 1, nullable: true, hasDefault: false },
      { column: 2, nullable: false, hasDefault: true },
      { column: 3, nullable: true, hasDefault: false, choices: ['t', 'f'] },
    ],
    canInsert: true,
    canDelete: true,
    rows: [],
    added: 0,
    count: 0,
    canUndo: false,
    canRedo: false,
    isApplying: false,
    ...more,
  };
}

const changedRow: EditedRow = {
  place: 1,
  state: 'changed',
  cells: [{ column: 1, value: { kind: 'text', text: 'pending text' } }],
};

describe('editing in the Results grid', () => {
  const openPanel = resultPanels();

  async function open(edits: EditState, more: Partial<Handlers<ResultsContract>> = {}) {
    const view = rowsView(5, 5, { edits });
    const panel = await openPanel(view, {
      wholeCell: async ({ row, column }) => ({ cell: `r${row} c${column}` }),
      ...more,
    });
    const { page, requests, emit, cell } = panel;
    await cell('r0 c0').waitFor();
    const asked = (method: string) =>
      requests.filter(([name]) => name === method).map(([, params]) => params);
    return {
      ...panel,
      asked,
      show: (next: EditState, others: Partial<RowsView> = {}) => {
        const { first: _first, ...rest } = view;
        emit('changed', { ...rest, edits: next, ...others });
      },
      changes: async (count: number) => {
        await poll(`${count} changes`, async () => asked('change').length === count);
        return asked('change');
      },
      editor: page.getByRole('textbox', { name: /^Edit column_/ }),
    };
  }

  const set = (place: number, column: number, text: string) => ({
    id: 1,
    changes: [{ kind: 'set', place, column, value: { kind: 'text', text } }],
  });

  it('asks the host at the first F2, and edits the cell once it may', async () => {
    let answer = (_state: EditState) => {};
    const panel = await open(
      { kind: 'offered' },
      {
        edit: async () => {
          answer(editing());
          return null;
        },
      },
    );
    answer = panel.show;
    await panel.cell('r1 c1').click();
    await panel.page.keyboard.press('F2');
    await panel.editor.waitFor();
    assert.equal(await panel.editor.inputValue(), 'r1 c1');
    assert.deepEqual(panel.asked('edit'), [{ id: 1, action: 'begin' }]);
    await panel.page.getByText('No changes to public.orders').first().waitFor();
    assert.equal(await panel.grid.getAttribute('aria-readonly'), 'false');
    assert.deepEqual(panel.complaints, []);
  });

  it('says at F2 why rows cannot be edited, and shows the cell at Enter', async () => {
    const panel = await open({ kind: 'refused', why: 'public.orders has no primary key.' });
    await panel.cell('r1 c1').click();
    await panel.page.keyboard.press('F2');
    await panel.page.getByText('public.orders has no primary key.').waitFor();
    await panel.page.keyboard.press('Enter');
    await poll('the cell', async () => panel.asked('cell').length === 1);
    assert.equal(await panel.editor.count(), 0);
  });

  for (const [how, begin] of [
    ['F2', (panel: Awaited<ReturnType<typeof open>>) => panel.page.keyboard.press('F2')],
    ['Enter', (panel: Awaited<ReturnType<typeof open>>) => panel.page.keyboard.press('Enter')],
    ['a double click', (panel: Awaited<ReturnType<typeof open>>) => panel.cell('r2 c2').dblclick()],
  ] as const) {
    it(`keeps at Enter what was typed after ${how}, and leaves it at Escape`, async () => {
      const panel = await open(editing());
      const { page, editor } = panel;
      await panel.cell('r2 c2').click();
      await begin(panel);
      await editor.waitFor();
      await page.keyboard.type('left');
      await page.keyboard.press('Escape');
      await editor.waitFor({ state: 'detached' });
      await page.keyboard.press('F2');
      await editor.waitFor();
      await page.keyboard.type('kept');
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('line 2');
      await page.keyboard.press('Enter');
      assert.deepEqual(await panel.changes(1), [set(2, 2, 'kept\nline 2')]);
      assert.equal(await page.locator('[role=grid]:focus').count(), 1);
    });
  }

  it('shows the whole of a cell at Space, also where it may be edited', async () => {
    const panel = await open(editing());
    await panel.cell('r2 c2').click();
    await panel.page.keyboard.press('Space');
    await poll('the cell', async () => panel.asked('cell').length === 1);
    assert.deepEqual(panel.asked('cell'), [{ id: 1, row: 2, column: 2 }]);
    assert.equal(await panel.editor.count(), 0);
  });

  it('changes nothing where nothing was typed, and makes NULL an empty text only on purpose', async () => {
    const panel = await open(editing(), { wholeCell: async () => ({ cell: null }) });
    const { page, editor } = panel;
    await panel.cell('r0 c1').click();
    await page.keyboard.press('F2');
    await editor.waitFor();
    await page.keyboard.press('Enter');
    await editor.waitFor({ state: 'detached' });
    await page.keyboard.press('F2');
    await editor.waitFor();
    await page.keyboard.type('x');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Tab');
    assert.deepEqual(await panel.changes(1), [set(0, 1, '')]);
    await poll('the next cell', async () => {
      const name = await editor.getAttribute('aria-label').catch(() => null);
      return name === 'Edit column_2';
    });
  });

  it('keeps what was typed when the rows are scrolled from under it', async () => {
    const panel = await open(editing());
    await panel.cell('r1 c1').dblclick();
    await panel.editor.waitFor();
    await panel.page.keyboard.type('kept');
    await panel.cell('r3 c2').hover();
    await panel.page.mouse.wheel(0, 50);
    assert.deepEqual(await panel.changes(1), [set(1, 1, 'kept')]);
    await panel.editor.waitFor({ state: 'detached' });
  });

  it('offers the values of a boolean to choose from', async () => {
    const panel = await open(editing(), { wholeCell: async () => ({ cell: 't' }) });
    await panel.cell('r0 c3').click();
    await panel.page.keyboard.press('F2');
    const choice = panel.page.getByRole('combobox', { name: 'Edit column_3' });
    await choice.waitFor();
    assert.deepEqual(await choice.locator('option').allTextContents(), ['true', 'false', 'NULL']);
    await choice.selectOption('false');
    await choice.press('Enter');
    assert.deepEqual(await panel.changes(1), [set(0, 3, 'f')]);
  });

  it('sets NULL by a key of its own, in what is selected and can be NULL', async () => {
    const panel = await open(editing());
    await panel.cell('r1 c1').click();
    await panel.cell('r2 c2').click({ modifiers: ['Shift'] });
    await panel.page.keyboard.press('Control+Backspace');
    const [made] = await panel.changes(1);
    const value = { kind: 'null' };
    assert.deepEqual(made, {
      id: 1,
      changes: [
        { kind: 'set', place: 1, column: 1, value },
        { kind: 'set', place: 2, column: 1, value },
      ],
    });
    await panel.cell('r1 c0').click();
    await panel.page.keyboard.press('Control+Backspace');
    await panel.page.getByText('What is selected cannot be changed to that.').waitFor();
    assert.equal(panel.asked('change').length, 1);
  });

  it('says why a single column cannot be changed', async () => {
    const panel = await open(editing());
    await panel.cell('r1 c0').click();
    await panel.page.keyboard.press('F2');
    await panel.page.getByText('column_0 is generated.').waitFor();
    await panel.cell('r1 c4').click();
    await panel.page.keyboard.press('F2');
    await panel.page.getByText('This column is of no table.').waitFor();
  });

  it('marks what is changed, new and deleted, and not by its colour alone', async () => {
    const panel = await open(editing());
    panel.show(
      editing({
        rows: [
          changedRow,
          { place: 2, state: 'deleted', cells: [] },
          {
            place: 5,
            state: 'new',
            cells: [
              { column: 1, value: { kind: 'text', text: 'fresh' } },
              { column: 2, value: { kind: 'default' } },
            ],
          },
        ],
        added: 1,
        count: 3,
        canUndo: true,
      }),
    );
    const changed = panel.cell('pending text');
    await changed.waitFor();
    assert.equal(await changed.getAttribute('aria-description'), 'changed');
    await panel.cell('fresh').waitFor();
    await panel.cell('DEFAULT').waitFor();
    const row = (name: string) => panel.page.locator(`[role=row][aria-description="${name}"]`);
    assert.match((await row('to be deleted').textContent()) ?? '', /r2 c1/);
    assert.match((await row('new row').textContent()) ?? '', /fresh/);
    await panel.page.getByText('3 changes to public.orders').first().waitFor();
    await panel.page.screenshot({ path: 'out/screenshots/edits-marks.png' });

    panel.show(editing({ rows: [], canRedo: true }));
    await panel.cell('r1 c1').waitFor();
    assert.equal(await panel.page.locator('[aria-description]').count(), 0);
    assert.equal(await panel.cell('fresh').count(), 0);
  });

  it('edits the whole of a value that the page has only the beginning of', async () => {
    const long = 'long '.repeat(1_000);
    const panel = await open(editing(), { wholeCell: async () => ({ cell: long }) });
    await panel.cell('r1 c1').click();
    await panel.page.keyboard.press('F2');
    await panel.editor.waitFor();
    assert.equal(await panel.editor.inputValue(), long);
  });

  it('has undo, redo, review, apply and discard by key and by button', async () => {
    const panel = await open(
      editing({ rows: [changedRow], count: 1, canUndo: true, canRedo: true }),
    );
    await panel.cell('r0 c1').click();
    await panel.page.keyboard.press('Control+z');
    await panel.page.keyboard.press('Control+Shift+z');
    await panel.page.keyboard.press('Control+y');
    for (const name of ['Review SQL', 'Discard', 'Apply']) {
      await panel.page.getByRole('button', { name, exact: true }).click();
    }
    await poll('six actions', async () => panel.asked('edit').length === 6);
    assert.deepEqual(
      panel.asked('edit').map((params) => (params as { action: string }).action),
      ['undo', 'redo', 'redo', 'review', 'discard', 'apply'],
    );
  });

  it('adds a row at the end and deletes the selected ones', async () => {
    const panel = await open(editing());
    await panel.page.getByRole('button', { name: 'Add Row' }).click();
    assert.deepEqual(await panel.changes(1), [{ id: 1, changes: [{ kind: 'insert' }] }]);
    await panel.cell('r1 c1').click();
    await panel.cell('r2 c1').click({ modifiers: ['Shift'] });
    await panel.page.keyboard.press('Control+Delete');
    assert.deepEqual((await panel.changes(2))[1], {
      id: 1,
      changes: [
        { kind: 'delete', place: 1 },
        { kind: 'delete', place: 2 },
      ],
    });
  });

  it('tells of a conflict, and offers to overwrite what is there now', async () => {
    const panel = await open(editing({ rows: [changedRow], count: 1 }));
    const text = "Row (id = 1): somebody changed name from 'a' to 'b' in the meantime.";
    panel.show(
      editing({
        rows: [changedRow],
        count: 1,
        outcome: { isProblem: true, text, canOverwrite: true },
      }),
    );
    await panel.page.locator('.editOutcome', { hasText: text }).waitFor();
    await panel.page.getByRole('button', { name: 'Change It Anyway' }).click();
    await poll('the wish', async () => panel.asked('edit').length === 1);
    await panel.page.screenshot({ path: 'out/screenshots/edits-conflict.png' });
    assert.deepEqual(panel.complaints, []);
  });

  it('shows the rows that the server returned', async () => {
    const panel = await open(editing({ rows: [changedRow], count: 1 }));
    await panel.cell('pending text').waitFor();
    const first = Array.from({ length: 5 }, (_, row) => [`new ${row}`, 'a', 'b', 'c', 'd']);
    panel.show(
      editing({ outcome: { isProblem: false, text: 'Changes applied: 1', canOverwrite: false } }),
      { first },
    );
    await panel.cell('new 1').waitFor();
    await panel.page.getByText('Changes applied: 1').first().waitFor();
    assert.equal(await panel.cell('pending text').count(), 0);
  });
});
