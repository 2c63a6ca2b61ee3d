import type { FrameLocator, Page } from 'playwright-core';
import { poll } from './poll';

/** The document inside the panel or view whose own title (its `<title>`) contains these words. */
export async function webviewTitled(page: Page, title: string): Promise<FrameLocator> {
  const frames = page.locator('iframe.webview.ready');
  let found: FrameLocator | undefined;
  await poll(`a webview titled “${title}”`, async () => {
    for (let at = 0; at < (await frames.count()); at += 1) {
      const document = frames.nth(at).contentFrame().frameLocator('iframe#active-frame');
      const own = await document
        .locator('title')
        .textContent({ timeout: 2_000 })
        .catch(() => null);
      if (own?.includes(title)) {
        found = document;
        return true;
      }
    }
    return false;
  });
  if (!found) throw new Error(`No webview titled “${title}”.`);
  return found;
}
