import type { Page } from 'playwright-core';
import { poll } from './poll';

/** Opens the context menu of what has the focus and takes an entry, with keys alone. */
export async function takeFromContextMenu(page: Page, label: string): Promise<void> {
  const entries = page.locator('.monaco-menu .action-item');
  await poll('the context menu', async () => {
    if (await entries.first().isVisible()) return true;
    await page.keyboard.press('Shift+F10');
    await entries.first().waitFor({ timeout: 2_000 });
    return true;
  });
  const focused = page.locator('.monaco-menu .action-item.focused .action-label');
  for (let presses = 0; presses < (await entries.count()); presses += 1) {
    await page.keyboard.press('ArrowDown');
    if ((await focused.textContent()) === label) {
      await page.keyboard.press('Enter');
      await entries.first().waitFor({ state: 'hidden' });
      return;
    }
  }
  throw new Error(`No “${label}” in the context menu: ${await entries.allTextContents()}.`);
}
