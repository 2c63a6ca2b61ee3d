import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkoutRoot } from '../hosts/root';
import { openShop } from './shop';

/** Takes the pictures of the README from the running workbench: `npm run screenshots`. */
async function main() {
  const folder = join(checkoutRoot(), 'media/readme');
  await mkdir(folder, { recursive: true });
  const shop = await openShop({}, { 'workbench.colorTheme': 'Default Dark Modern' });
  const { workbench } = shop;
  const { page } = workbench;
  const take = async (name: string) => {
    // What the mouse rests on explains itself, over the picture.
    await page.mouse.move(700, 710);
    await page.locator('.workbench-hover-container:visible').waitFor({ state: 'detached' });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  try {
    await page.setViewportSize({ width: 1200, height: 720 });
    await workbench.openFile('shop.sql');
    await workbench.expand('Shop (Powabase)', 'public', 'products');
    await page.getByRole('button', { name: /^Run SQL/ }).waitFor();
    await page
      .locator('.editor-group-container.active .view-lines')
      .click({ position: { x: 60, y: 80 } });
    await page.keyboard.press('Control+Enter');
    const results = await workbench.webview('Powabase Results');
    await results.locator('footer .count', { hasText: /rows$/ }).waitFor();
    await take('sql');

    await workbench.openFile('requests.pgrst');
    await page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
    await page.keyboard.press('Control+Enter');
    await results.locator('.role', { hasText: 'anon' }).waitFor();
    await results.locator('footer .count', { hasText: /rows$/ }).waitFor();
    await take('request');

    await workbench.command('View: Toggle Panel Visibility');
    const row = page.locator('.sidebar .monaco-list-row', { hasText: 'Shop (Powabase)' });
    await row.hover();
    await row.locator('.action-label[aria-label="Connect"]').click();
    const connect = await workbench.webview('Connect: Shop (Powabase)');
    await connect.getByRole('heading', { name: 'Connect to your project' }).waitFor();
    await take('connect');
  } finally {
    await shop.dispose();
  }
}

void main();
