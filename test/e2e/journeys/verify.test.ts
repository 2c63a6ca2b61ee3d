import assert from 'node:assert/strict';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

describe('Journey: verify a connection', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });
  after(() => shop?.dispose());

  it('lists every hop with what it says and how long it took', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Verify Connection');
    await workbench.quickPick('Shop (Powabase)');
    const rows = workbench.page.locator('.quick-input-widget .monaco-list-row');
    const texts = async () =>
      (await rows.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
    await poll('every hop to end', async () => {
      const shown = await texts();
      return shown.length >= 8 && shown.every((text) => /\d ms/.test(text));
    });
    await workbench.screenshot('verify');
    const ended = await texts();
    const textOf = (label: string) => ended.find((text) => text.includes(label));
    assert.match(textOf('PostgREST') ?? '', /Version 12\.0\.2, schemas: public/);
    assert.match(textOf('Requests as anon') ?? '', /The key is accepted; requests run as anon/);
    assert.match(textOf('Project Service') ?? '', /It answers; the list holds 3/);
    await workbench.page.getByPlaceholder(/^9 passed, 0 with a warning, 0 failed/).waitFor();
    await workbench.page.keyboard.type('directly');
    await poll('the last hop', async () =>
      (await texts()).some((text) => /Version 17\.\d+ as shopref, directly/.test(text)),
    );
    await workbench.page.keyboard.press('Escape');
  });

  it('shows first what went wrong', async () => {
    const { workbench } = shop;
    const { powabase, fluxV1 } = shop.sandbox.projects;
    await workbench.writeFile(
      '.env',
      `POWABASE_ANON_KEY=${powabase.anonKey}\nPOWABASE_SERVICE_ROLE_KEY=${fluxV1.serviceRoleKey}\n`,
    );
    await workbench.command('Powabase: Verify Connection');
    await workbench.quickPick('Shop (Powabase)');
    await workbench.page.getByPlaceholder(/failed or not tried/).waitFor();
    const first = workbench.page.locator('.quick-input-widget .monaco-list-row').first();
    const text = ((await first.textContent()) ?? '').replaceAll('\u00a0', ' ');
    assert.match(text, /The gateway does not know this service role key/i);
    await workbench.screenshot('verify-failed');
    await workbench.page.keyboard.press('Escape');
  });
});
