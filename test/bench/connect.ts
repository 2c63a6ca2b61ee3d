import { openOnDatabase } from '../e2e/onDatabase';
import { poll } from '../e2e/poll';
import { quiet, startStopwatch } from '../e2e/stopwatch';
import { type Row, row } from '../hosts/row';
import { start } from '../sandbox';

export const peers = { 'host/connect-open': 'the aim: it feels immediate' };

const openings = 5;
const aimMs = 300;

/** From the key that asks for the Connect panel to its first field, painted, in a window that has shown it before. */
export async function run(): Promise<readonly Row[]> {
  const sandbox = await start();
  try {
    const workbench = await openOnDatabase(await sandbox.database());
    try {
      const { page } = workbench;
      const stopwatch = await startStopwatch(page, { field: 'section.field h2' });
      const close = async () => {
        await workbench.command('View: Close Editor');
        await page.locator('iframe.webview').waitFor({ state: 'detached' });
      };
      const open = async () => {
        await page.keyboard.press('F1');
        const box = page.locator('.quick-input-widget input');
        await box.fill('>Powabase: Connect');
        const focused = page.locator('.quick-input-list .monaco-list-row.focused .label-name');
        await poll('the command to be the focused row', async () => {
          const [label = ''] = await focused.allTextContents();
          if (label.replaceAll('\u00a0', ' ') === 'Powabase: Connect') return true;
          await page.keyboard.press('ArrowDown');
          return false;
        });
        await quiet(page);
        const [time = Number.NaN] = await stopwatch.untilShown('Enter', {
          name: 'field',
          text: 'Project URL',
        });
        await close();
        return time;
      };
      await workbench.command('Powabase: Connect');
      const panel = await workbench.webview('Connect: Bench');
      await panel.getByRole('heading', { name: 'Project URL' }).waitFor();
      await close();
      const times: number[] = [];
      while (times.length < openings) times.push(await open());
      process.stdout.write(`${JSON.stringify(times)}\n`);
      return [row('host/connect-open', 'ms', times, [aimMs], 1)];
    } finally {
      await workbench.dispose();
    }
  } finally {
    await sandbox.stop();
  }
}
