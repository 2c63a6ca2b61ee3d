import { existsSync } from 'node:fs';
import { type BrowserContext, chromium } from 'playwright-core';
import { debianPackages, ensureDebian } from './debian';

/**
 * Opens Chromium without a window.
 * `profile` is a folder where it keeps its storage, so that a later call finds it again.
 */
export async function openBrowser(profile: string): Promise<BrowserContext> {
  ensureDebian([debianPackages.chromium]);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    headless: true,
    viewport: { width: 1280, height: 800 },
    // As root and in most containers Chromium has no sandbox; it shows our own pages only.
    args: ['--no-sandbox'],
  });
  context.setDefaultTimeout(30_000);
  return context;
}

function chromiumPath(): string {
  const path = debianPackages.chromium.provides.find((candidate) => existsSync(candidate));
  if (!path) throw new Error('Chromium was installed but is not where Debian puts it.');
  return path;
}
