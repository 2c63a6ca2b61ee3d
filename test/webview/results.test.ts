import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type ResultsContract, type ResultsView, resultsShapes } from '../../src/protocol/results';
import type { Handlers } from '../../src/protocol/rpc';
import { poll } from '../e2e/poll';
import { handlers, heading, rowsView, tabsOf } from './fakeResults';
import { type Panel, type Panels, startPanels } from './panel';

/** Scrolls as dragging the scroll bar does. */
function drag(page: Page, part: number) {
  return page
    .locator('[role=grid]')
    .evaluate<void, number, { scrollTop: number; scrollHeight: number }>((grid, to) => {
      grid.scrollTop = grid.scrollHeight * to;
    }, part);
}

describe('the Results grid', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  async function open(view: ResultsView, changes?: Partial<Handlers<ResultsContract>>) {
    const panel = await panels.open('results', resultsShapes, handlers(view, changes), {
      width: 900,
      height: 420,
    });
    const { page } = panel;
    return {
      ...panel,
      grid: page.getByRole('grid'),
      cell: (text: string) => page.getByRole('gridcell', { name: text, exact: true }),
      header: (text: string) => page.getByRole('columnheader', { name: text }),
    };
  }

  function rowRequests({ requests }: Pick<Panel<ResultsContract>, 'requests'>): unknown[] {
    return requests.filter(([method]) => method === 'rows').map(([, params]) => params);
  }

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
      await panel.page.getByText('Scroll to the end for more.').waitFor();
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

  it('opens a cell in the editor with Enter and with two clicks', async () => {
    const { page, cell, requests } = await open(rowsView(10));
    await cell('r2 c1').click();
    await page.keyboard.press('Enter');
    await cell('r4 c3').dblclick();
    const opened = () => requests.filter(([method]) => method === 'openCell');
    await poll('both are asked for', async () => opened().length === 2);
    assert.deepEqual(
      opened().map(([, params]) => params),
      [
        { id: 1, row: 2, column: 1 },
        { id: 1, row: 4, column: 3 },
      ],
    );
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
    const { page, requests } = await open(rowsView(10));
    await page.getByRole('button', { name: 'Export Result…' }).click();
    await poll('it is asked for', async () => requests.at(-1)?.[0] === 'export');
    assert.deepEqual(requests.at(-1), ['export', { id: 1 }]);
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

  it('shows what went wrong, who said so, what to do, and tries again', async () => {
    const failed: ResultsView = {
      kind: 'failed',
      id: 7,
      heading,
      layer: 'PostgREST',
      sentence: 'permission denied for table orders',
      detail: [{ label: 'Code', text: '42501' }],
      advice: 'Grant SELECT to anon, or send it as service_role.',
      actions: ['Set Anon Key…', 'Open Documentation'],
      canRetry: true,
    };
    const { page, requests } = await open(failed);
    const card = page.getByRole('alert');
    for (const text of [failed.layer, failed.sentence, '42501', failed.advice]) {
      await card.getByText(text).waitFor();
    }
    await page.getByText('Retry').click();
    assert.deepEqual(requests.at(-1), ['retry', { id: 7 }]);
    await page.getByRole('button', { name: 'Open Documentation' }).click();
    assert.deepEqual(requests.at(-1), ['act', { id: 7, action: 1 }]);
  });

  it('says under a result without rows what that may mean, with what is offered for it', async () => {
    const text = 'Row Level Security may have left rows out.';
    const note = { text, actions: ['Find Out with SQL', 'Open Documentation'] };
    const { page, requests, emit } = await open(rowsView(0, 0, { note }));
    await page.getByText(text).waitFor();
    await page.getByRole('button', { name: 'Find Out with SQL' }).click();
    assert.deepEqual(requests.at(-1), ['act', { id: 1, action: 0 }]);
    emit('changed', rowsView(0, 3, { id: 2 }));
    await page.getByText(text).waitFor({ state: 'detached' });
  });

  it('shows the results of a run as tabs that the arrow keys go through', async () => {
    const { page, emit, requests } = await open(rowsView(10));
    const tab = (name: string) => page.getByRole('tab', { name });
    await page.getByRole('grid').waitFor();
    assert.equal(await tab('Messages').isVisible(), false);
    emit('tabs', tabsOf(3, { chosen: 2, messages: 4 }));
    await tab('Result 3').waitFor();
    assert.equal(await tab('Result 2').getAttribute('aria-selected'), 'true');
    await tab('Result 2').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Home');
    await tab('Messages 4').click();
    assert.deepEqual(
      requests.filter(([method]) => method === 'choose').map(([, params]) => params),
      [{ id: 3 }, { id: 1 }, { id: 0 }],
    );
    emit('tabs', tabsOf(3, { chosen: 3, messages: 4 }));
    await page.locator('.tab:focus', { hasText: 'Messages' }).waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('tab', { selected: true }).textContent(), 'Result 3');
  });

  it('shows what the server said and what every statement came to', async () => {
    const { page, emit } = await open(rowsView(10));
    emit('tabs', tabsOf(1, { chosen: 0, messages: 3, notices: 1 }));
    emit('changed', {
      kind: 'messages',
      lines: [
        { kind: 'notice', label: 'NOTICE', text: 'table "a" does not exist, skipping' },
        { kind: 'done', label: 'drop table if exists a', text: 'DROP TABLE · 2 ms' },
        { kind: 'failed', label: 'select nme', text: 'column "nme" does not exist' },
      ],
    });
    const lines = page.getByRole('log').getByRole('listitem');
    await lines.nth(2).waitFor();
    assert.deepEqual(await lines.allTextContents(), [
      'NOTICE table "a" does not exist, skipping',
      'drop table if exists a DROP TABLE · 2 ms',
      'select nme column "nme" does not exist',
    ]);
    await page.screenshot({ path: 'out/screenshots/resultsMessages.png' });
  });

  it('goes from nothing through running to no rows', async () => {
    const { page, emit, requests, complaints } = await open({ kind: 'empty' });
    await page.getByText('Run a statement with Ctrl+Enter').waitFor();
    emit('changed', { kind: 'running', id: 2, heading });
    await page.getByText('Running…').waitFor();
    await page.getByText('Cancel').click();
    assert.deepEqual(requests.at(-1), ['cancel', { id: 2 }]);
    emit('changed', rowsView(0, 3, { id: 2 }));
    await page.getByText('No rows came back.').waitFor();
    await page.getByText('0 rows').first().waitFor();
    emit('changed', { kind: 'done', id: 3, heading, status: 'INSERT 0 3 · 12 ms' });
    await page.getByText('INSERT 0 3 · 12 ms').waitFor();
    assert.deepEqual(complaints, []);
  });
});
