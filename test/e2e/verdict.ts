import type { Workbench } from './workbench';

/** What *Verify Connection* says once every hop has ended, one line a hop; it is closed afterwards. */
export async function readVerdict({ page }: Workbench): Promise<readonly string[]> {
  await page.getByPlaceholder(/\d passed, .* failed or not tried/).waitFor({ timeout: 60_000 });
  const rows = page.locator('.quick-input-widget .monaco-list-row');
  const texts = async () =>
    (await rows.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
  // A long list has only those lines in the page that are in sight.
  const upper = await texts();
  await page.keyboard.press('Control+End');
  const lower = await texts();
  await page.keyboard.press('Escape');
  return [...new Set([...upper, ...lower])];
}
