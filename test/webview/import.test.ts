import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { poll } from '../e2e/poll';
import { type Sandbox, start } from '../sandbox';
import { type ImportWish, makeImports } from './hostedImport';
import { type Panels, startPanels } from './panel';

type Imports = Awaited<ReturnType<typeof makeImports>>;

const people = `id,Full Name,Born,junk
1,"Ann ""the first""",2001-02-03,x
2,Bo,,x
`;

describe('the page of an import', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let panels: Panels;
  let imports: Imports;
  before(async () => {
    sandbox = await start();
    panels = await startPanels();
    imports = await makeImports(panels, await sandbox.database());
  });
  after(async () => {
    await imports?.close();
    await panels?.close();
    await sandbox?.stop();
  });
  beforeEach(async () => {
    await imports.run('drop table if exists people');
    await imports.run(
      'create table people (id int not null, full_name text, born date, note text)',
    );
  });

  const wish = (more: Partial<ImportWish> = {}): ImportWish => ({
    table: 'people',
    content: people,
    ...more,
  });
  const rows = () => imports.run('table people');
  const column = (page: Page, field: string) => page.getByLabel(`Column for ${field}`);
  const button = (page: Page) => page.getByRole('button', { name: 'Import', exact: true });
  const ready = (page: Page) =>
    poll('the button', async () => (await button(page).getAttribute('disabled')) === null);
  const chosen = (page: Page, label: string) =>
    page
      .getByLabel(label, { exact: true })
      .evaluate<string, { value: string }>(({ value }) => value);

  it('shows what it has found, field by field', async () => {
    const { page, complaints } = await imports.open(wish());
    await page.getByRole('heading', { name: 'Import rows.csv into public.people' }).waitFor();
    await page.screenshot({ path: 'out/screenshots/import.png' });
    await page.getByText('2 rows · 66 bytes · LF').waitFor();
    assert.equal(await chosen(page, 'Delimiter'), ',');
    assert.equal(await chosen(page, 'Encoding'), 'utf8');
    assert.ok(await page.getByLabel('First line names the fields').isChecked());
    const mapped = ['id', 'Full Name', 'Born', 'junk'].map((field) =>
      chosen(page, `Column for ${field}`),
    );
    assert.deepEqual(await Promise.all(mapped), ['=id', '=full_name', '=born', '']);
    const texts = await page.locator('tbody tr').allInnerTexts();
    assert.deepEqual(
      texts.map((text) => text.split('\t')),
      [
        ['2', '1', 'Ann "the first"', '2001-02-03', 'x'],
        ['3', '2', 'Bo', 'NULL', 'x'],
      ],
    );
    await ready(page);
    assert.deepEqual(complaints, []);
  });

  it('imports, says how many, closes, and is found in the history', async () => {
    const opened = await imports.open(wish());
    await ready(opened.page);
    await button(opened.page).click();
    await poll('the end', async () => opened.isClosed());
    assert.deepEqual(await rows(), [
      ['1', 'Ann "the first"', '2001-02-03', null],
      ['2', 'Bo', null, null],
    ]);
    assert.deepEqual(opened.shown, ['2 rows imported into public.people.']);
    const [entry] = opened.history;
    assert.equal(entry?.rows, 2);
    assert.match(entry?.text ?? '', /^copy public\.people \(id, full_name, born\) from stdin/);
  });

  it('says “1 row” of one row, where it asks and when it is done', async () => {
    const content = 'id,full_name\n1,Ann\n';
    const opened = await imports.open(
      wish({ content, project: { safety: 'confirm' }, pressed: ['Run'] }),
    );
    await ready(opened.page);
    await button(opened.page).click();
    await poll('the end', async () => opened.isClosed());
    const [asked, done] = opened.shown;
    assert.match(asked ?? '', /Adds 1 row to public\.people\./);
    assert.equal(done, '1 row imported into public.people.');
  });

  it('takes another column for a field, and another way to read the file', async () => {
    const opened = await imports.open(wish({ content: '1;NULL;x\n2;y;x\n', name: 'semi.csv' }));
    const { page } = opened;
    assert.equal(await chosen(page, 'Delimiter'), ';');
    await page.getByLabel('NULL is').fill('NULL');
    await page.keyboard.press('Tab');
    await page.locator('td .null').waitFor();
    await column(page, 'Field 3').selectOption('=note');
    await ready(page);
    await button(page).click();
    await poll('the end', async () => opened.isClosed());
    assert.deepEqual(await rows(), [
      ['1', null, null, 'x'],
      ['2', 'y', null, 'x'],
    ]);
  });

  it('takes NULL in quotes too, where the person says so', async () => {
    const opened = await imports.open(wish({ content: 'id,full_name,note\n1,"",""\n' }));
    const { page } = opened;
    await page.getByText('1 row').waitFor();
    assert.equal(await page.locator('td .null').count(), 0);
    await page.getByLabel('NULL in quotes too').check();
    await poll('two times NULL', async () => (await page.locator('td .null').count()) === 2);
    await ready(page);
    await page.screenshot({ path: 'out/screenshots/import-quoted-null.png' });
    await button(page).click();
    await poll('the end', async () => opened.isClosed());
    assert.deepEqual(await rows(), [['1', null, null, null]]);
  });

  it('shows rows whose lines are longer than the beginning of most files', async () => {
    const long = 'a line, and another\n'.repeat(20_000);
    const content = `id,note\n1,"${long}"\n2,short\n`;
    const { page } = await imports.open(wish({ content }));
    await page.getByText(/2 rows · 400 KB · LF/).waitFor();
    await page.getByRole('cell', { name: 'short' }).waitFor();
    await page.getByRole('cell', { name: /^a line, and another ↵ a line/ }).waitFor();
    assert.equal(await page.locator('tbody tr').count(), 2);
    await ready(page);
    assert.equal(await page.locator('.finding').count(), 0);
  });

  it('keeps the focus on what was changed, by keyboard alone', async () => {
    const { page } = await imports.open(wish());
    await column(page, 'junk').focus();
    await page.keyboard.press('End');
    await poll('the choice', async () => (await chosen(page, 'Column for junk')) === '=note');
    await ready(page);
    assert.equal(await page.evaluate('document.activeElement.dataset.place'), 'field-3');
  });

  it('names a column that must be fed, and does not start without it', async () => {
    const { page } = await imports.open(wish());
    await column(page, 'id').selectOption('');
    await page
      .getByText('"id" takes no NULL and has no default. Choose the field that fills it.')
      .waitFor();
    assert.notEqual(await button(page).getAttribute('disabled'), null);
    assert.deepEqual(await rows(), []);
  });

  it('marks what does not fit, then names the line that the server refuses, and opens it', async () => {
    const content = `${people}three,Cy,soon,x\n`;
    const opened = await imports.open(wish({ content }));
    const { page } = opened;
    await page.getByText('2 values do not fit their columns.').waitFor();
    await page.getByText('Line 4, born: invalid input syntax for type date: "soon"').waitFor();
    assert.deepEqual(await page.locator('td.misfit').evaluateAll((cells) => cells.length), 2);
    await button(page).click();
    await page
      .getByText('Line 4, column "id", value "three": invalid input syntax for type integer')
      .waitFor();
    assert.deepEqual(await rows(), []);
    await page.screenshot({ path: 'out/screenshots/importRefused.png' });
    await page.getByRole('button', { name: 'Open the file at line 4' }).click();
    await poll('the editor', async () => opened.ran.length === 1);
    const [command, uri, options] = opened.ran[0] ?? [];
    assert.deepEqual([command, String(uri)], ['vscode.open', `file://${opened.path}`]);
    const place = { line: 3, character: 0 };
    assert.equal(
      JSON.stringify(options),
      JSON.stringify({ selection: { start: place, end: place } }),
    );
  });

  it('leaves nothing when it is cancelled, and can be started again', async () => {
    const content = people + '3,Cy,,x\n'.repeat(300_000);
    const opened = await imports.open(wish({ content, isCancelled: true }));
    await ready(opened.page);
    await button(opened.page).click();
    await poll('the history', async () => opened.history.length === 1);
    assert.equal(opened.history[0]?.outcome, 'cancelled');
    await ready(opened.page);
    assert.equal(await opened.page.getByText('Nothing was imported.').count(), 0);
    assert.deepEqual(await rows(), []);
    assert.equal(opened.isClosed(), false);
  });

  for (const from of ['explorer', 'editor'] as const) {
    it(`begins at a file of the ${from} too, and offers the tables, the one that is called like it first`, async () => {
      const { page, shown } = await imports.open(
        wish({ from, name: 'people.csv', taken: [['people']] }),
      );
      await page.getByRole('heading', { name: 'Import people.csv into public.people' }).waitFor();
      assert.deepEqual(shown.slice(0, 3), ['Import Into', 'people', 'orders']);
    });
  }

  it('says that a file in the editor has to be saved first', async () => {
    await assert.rejects(
      imports.open(wish({ from: 'unsaved editor' })),
      /Save rows\.csv first: what is saved is imported\./,
    );
  });

  it('says that it needs the database, where a project has none', async () => {
    const credentials = { anonKey: { from: 'stored' } } as const;
    await assert.rejects(imports.open(wish({ project: { credentials } })), /has no Database URL/);
  });

  it('says that a file is empty', async () => {
    await assert.rejects(imports.open(wish({ content: '' })), /The file rows.csv is empty/);
  });

  it('refuses a read-only project before anything is shown', async () => {
    await assert.rejects(
      imports.open(wish({ project: { safety: 'read-only' } })),
      /This project is read-only, and this changes public\.people/,
    );
  });

  it('asks where writes are confirmed, with the number of rows', async () => {
    const opened = await imports.open(wish({ project: { safety: 'confirm' }, pressed: [] }));
    await ready(opened.page);
    await button(opened.page).click();
    await poll('the question', async () => opened.shown.length === 1);
    assert.match(opened.shown[0] ?? '', /^Run this on "Shop"\? Adds 2 rows to public\.people\./);
    await ready(opened.page);
    assert.deepEqual(await rows(), []);
    assert.equal(opened.isClosed(), false);
  });

  for (const [word, count] of [
    ['people', 2],
    ['wrong', 0],
  ] as const) {
    it(`has the name of the table typed on production: ${word}`, async () => {
      const opened = await imports.open(
        wish({ project: { environment: 'production' }, pressed: ['Run'], typed: [word] }),
      );
      await ready(opened.page);
      await button(opened.page).click();
      await poll('the question', async () => opened.shown.length >= 1);
      if (count > 0) await poll('the end', async () => opened.isClosed());
      else await ready(opened.page);
      assert.equal((await rows()).length, count);
    });
  }

  it('imports as a role, and says what its policies mean for COPY', async () => {
    await imports.run('alter table people enable row level security');
    const opened = await imports.open(wish({ taken: [['anon']] }));
    const { page } = opened;
    await ready(page);
    await page.getByRole('button', { name: 'Change role…' }).click();
    await page
      .getByText(
        'Row Level Security holds for this role on people, and COPY cannot follow it. Import as a role that it does not hold for.',
      )
      .waitFor();
    await page.getByText('as anon').waitFor();
    assert.notEqual(await button(page).getAttribute('disabled'), null);
  });

  it('shows names and texts as text, whatever they hold', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const opened = await imports.open(
      wish({ content: `id,"${hostile}"\n1,"${hostile}"\n`, name: 'x<b>.csv' }),
    );
    await opened.page.getByRole('heading', { name: 'Import x<b>.csv into' }).waitFor();
    assert.equal(await opened.page.locator('td').nth(1).textContent(), hostile);
    assert.equal(await opened.page.locator('img').count(), 0);
    assert.deepEqual(opened.complaints, []);
  });

  it('shows fifty rows of a wide file and stays on its page', async () => {
    const fields = Array.from({ length: 30 }, (_, at) => `field_${at}`);
    const lines = Array.from({ length: 400 }, (_, at) => fields.map((name) => `${name} ${at}`));
    const content = [fields, ...lines].map((cells) => cells.join('\t')).join('\r\n');
    const { page } = await imports.open(wish({ content }));
    await page.getByText(/≈ 4\d\d rows · 1\d\d KB · CRLF/).waitFor();
    assert.equal(await page.locator('tbody tr').count(), 50);
    assert.equal(await chosen(page, 'Delimiter'), '\t');
    const overflows = 'document.documentElement.scrollWidth > innerWidth';
    assert.equal(await page.evaluate(overflows), false);
  });
});
