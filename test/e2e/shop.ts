import type { FrameLocator } from 'playwright-core';
import { type Sandbox, start } from '../sandbox';
import { sampleWorkspace } from '../sandbox/workspace';
import { openWorkbench, type Workbench } from './workbench';

/** The sample workspace in a workbench, with its backend running. */
export interface Shop {
  readonly sandbox: Sandbox;
  readonly workbench: Workbench;
  dispose(): Promise<void>;
}

/** Opens the workspace that `npm start` opens; `files` are added to it or replace its own. */
export async function openShop(
  files: Readonly<Record<string, string>> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Shop> {
  const sandbox = await start();
  try {
    const workbench = await openWorkbench({
      files: { ...sampleWorkspace(sandbox), ...files },
      settings,
    });
    return {
      sandbox,
      workbench,
      async dispose() {
        await workbench.dispose();
        await sandbox.stop();
      },
    };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** Puts the cursor into the line of the text that begins so, and presses the key. */
export async function runAt(
  { goToLine, page }: Workbench,
  text: string,
  beginning: string,
): Promise<void> {
  await goToLine(text.split('\n').findIndex((each) => each.startsWith(beginning)) + 1);
  await page.keyboard.press('Control+Enter');
}

/** The text of every cell of the grid that is in the page, row by row, without the row numbers. */
export async function shownRows(results: FrameLocator): Promise<readonly (readonly string[])[]> {
  return results
    .locator('[role=grid] [role=row]:has([role=gridcell])')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? ''),
      ),
    );
}
