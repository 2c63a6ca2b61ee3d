import type { Page } from 'playwright-core';
import { packSmallExtension } from '../hosts/smallExtension';
import { poll } from './poll';
import type { Workbench } from './workbench';

/** Only an extension can ask for the address by which a browser reaches an extension of this very window. */
const source = `const { commands, env, Uri } = require('vscode');
exports.activate = () => commands.registerCommand('linkMaker.make', async () => {
  const link = Uri.parse(env.uriScheme + '://' + await env.clipboard.readText());
  await env.clipboard.writeText((await env.asExternalUri(link)).toString(true));
});
`;

/** Packages an extension that turns `publisher.name/path?query` on the clipboard into such an address; its path. */
export function packLinkMaker(parent: string): Promise<string> {
  return packSmallExtension(parent, {
    name: 'link-maker',
    displayName: 'Link maker',
    description: 'Makes links for tests',
    contributes: { commands: [{ command: 'linkMaker.make', title: 'Make', category: 'Links' }] },
    files: { 'main.js': source },
  });
}

/**
 * Follows a link to our extension, such as `connect?project=Shop`, in another tab of the same browser, and waits for a
 * question or a notification; earlier notifications are cleared.
 */
export async function followLink(workbench: Workbench, pathAndQuery: string): Promise<void> {
  const { page } = workbench;
  const link = `powabase.powabase/${pathAndQuery}`;
  await workbench.command('Notifications: Clear All Notifications');
  await writeClipboard(page, link);
  await workbench.command('Links: Make');
  await poll('the address', async () => /^https?:/.test(await workbench.clipboard()));
  const tab = await page.context().newPage();
  await tab.goto(await workbench.clipboard());
  await page.bringToFront();
  // The tab hands the link over by the storage that both share.
  await page.locator('.monaco-dialog-box, .notification-list-item').first().waitFor();
  await tab.close();
}

function writeClipboard(page: Page, text: string): Promise<void> {
  return page.evaluate<void>(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
}
