import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { poll } from '../poll';
import { quickPick, runCommand } from '../quickInput';
import { openShop, type Shop, shownRows } from '../shop';

const sql = `-- @project Shop (Powabase)
select :word::text as word, n from generate_series(1, :count::int) as n;

select count(*) from generate_series(1, 300000) as a join generate_series(1, 100) as b on a % 100 = b;

select '😀é', :word, nmae from products;

select pg_sleep(90);

select current_user as me;
`;

describe('Journey: SQL in the editor', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'editor.sql': sql }, { 'powabase.sql.statementTimeoutSeconds': 5 });
    await shop.workbench.openFile('editor.sql');
    await shop.workbench.page
      .getByRole('button', { name: /^Run SQL/ })
      .first()
      .waitFor();
  });
  after(() => shop?.dispose());

  const results = () => shop.workbench.webview('Powabase Results');
  const page = () => shop.workbench.page;

  /** Puts the cursor into the line that begins with the text. */
  async function goTo(beginning: string) {
    await shop.workbench.openFile('editor.sql');
    const line = sql.split('\n').findIndex((text) => text.startsWith(beginning)) + 1;
    await shop.workbench.goToLine(line);
  }

  /** Waits until the editor that is in front shows the text. */
  async function shows(text: RegExp) {
    const lines = page().locator('.editor-group-container.active .view-lines').first();
    await poll(`the editor to show ${text}`, async () =>
      text.test(((await lines.textContent()) ?? '').replaceAll('\u00a0', ' ')),
    );
  }

  async function answer(title: string, value: string) {
    const widget = page().locator('.quick-input-widget');
    await widget.getByText(title).waitFor();
    await widget.locator('.quick-input-filter input').fill(value);
    await widget.locator('.monaco-list-row').first().getByText(value).first().waitFor();
    await page().keyboard.press('Enter');
  }

  it('runs by a lens, and asks for parameters once', async () => {
    const lens = page().locator('.codelens-decoration a', { hasText: 'Run' });
    await lens.first().waitFor();
    await shop.workbench.screenshot('sql-lenses');
    await lens.first().click();
    await answer('The value of :word (1/2)', "o'neil");
    await answer('The value of :count (2/2)', '2');
    const view = await results();
    const rows = [
      ["o'neil", '1'],
      ["o'neil", '2'],
    ];
    await poll('the rows', async () => {
      return JSON.stringify(await shownRows(view)) === JSON.stringify(rows);
    });
  });

  it('marks an error at its place behind parameters that it knows already', async () => {
    await goTo("select '😀é'");
    await page().keyboard.press('Control+Enter');
    await (await results()).getByText('column "nmae" does not exist').waitFor();
    const squiggle = page().locator('.monaco-editor .squiggly-error').first();
    await squiggle.waitFor({ state: 'attached' });
  });

  it('shows the plan as a tree, and copies it', async () => {
    await goTo('select count(*)');
    await runCommand(page(), 'Powabase: Explain Analyze SQL');
    await shows(/took most of the time/);
    await shows(/Hash Join/);
    await shop.workbench.screenshot('sql-plan');
    await page().locator('.codelens-decoration a', { hasText: 'Copy as JSON' }).click();
    await poll('the plan on the clipboard', async () =>
      (await shop.workbench.clipboard()).includes('"Execution Time"'),
    );
  });

  it('compares what two roles see', async () => {
    await goTo('select current_user');
    await runCommand(page(), 'Powabase: Compare Roles…');
    await page().getByText('Compare the rows on "Shop (Powabase)" as').waitFor();
    await page().keyboard.press('Enter');
    await quickPick(page(), 'Without a user');
    await shows(/2 of 2 rows differ/);
    await shop.workbench.screenshot('sql-roles');
  });

  it('ends a statement whose time is over', async () => {
    await goTo('select pg_sleep');
    await page().keyboard.press('Control+Enter');
    const view = await results();
    await view.getByText(/The statement was cancelled after 5 s/).waitFor();
    await view.getByRole('button', { name: 'Change the Limit…' }).waitFor();
  });

  it('finds what was run', async () => {
    await runCommand(page(), 'Powabase: Search SQL History…');
    await page().getByText('What was run').waitFor();
    await shop.workbench.screenshot('sql-history');
    await quickPick(page(), 'select pg_sleep(90)');
    await quickPick(page(), 'Open in a new document');
    await shows(/select pg_sleep\(90\);/);
  });

  it('formats the document and leaves its comments', async () => {
    await goTo('select current_user');
    await runCommand(page(), 'Format Document');
    await page().keyboard.press('Control+S');
    const file = join(shop.workbench.workspace, 'editor.sql');
    await poll('the formatted file', async () =>
      /select\n\s+current_user as me;/.test(await readFile(file, 'utf8')),
    );
    assert.match(await readFile(file, 'utf8'), /^-- @project Shop \(Powabase\)\nselect\n/);
  });
});
