import type { Locator, Page } from 'playwright-core';
import { poll } from './poll';

const widget = '.quick-input-widget';

/** Runs a command by its title; the palette's key is sometimes lost, so it is pressed until it opens. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await openQuickInput(page, 'F1');
  await textBox(page).fill(`>${title}`);
  await takeRow(page, (label) => label === title, `no command “${title}” in the palette`);
}

/** Opens a file of the workspace by its path and waits for its editor. */
export async function openFile(page: Page, path: string): Promise<void> {
  await openQuickInput(page, 'Control+P');
  await textBox(page).fill(path);
  const name = path.slice(path.lastIndexOf('/') + 1);
  await takeRow(page, (label) => label === name, `no file “${path}” in the workspace`);
  await page.locator(`.tabs-container [role=tab][data-resource-name="${name}"].active`).waitFor();
  await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
}

/** Takes the row whose label contains the text, in the list that is open. */
export async function quickPick(page: Page, text: string): Promise<void> {
  await page.locator(widget).waitFor({ state: 'visible' });
  await takeRow(page, (label) => label.includes(text), `no row with “${text}”`);
}

/** Answers the input box that is open, or that will be with `prompt` in its title, message or placeholder. */
export async function input(page: Page, text: string, prompt = ''): Promise<void> {
  await page.locator(widget).waitFor({ state: 'visible' });
  await poll(`an input box that says “${prompt}”`, async () =>
    (await wordsOf(page)).includes(prompt),
  );
  await textBox(page).fill(text);
  await textBox(page).press('Enter');
}

function textBox(page: Page): Locator {
  return page.locator(`${widget} .quick-input-filter input`);
}

async function wordsOf(page: Page): Promise<string> {
  const shown = await page.locator(widget).textContent();
  return `${shown}\n${(await textBox(page).getAttribute('placeholder')) ?? ''}`;
}

async function openQuickInput(page: Page, key: string): Promise<void> {
  await poll(`the quick input to open on ${key}`, async () => {
    if (await textBox(page).isVisible()) return true;
    await page.keyboard.press(key);
    return textBox(page)
      .waitFor({ timeout: 2_000 })
      .then(() => true)
      .catch(() => false);
  });
}

async function takeRow(
  page: Page,
  wanted: (label: string) => boolean,
  otherwise: string,
): Promise<void> {
  const rows = page.locator(`${widget} .quick-input-list .monaco-list-row`);
  await poll(otherwise, async () => {
    const labels = await rows.evaluateAll((elements) =>
      elements.map((row) => row.querySelector('.label-name')?.textContent ?? ''),
    );
    const at = labels.findIndex((label) => wanted(label.replaceAll('\u00a0', ' ')));
    if (at < 0) return false;
    await rows.nth(at).click({ timeout: 2_000 });
    return true;
  });
}
