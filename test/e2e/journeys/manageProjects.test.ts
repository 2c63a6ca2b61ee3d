import assert from 'node:assert/strict';
import { takeFromContextMenu } from '../contextMenu';
import { poll } from '../poll';
import { browserStorage } from '../sinks';
import { openWorkbench, type Workbench } from '../workbench';

/** Nobody listens at these addresses: what is tested here needs no server. */
const urls = {
  First: 'http://127.0.0.1:9',
  Second: 'http://127.0.0.2:9',
  Third: 'http://127.0.0.3:9',
};

describe('Journey: keep the list of projects in order, with the keyboard', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ files: { 'notes.txt': 'words\n' } });
    for (const [name, url] of Object.entries(urls)) await addWithKeys(name, url);
  });
  after(() => workbench?.dispose());

  const rows = () => workbench.page.locator('.sidebar .monaco-list-row[aria-level="1"]');
  const names = () => rows().locator('.label-name').allTextContents();
  const press = (key: string) => workbench.page.keyboard.press(key);

  async function shows(...expected: readonly string[]) {
    await poll(`the list ${expected}`, async () => `${await names()}` === `${expected}`);
  }

  async function addWithKeys(name: string, url: string) {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Powabase');
    await workbench.input(url, 'Project URL');
    for (const step of ['Anon (Publishable) Key', 'Service Role', 'JWT Secret', 'Database URL']) {
      await workbench.input('', step);
    }
    await workbench.input(name, 'A name for the list');
    await workbench.page.getByPlaceholder(/failed or not tried/).waitFor();
    await press('Escape');
  }

  /** Puts the focus on a row of the tree, as somebody without a mouse would. */
  async function focus(name: string) {
    await workbench.command('Powabase: Focus on Projects View');
    await press('Home');
    const focused = workbench.page.locator('.sidebar .monaco-list-row.focused .label-name');
    await poll(`${name} to have the focus`, async () => {
      if ((await focused.textContent({ timeout: 2_000 })) === name) return true;
      await press('ArrowDown');
      return false;
    });
  }

  async function take(project: string, entry: string) {
    await focus(project);
    await takeFromContextMenu(workbench.page, entry);
  }

  it('moves a project up and down, and knows where the ends are', async () => {
    await shows('First', 'Second', 'Third');
    await take('Third', 'Move Project Up');
    await shows('First', 'Third', 'Second');
    await take('First', 'Move Project Down');
    await shows('Third', 'First', 'Second');
    await take('Second', 'Move Project Down');
    await take('Third', 'Move Project Up');
    await shows('Third', 'First', 'Second');
  });

  it('renames a project, and refuses a name that is taken or cannot be seen', async () => {
    await take('First', 'Rename Project…');
    const message = workbench.page.locator('.quick-input-message');
    for (const [name, sentence] of [
      ['Second', /There is a project of this name already/],
      ['Fir\u202est', /holds no characters that cannot be seen/],
      ['$(pass) First', /neither "\$\(" nor "\]\("/],
    ] as const) {
      await workbench.input(name, 'Rename "First"');
      await poll(`${sentence}`, async () => sentence.test((await message.textContent()) ?? ''));
    }
    await workbench.input('The first', 'Rename "First"');
    await shows('Third', 'The first', 'Second');
  });

  it('duplicates a project under another name', async () => {
    await take('Second', 'Duplicate Project…');
    await workbench.input('Second again', 'Duplicate "Second"');
    await shows('Third', 'The first', 'Second', 'Second again');
  });

  it('says in the list what is at stake', async () => {
    await take('Third', 'Set Environment…');
    await workbench.quickPick('production');
    const first = rows().first().locator('.label-description');
    await poll('the label', async () => (await first.textContent()) === 'Powabase · production');
    await workbench.screenshot('environment');
    await take('Third', 'Set Environment…');
    await workbench.quickPick('None');
    await poll('no label', async () => (await first.textContent()) === 'Powabase');
  });

  it('removes a project after a yes, and keeps it after a no', async () => {
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await take('Second again', 'Remove Project…');
    await dialog.getByText('Remove "Second again" from the list?').waitFor();
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal((await names()).length, 4);
    await take('Second again', 'Remove Project…');
    await dialog.getByText('Remove "Second again" from the list?').waitFor();
    await press('Enter');
    await shows('Third', 'The first', 'Second');
  });

  it('has kept the order, the names and nothing else after a restart', async () => {
    // The editor writes its state down a moment after it has changed.
    await poll(
      'the removal to be kept',
      async () => !(await browserStorage(workbench)).includes('Second again'),
    );
    await workbench.restart();
    await workbench.expand();
    await shows('Third', 'The first', 'Second');
  });
});
