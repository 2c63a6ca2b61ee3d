import assert from 'node:assert/strict';
import { join } from 'node:path';
import { rows } from '../../database/rows';
import { takeFromContextMenu } from '../contextMenu';
import { poll } from '../poll';
import { chooseFile } from '../quickInput';
import { openShop, type Shop } from '../shop';

const signups = `source;E-Mail;email;campaign
fair;;ann@shop.example;7
web;;bo@shop.example;7
`;

describe('Journey: browse a project', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'signups.csv': signups });
  });
  after(() => shop?.dispose());

  const described = (label: string) =>
    shop.workbench.page
      .locator('.sidebar .monaco-list-row', {
        has: shop.workbench.page.locator('.label-name', { hasText: new RegExp(`^${label}$`) }),
      })
      .first()
      .locator('.label-description')
      .textContent();

  it('lists one project for each provider', async () => {
    const { workbench } = shop;
    await workbench.expand();
    const names = workbench.page.locator('.sidebar .monaco-list-row .label-name');
    await names.nth(3).waitFor();
    const providers = await workbench.page
      .locator('.sidebar .monaco-list-row .label-description')
      .allTextContents();
    assert.deepEqual(providers, [
      'Powabase',
      'Supabase',
      'Flux v2 (shared)',
      'Flux v1 (dedicated)',
    ]);
  });

  it('expands project, schema and table down to the columns', async () => {
    const { workbench } = shop;
    await workbench.expand('Shop (Powabase)', 'public', 'customers');
    await workbench.page.locator('.sidebar .label-name', { hasText: /^email$/ }).waitFor();
    assert.match((await described('id')) ?? '', /^uuid · primary key$/);
    await workbench.screenshot('tree');
  });

  it('copies the name of a table as SQL writes it', async () => {
    const { workbench } = shop;
    await workbench.page.locator('.sidebar .label-name', { hasText: /^customers$/ }).click();
    await takeFromContextMenu(workbench.page, 'Copy Name');
    await poll('the name', async () => (await workbench.clipboard()) === 'public.customers');
  });

  it('says on a table that Row Level Security is off', async () => {
    await shop.workbench.page
      .locator('.sidebar .label-name', { hasText: /^newsletter_signups$/ })
      .scrollIntoViewIfNeeded();
    assert.equal(await described('newsletter_signups'), 'RLS off');
  });

  it('imports a CSV file into a table', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    // What the mouse rests on explains itself, over the rows below.
    await page.mouse.move(800, 400);
    await page.locator('.sidebar .label-name', { hasText: /^newsletter_signups$/ }).click();
    await takeFromContextMenu(page, 'Import CSV…');
    await chooseFile(page, 'Import CSV', join(workbench.workspace, 'signups.csv'));
    const preview = await workbench.webview('Import: signups.csv');
    await preview.getByRole('cell', { name: 'ann@shop.example' }).waitFor();
    await preview.getByText('2 rows').waitFor();
    const start = preview.getByRole('button', { name: 'Import', exact: true });
    await poll('the check', async () => (await start.getAttribute('disabled')) === null);
    await workbench.screenshot('importPreview');
    await start.click();
    await page
      .locator('.notification-toast', {
        hasText: '2 rows imported into public.newsletter_signups.',
      })
      .waitFor();
    const imported = `select email, source from newsletter_signups where email ~ '^(ann|bo)@' order by 1`;
    assert.deepEqual(await rows(shop.sandbox.projects.powabase.databaseUrl, imported), [
      ['ann@shop.example', 'fair'],
      ['bo@shop.example', 'web'],
    ]);
  });

  it('says who manages a schema', async () => {
    const { workbench } = shop;
    await workbench.page.keyboard.press('Control+Home');
    await workbench.expand('Shop (Supabase)');
    await workbench.page
      .locator('.sidebar .label-description', { hasText: 'managed by' })
      .first()
      .waitFor();
  });
});
