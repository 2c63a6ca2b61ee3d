import assert from 'node:assert/strict';
import { takeFromContextMenu } from '../contextMenu';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

describe('Journey: browse a project', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
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
