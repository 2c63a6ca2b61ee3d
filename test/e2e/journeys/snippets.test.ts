import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

const script = '"""The shop."""\n\nimport os\n\n\ndef main():\n    pass\n';
const component = "'use client';\n\nexport const version = 1;\n";

/** With tabs, and with the line ends of Windows. */
const nested = [
  "import a from './a';",
  '',
  'export async function load() {',
  '\tif (a) {',
  '\t\t',
  '\t}',
  '}',
  '',
].join('\r\n');

describe('Journey: snippets', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({
      'shop.py': script,
      'nested.ts': nested,
      'app/list.tsx': component,
      'package.json': '{ "dependencies": { "next": "16.0.0" } }\n',
    });
  });
  after(() => shop?.dispose());

  async function text(): Promise<string> {
    const editor = shop.workbench.page.locator('.editor-group-container.active .view-lines');
    const lines = await editor.locator('.view-line').evaluateAll((all) =>
      all
        .map((line) => ({
          top: Number.parseFloat(
            /top:\s*([\d.]+)/.exec(line.getAttribute('style') ?? '')?.[1] ?? '0',
          ),
          text: line.textContent ?? '',
        }))
        .sort((a, b) => a.top - b.top)
        .map((line) => line.text),
    );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  async function openAtEnd(path: string) {
    await shop.workbench.openFile(path);
    await shop.workbench.page.keyboard.press('Control+End');
  }

  it('offers what fits the document first, with a preview beside it', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    await openAtEnd('shop.py');
    await workbench.command('Powabase: Insert Connection Snippet…');
    await workbench.quickPick('Shop (Powabase)');
    const rows = page.locator('.quick-input-list .monaco-list-row .label-name');
    await rows.getByText('Python requests', { exact: true }).waitFor();
    assert.equal((await rows.allTextContents())[0], 'Verify the setup: Python requests');
    await page.locator('.quick-input-titlebar .action-label[aria-label="Preview"]').click();
    await page.getByText('requests.get(').waitFor();
    await workbench.screenshot('snippet-preview');
    await page.keyboard.press('Escape');
    await poll('the preview to close', async () => {
      const tabs = await page.getByRole('tab', { name: /^Preview of the snippet/ }).count();
      return tabs === 0;
    });
  });

  it('fills in the table that it is invoked on, and puts the imports where they belong', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    await openAtEnd('shop.py');
    await workbench.expand('Shop (Powabase)', 'public');
    const row = page.locator('.sidebar .monaco-list-row', { hasText: 'categories' }).first();
    const item = page.getByRole('menuitem', { name: 'Insert Connection Snippet…' });
    // A menu takes no click at first, lest the one that opened it is taken.
    await poll('the entry of the menu to be taken', async () => {
      if (!(await item.isVisible())) await row.click({ button: 'right', timeout: 2_000 });
      await item.click({ timeout: 2_000 });
      await page.locator('.quick-input-widget').waitFor({ timeout: 3_000 });
      return true;
    });
    const first = page.locator('.quick-input-list .monaco-list-row .label-name').first();
    await poll('only what reads a table', async () => {
      return (await first.textContent()) === 'Python requests';
    });
    await workbench.quickPick('Python requests');
    await workbench.quickPick('service_role');
    await poll('the code', async () => (await text()).includes('rows = response.json()'));
    const shown = await text();
    assert.match(shown, /\{BASE_URL\}\/rest\/v1\/categories\?select=id,/);
    assert.match(shown, /^"""The shop\."""\n\nimport os\nimport requests\n/);
    assert.equal(shown.match(/import os/g)?.length, 1);
    await workbench.screenshot('snippet-table');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Z');
    await poll('one undo to take all of it back', async () => {
      const now = await text();
      return !now.includes('requests') && now.includes('def main():');
    });
  });

  it('says which key a task takes, and goes on to the code', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    await openAtEnd('app/list.tsx');
    await workbench.command('Powabase: Which Key Do I Need?');
    await workbench.quickPick('Shop (Powabase)');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'from a browser' });
    await row.waitFor();
    assert.match((await row.textContent()) ?? '', /Anon \(Publishable\) Key · safe to ship/);
    await workbench.screenshot('which-key');
    await workbench.quickPick('Read and write your tables from a browser or an app');
    await workbench.quickPick('TypeScript fetch');
    await workbench.quickPick('anon');
    await poll('the code', async () => (await text()).includes('NEXT_PUBLIC_ANON_KEY'));
    assert.doesNotMatch(await text(), /API_KEY/);
    assert.match(
      await text(),
      /fetch\(`\$\{baseUrl\}\/rest\/v1\/your_table\?select=\*&limit=10`, \{\n/,
    );
  });

  it('writes the variables that the code reads into .env when told to', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    const { url, anonKey } = shop.sandbox.projects.powabase;
    const offer = page.locator('.notification-list-item', { hasText: 'NEXT_PUBLIC_ANON_KEY' });
    await offer.getByRole('button', { name: 'Write to .env…' }).click();
    await workbench.quickPick('.env');
    const done = 'Written to .env: NEXT_PUBLIC_BASE_URL, NEXT_PUBLIC_ANON_KEY.';
    await page.getByText(done, { exact: true }).waitFor();
    const written = await readFile(join(workbench.workspace, '.env'), 'utf8');
    assert.ok(written.includes(`\nNEXT_PUBLIC_BASE_URL=${url}\nNEXT_PUBLIC_ANON_KEY=${anonKey}\n`));
    assert.ok(written.startsWith('# Shop (Powabase)\nPOWABASE_URL='), 'the other values stay');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Z');
  });

  it('asks before a secret goes into a file of the client, and leaves it out when told to', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    const { serviceRoleKey = '' } = shop.sandbox.projects.powabase;
    await openAtEnd('app/list.tsx');
    await workbench.command('Powabase: Insert Connection Snippet…');
    await workbench.quickPick('Shop (Powabase)');
    await workbench.quickPick('TypeScript fetch');
    await workbench.quickPick('service_role, with the value');
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Write this into the file' });
    await dialog.getByText(/everybody can read it/).waitFor();
    await workbench.screenshot('snippet-secret');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.ok(!(await text()).includes(serviceRoleKey.slice(0, 40)));
  });

  it('is as deep as its place, with the tabs and line ends of the document, and imports once', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    const file = join(workbench.workspace, 'nested.ts');
    const insertAndSave = async (count: number) => {
      await workbench.command('Powabase: Insert Connection Snippet…');
      await workbench.quickPick('Shop (Powabase)');
      await workbench.quickPick('Node.js');
      await workbench.quickPick('From the environment');
      await poll('the code to be saved', async () => {
        await page.keyboard.press('Control+S');
        return (await readFile(file, 'utf8')).split('new Pool({').length === count + 1;
      });
      return readFile(file, 'utf8');
    };
    await workbench.openFile('nested.ts');
    await workbench.goToLine(5);
    await page.keyboard.press('End');
    const once = await insertAndSave(1);
    assert.ok(once.startsWith("import a from './a';\r\nimport { Pool } from 'pg';\r\n\r\nexport"));
    assert.match(once, /\r\n\t\tconst pool = new Pool\(\{\r\n\t\t\thost: '127\.0\.0\.1',\r\n/);
    assert.match(once, /\r\n\t\t\}\);\r\n\t\tconst \{ rows \} = await .*\r\n\t\}\r\n\}\r\n$/);
    assert.doesNotMatch(once, /[^\r]\n/);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+End');
    await workbench.command('Powabase: Insert Connection Snippet…');
    await workbench.quickPick('Shop (Powabase)');
    const active = page.locator('.quick-input-list .monaco-list-row.focused .label-name');
    await active.getByText('Node.js', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    const twice = await insertAndSave(2);
    assert.equal(twice.match(/import \{ Pool \}/g)?.length, 1);
  });

  it('opens a document where none is open', async () => {
    const { workbench } = shop;
    const { page } = workbench;
    await workbench.command('View: Close All Editors');
    await workbench.command('Powabase: Insert Connection Snippet…');
    await workbench.quickPick('Shop (Powabase)');
    await workbench.quickPick('curl');
    await workbench.quickPick('anon');
    await poll('the code', async () => (await text()).startsWith('curl --fail-with-body'));
    await page.getByRole('button', { name: 'Shell Script' }).waitFor();
  });
});
