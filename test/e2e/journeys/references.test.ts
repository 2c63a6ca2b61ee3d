import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, start } from '../../sandbox';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

describe('Journey: take credentials from a .env by reference', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    const { anonKey, serviceRoleKey, databaseUrl } = sandbox.projects.powabase;
    const env = `ANON=${anonKey}\nSERVICE=${serviceRoleKey}\nDATABASE_URL=${databaseUrl}\n`;
    workbench = await openWorkbench({
      files: { '.env': env, 'plain.sql': 'select 1;\n', 'notes.txt': 'words\n' },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await sandbox?.stop();
  });

  /** Presses the button that takes the value from the file, and picks the key. */
  async function takeFromFile(prompt: string, key: string) {
    const widget = workbench.page.locator('.quick-input-widget');
    await poll(`the step for ${prompt}`, async () =>
      ((await widget.textContent()) ?? '').includes(prompt),
    );
    await widget.locator('.action-label[aria-label="Take it from a key of .env"]').click();
    await workbench.quickPick(key);
  }

  it('leaves the key of the editor alone where no project is attached', async () => {
    await workbench.openFile('plain.sql');
    await workbench.page.keyboard.press('Control+Home');
    await workbench.page.keyboard.press('Control+Enter');
    const lines = workbench.page.locator('.editor-group-container.active .view-line');
    await poll('a new line', async () => (await lines.count()) === 3);
    await workbench.page.keyboard.press('Control+Z');
  });

  it('adds a project whose keys stay in the file', async () => {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Powabase');
    await workbench.input(sandbox.projects.powabase.url, 'Project URL');
    await takeFromFile('Anon (Publishable) Key', 'ANON');
    await takeFromFile('Service Role (Secret) Key', 'SERVICE');
    await workbench.input('', 'JWT Secret');
    await takeFromFile('Database URL', 'DATABASE_URL');
    await workbench.input('Shop by reference', 'A name for the list');
    await workbench.expand('Shop by reference', 'public', 'products');
  });

  it('writes references to the settings of the workspace, and no value', async () => {
    const text = await readFile(join(workbench.workspace, '.vscode/settings.json'), 'utf8');
    const [project] = JSON.parse(text)['powabase.projects'];
    assert.equal(project.name, 'Shop by reference');
    assert.deepEqual(project.credentials, {
      anonKey: { from: 'dotenv', file: '.env', key: 'ANON' },
      serviceRoleKey: { from: 'dotenv', file: '.env', key: 'SERVICE' },
      databaseUrl: { from: 'dotenv', file: '.env', key: 'DATABASE_URL' },
    });
    const { anonKey = '', serviceRoleKey = '', databaseUrl } = sandbox.projects.powabase;
    for (const value of [anonKey, serviceRoleKey, databaseUrl]) assert.ok(!text.includes(value));
  });

  it('attaches SQL to the only project of the workspace, and nothing else', async () => {
    const run = workbench.page.getByRole('button', { name: /^Run SQL/ });
    await workbench.openFile('plain.sql');
    await run.waitFor();
    await workbench.page.keyboard.press('Control+Enter');
    const results = await workbench.webview('Powabase Results');
    await results.locator('footer .count', { hasText: '1 row' }).waitFor();
    await workbench.openFile('notes.txt');
    await run.waitFor({ state: 'hidden' });
  });

  it('shows the rows of a table from the tree', async () => {
    const { page } = workbench;
    const row = page.locator('.sidebar .monaco-list-row', {
      has: page.locator('.label-name', { hasText: /^products$/ }),
    });
    await workbench.expand('Shop by reference', 'public');
    await row.hover();
    await row.locator('.action-label[aria-label="Show Rows"]').click();
    const results = await workbench.webview('Powabase Results');
    await results.locator('footer .count', { hasText: '60 rows' }).waitFor();
  });
});
