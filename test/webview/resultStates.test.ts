import assert from 'node:assert/strict';
import type { ResultsView } from '../../src/protocol/results';
import { heading, rowsView, tabsOf } from './fakeResults';
import { resultPanels } from './openResults';

describe('the Results view', () => {
  const open = resultPanels();

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

  it('breaks a long word of the server where the card ends', async () => {
    const sentence = `invalid input syntax for type integer: "${'y'.repeat(3000)}"`;
    const facts = { id: 7, heading, layer: 'Postgres', advice: '', actions: [], canRetry: true };
    const { page } = await open({ kind: 'failed', ...facts, sentence, detail: [] });
    const card = page.getByRole('alert');
    await card.getByText('yyy').waitFor();
    assert.ok(await card.evaluate((element) => element.scrollWidth <= element.clientWidth));
  });

  it('says which rows are those of a statement that failed', async () => {
    const { page } = await open(rowsView(10, 10, { progress: 'broken' }));
    await page
      .locator('footer .note', { hasText: 'The statement failed: these are the rows that arrived' })
      .waitFor();
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
