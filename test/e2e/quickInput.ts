import type { Locator, Page } from 'playwright-core';
import { poll } from './poll';

const widget = '.quick-input-widget';

/** Runs a command by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const wanted = (label: string) => label === title;
  await openAndTake(page, 'F1', `>${title}`, wanted, `no command “${title}” in the palette`);
}

/** Opens a file of the workspace by its path and waits for its editor. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const wanted = (label: string) => label === name;
  await openAndTake(page, 'Control+P', path, wanted, `no file “${path}” in the workspace`);
  await page.locator(`.tabs-container [role=tab][data-resource-name="${name}"].active`).waitFor();
  await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
}

/** Puts the cursor at the start of a line (the first is 1) of the editor that has the focus. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await poll(`the editor's own way to line ${line}`, async () => {
    if (!(await textBox(page).isVisible())) await page.keyboard.press('Control+G');
    await textBox(page).waitFor({ timeout: 2_000 });
    if (!(await textBox(page).inputValue()).startsWith(':')) return false;
    // A box that opened while the last one was closing may close with it.
    await textBox(page).fill(`:${line}`, { timeout: 2_000 });
    return true;
  });
  await textBox(page).press('Enter');
  await page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line}, Col 1$`) }).waitFor();
}

/** Takes the row with this label. A part of it would match the palette's own rows, which may just be closing. */
export async function quickPick(page: Page, text: string): Promise<void> {
  await page.locator(widget).waitFor({ state: 'visible' });
  await takeRow(page, (label) => label === text, `no row “${text}”`);
}

/** Answers the input box that is open, or that will be with `prompt` in its title, message or placeholder. */
export async function input(page: Page, text: string, prompt: string): Promise<void> {
  await page.locator(widget).waitFor({ state: 'visible' });
  // The list before it may hold the same words, and takes text too.
  const list = page.locator(`${widget} .quick-input-list`);
  await poll(
    `an input box that says “${prompt}”`,
    async () => (await list.isHidden()) && (await wordsOf(page)).includes(prompt),
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

const patienceMs = 3_000;

/**
 * The key is sometimes lost, an earlier list may just be closing, and a list that was opened before the extensions
 * were known stays without them: every part is tried again.
 */
async function openAndTake(
  page: Page,
  key: string,
  text: string,
  wanted: (label: string) => boolean,
  otherwise: string,
): Promise<void> {
  let opened = 0;
  await poll(otherwise, async () => {
    if (!(await textBox(page).isVisible())) {
      await page.keyboard.press(key);
      await textBox(page).waitFor({ timeout: 2_000 });
      opened = performance.now();
    }
    if ((await textBox(page).inputValue()) !== text) {
      await textBox(page).fill(text, { timeout: 2_000 });
    }
    if (await takeShownRow(page, wanted)) return true;
    if (performance.now() - opened > patienceMs) await page.keyboard.press('Escape');
    return false;
  });
}

/**
 * Names a file in the editor's own dialog with this title, a box with a list below it. While that looks at a folder it
 * writes over the box and ignores keys.
 */
export async function chooseFile(page: Page, title: string, path: string): Promise<void> {
  const dialog = page.locator(widget, { hasText: title });
  const box = dialog.locator('.quick-input-filter input');
  const soon = { timeout: 1_000 };
  await dialog.waitFor();
  await poll(`${path} to be taken`, async () => {
    if (await dialog.isHidden()) return true;
    if ((await box.inputValue(soon)) !== path) await box.fill(path, soon);
    await box.press('Enter', soon);
    return false;
  });
}

async function takeRow(
  page: Page,
  wanted: (label: string) => boolean,
  otherwise: string,
): Promise<void> {
  await poll(otherwise, () => takeShownRow(page, wanted));
}

async function takeShownRow(page: Page, wanted: (label: string) => boolean): Promise<boolean> {
  const rows = page.locator(`${widget} .quick-input-list .monaco-list-row`);
  const labels = await rows.evaluateAll((elements) =>
    elements.map((row) => row.querySelector('.label-name')?.textContent ?? ''),
  );
  const label = labels.find((shown) => wanted(shown.replaceAll('\u00a0', ' ').trim()));
  if (label === undefined) return false;
  const before = await page.locator(widget).textContent();
  // By its words: the list may move its rows in between.
  const name = page.locator('.label-name').getByText(label, { exact: true });
  await rows.filter({ has: name }).first().click({ timeout: 10_000 });
  await followed(page, before);
  return true;
}

/**
 * Waits until the list closes or changes: the next one may have a row of the same label, which must not be taken from
 * this one. A refusal brings the same list again at once, so there is an end to it.
 */
async function followed(page: Page, before: string | null): Promise<void> {
  const shown = page.locator(widget);
  const changed = async () => (await shown.isHidden()) || (await shown.textContent()) !== before;
  await poll('the list to close or to change', changed, patienceMs).catch(() => undefined);
}
