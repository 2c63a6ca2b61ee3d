import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

const url = 'postgresql://me:p%40ss@db.example:6543/shop?sslmode=require';
const converted = 'jdbc:postgresql://db.example:6543/shop?user=me&password=p%40ss&sslmode=require';
const properties = `# the shop\nspring.datasource.url=${url}\n`;
const command = 'Powabase: Convert Connection String…';

describe('Journey: convert a connection string', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      files: { 'application.properties': properties, 'notes.txt': 'nothing here\n' },
      settings: { 'files.autoSave': 'off' },
    });
  });
  after(() => workbench?.dispose());

  async function saved(path: string): Promise<string> {
    await workbench.page.keyboard.press('Control+S');
    return readFile(join(workbench.workspace, path), 'utf8');
  }

  async function waitFor(path: string, text: string) {
    let last = '';
    await poll(`${path} to be converted`, async () => {
      last = await saved(path);
      return last === text;
    }).catch(() => assert.equal(last, text));
  }

  it('replaces the one at the cursor, and one undo brings it back', async () => {
    const { page } = workbench;
    await workbench.openFile('application.properties');
    await workbench.goToLine(2);
    await page.keyboard.press('End');
    await workbench.command(command);
    await page.locator('.quick-input-list .label-name', { hasText: 'Node.js' }).waitFor();
    const shown = await page.locator('.quick-input-list').textContent();
    assert.ok(!shown?.includes('p%40ss'), 'the password is shown in the list');
    await workbench.screenshot('convert-formats');
    await workbench.quickPick('JDBC');
    await waitFor('application.properties', properties.replace(url, converted));
    await page.keyboard.press('Control+Z');
    await waitFor('application.properties', properties);
  });

  it('asks for one where there is none, says what is wrong with it, and inserts the other', async () => {
    const { page } = workbench;
    await workbench.openFile('notes.txt');
    await page.keyboard.press('Control+End');
    await workbench.command(command);
    const box = page.locator('.quick-input-widget input');
    await box.and(page.locator('[type=password]')).waitFor();
    await box.fill('postgresql://me:pw@one,two/shop');
    await page.getByText('names several hosts').waitFor();
    await workbench.screenshot('convert-refusal');
    await workbench.input('host=db.example user=me password=pw dbname=shop', 'names several hosts');
    await workbench.quickPick('.NET');
    await waitFor(
      'notes.txt',
      'nothing here\nHost=db.example;Port=5432;Database="shop";Username="me";Password="pw"',
    );
  });
});
