import type { Locator, Page } from 'playwright-core';
import { poll } from './poll';

interface Row {
  readonly index: number;
  readonly level: number;
  readonly label: string;
  readonly expanded: string | null;
}

/** Shows our view in the side bar, with its rows or its welcome. */
export async function showExplorer(page: Page): Promise<void> {
  await openContainer(page, 'Powabase');
  await rowsOf(page).first().or(page.locator('.sidebar .welcome-view-content')).first().waitFor();
}

/** Shows the view container with this title, by its icon in the activity bar. */
export async function openContainer(page: Page, title: string): Promise<void> {
  const item = page.locator('.activitybar .action-item', {
    has: page.locator(`.action-label[aria-label^="${title}"]`),
  });
  await poll(`${title} to be shown`, async () => {
    const classes = (await item.getAttribute('class', { timeout: 2_000 })) ?? '';
    if (classes.split(' ').includes('checked')) return true;
    await item.click({ timeout: 2_000 });
    return false;
  });
}

/** Expands one label after the other, each among the children of the one before. */
export async function expand(page: Page, labels: readonly string[]): Promise<void> {
  let after = -1;
  for (const [depth, label] of labels.entries()) {
    after = await expandRow(page, depth + 1, label, after);
  }
}

/** The row of a label at its level (1 is the top), below the row with that index; its own index. */
async function expandRow(page: Page, level: number, label: string, after: number): Promise<number> {
  let found = -1;
  await poll(`“${label}” to be in the tree and expanded`, async () => {
    const row = (await visibleRows(page)).find(
      (one) => one.index > after && one.level === level && one.label === label,
    );
    if (!row) {
      await scrollDown(page);
      return false;
    }
    found = row.index;
    if (row.expanded !== 'false') return true;
    await page
      .locator(`.sidebar .monaco-list-row[data-index="${row.index}"] .monaco-tl-twistie`)
      .click({ timeout: 2_000 });
    return false;
  });
  return found;
}

function rowsOf(page: Page): Locator {
  return page.locator('.sidebar .monaco-list-row[role=treeitem]');
}

/** The rows that exist now: a long tree has only those near its visible part. */
async function visibleRows(page: Page): Promise<readonly Row[]> {
  const rows = await rowsOf(page).evaluateAll((elements) =>
    elements.map((row) => ({
      index: Number(row.getAttribute('data-index')),
      level: Number(row.getAttribute('aria-level')),
      label: row.querySelector('.label-name')?.textContent ?? '',
      expanded: row.getAttribute('aria-expanded'),
    })),
  );
  return rows.sort((one, other) => one.index - other.index);
}

async function scrollDown(page: Page): Promise<void> {
  const box = await page.locator('.sidebar .monaco-list').first().boundingBox();
  if (!box) return;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.wheel(0, 200);
}
