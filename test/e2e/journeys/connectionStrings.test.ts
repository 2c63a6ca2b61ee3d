import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';
import { readSinks } from '../sinks';

/** Long enough for a test to see the copied value before it goes. */
const clearSeconds = 4;

describe('Journey: connection strings', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop(
      { '.env.local': '# mine\nOTHER=1\n' },
      {
        'powabase.clipboard.clearSeconds': clearSeconds,
        'powabase.connect.showMcp': true,
        'terminal.integrated.gpuAcceleration': 'off',
      },
    );
  });
  after(() => shop?.dispose());

  const panel = () => shop.workbench.webview('Connect: Shop (Powabase)');

  async function choose(name: string, option: string) {
    const page = await panel();
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  async function setTheme(theme: string) {
    const { workbench } = shop;
    await workbench.command('Preferences: Color Theme');
    // The list opens at the theme in use, and holds no more rows than are seen.
    const shown = workbench.page
      .locator('.quick-input-list')
      .getByText(/(?:Modern|High Contrast)$/);
    await shown.first().waitFor();
    await workbench.page.keyboard.type(theme);
    await workbench.quickPick(theme);
  }

  it('open at their tab by a command', async () => {
    const { workbench } = shop;
    await workbench.expand();
    await workbench.command('Powabase: Connection Strings');
    await workbench.quickPick('Shop (Powabase)');
    const page = await panel();
    await page.getByText(/postgresql:\/\/.*•{24}@/).waitFor();
    assert.equal(
      await page.getByRole('tab', { name: 'Connection Strings' }).getAttribute('aria-selected'),
      'true',
    );
    const html = await page.locator('html').evaluate((element) => element.outerHTML);
    assert.ok(!html.includes(new URL(shop.sandbox.projects.powabase.databaseUrl).password));
  });

  it('are tested against the real server, which says what it is', async () => {
    const page = await panel();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page
      .getByRole('status')
      .getByText(/^PostgreSQL 17\.\d+ answered shopref in \d+ ms, without TLS\./)
      .waitFor();
    await shop.workbench.screenshot('connect-test');
  });

  it('say why the real server refused', async () => {
    const { workbench } = shop;
    const page = await panel();
    await choose('TLS', 'Required');
    await page.getByText(/sslmode=require/).waitFor();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/does not speak TLS.* Choose another TLS above\./)
      .waitFor();
    await workbench.screenshot('connect-test-refused');
    await choose('TLS', 'If the server has it');
    await page.getByText(/sslmode=prefer/).waitFor();
  });

  it('leave the password out in the language of the driver', async () => {
    const page = await panel();
    await choose('Format', 'Python');
    await choose('Password', 'Left out: from PGPASSWORD');
    await page.getByText('os.environ["PGPASSWORD"]').waitFor();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await poll('the code on the clipboard', async () =>
      (await shop.workbench.clipboard()).includes('os.environ["PGPASSWORD"]'),
    );
    await choose('Password', 'In the string');
    await choose('Format', 'URI');
  });

  it('are told to be secrets once, and are taken off the clipboard', async () => {
    const { workbench } = shop;
    const { databaseUrl } = shop.sandbox.projects.powabase;
    const { password } = new URL(databaseUrl);
    const page = await panel();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await poll('the string on the clipboard', async () =>
      (await workbench.clipboard()).includes(password),
    );
    await poll('the caution', async () =>
      (await workbench.notificationTexts()).some((text) => text.includes('is a secret')),
    );
    await poll('the clipboard to be empty', async () => (await workbench.clipboard()) === '');
    await workbench.command('Notifications: Clear All Notifications');
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await poll('the string on the clipboard again', async () =>
      (await workbench.clipboard()).includes(password),
    );
    assert.deepEqual(await workbench.notificationTexts(), []);
  });

  it('leave on the clipboard what came after them', async () => {
    const { workbench } = shop;
    const page = await panel();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Copy Host' }).click();
    await poll('the host', async () => (await workbench.clipboard()) === '127.0.0.1');
    const later = Date.now() + (clearSeconds + 1) * 1_000;
    await poll('the secret’s time to be over', async () => Date.now() > later);
    assert.equal(await workbench.clipboard(), '127.0.0.1');
  });

  it('go into a .env file, once git is told to leave it alone', async () => {
    const { workbench } = shop;
    const { databaseUrl } = shop.sandbox.projects.powabase;
    await promisify(execFile)('git', ['init', '--quiet', workbench.workspace]);
    const read = (name: string) => readFile(join(workbench.workspace, name), 'utf8');
    await choose('TLS', 'The driver’s default');
    const page = await panel();
    await page.getByRole('button', { name: 'Write to .env…' }).click();
    await workbench.quickPick('DATABASE_URL');
    await workbench.quickPick('.env.local');
    await workbench.page.getByText('git does not ignore .env.local.').waitFor();
    await workbench.screenshot('connect-dotenv');
    await workbench.page.getByRole('button', { name: 'Add to .gitignore and Write' }).click();
    await page.getByRole('status').getByText('Written to .env.local: DATABASE_URL.').waitFor();
    assert.equal(await read('.env.local'), `# mine\nOTHER=1\nDATABASE_URL=${databaseUrl}\n`);
    assert.equal(await read('.gitignore'), '.env\n.env.local\n');
  });

  it('open psql, whose password is in no list of processes', async () => {
    const { workbench } = shop;
    const { databaseUrl } = shop.sandbox.projects.powabase;
    await (await panel()).getByRole('button', { name: 'Open psql' }).click();
    const terminal = workbench.page.locator('.terminal-wrapper.active .xterm-rows');
    await poll('the prompt of psql', async () =>
      /shopref=[>#]/.test((await terminal.textContent()) ?? ''),
    );
    const first = (await terminal.locator('> div').first().textContent()) ?? '';
    assert.notEqual(first.trim(), 'psql', 'it was sent to a shell that was still starting');
    const sinks = await readSinks(workbench);
    const processes = sinks.find(({ name }) => name === 'arguments of processes')?.text ?? '';
    assert.match(processes, /\bpsql\b/);
    assert.ok(!processes.includes(new URL(databaseUrl).password));
    await workbench.screenshot('connect-psql');
    await workbench.page.keyboard.type('\\q\nexit\n');
    await terminal.waitFor({ state: 'detached' });
  });

  it('open from the status bar while a document of the project is in use', async () => {
    const { workbench } = shop;
    await workbench.openFile('shop.sql');
    await workbench.page.getByRole('button', { name: 'Connect: Shop (Powabase)' }).click();
    const page = await panel();
    await page.getByRole('tab', { name: 'API Keys', selected: true }).waitFor();
    assert.equal(await workbench.page.getByRole('tab', { name: /^Connect: Shop/ }).count(), 1);
    await page.getByRole('tab', { name: 'Connection Strings' }).click();
    await page.getByText(/•{24}@/).waitFor();
  });

  it('give a link that opens the panel again at this tab', async () => {
    const { workbench } = shop;
    await (await panel()).getByRole('button', { name: 'Copy a link to this panel' }).click();
    await poll('the link', async () =>
      /^[\w-]+:\/\/powabase\.powabase\/connect\?project=Shop\+%2528Powabase%2529&tab=connection-strings$/.test(
        await workbench.clipboard(),
      ),
    );
  });

  it('come back at their tab after a reload, with what was chosen', async () => {
    await choose('Format', 'SQLAlchemy');
    await (await panel()).getByText('create_engine(').waitFor();
    const { workbench } = shop;
    await workbench.page.evaluate('window.isBefore = true');
    // Unlike the browser's own, this one waits until the editor has saved what panels remember.
    await workbench.command('Developer: Reload Window');
    await poll('the window to be another one', () =>
      workbench.page.evaluate<boolean>('!window.isBefore'),
    );
    const page = await panel();
    await page.getByText('create_engine(').waitFor();
    await page.getByText(/•{24}@/).waitFor();
  });

  it('stand beside the MCP tab where a person asked for it', async () => {
    const page = await panel();
    await page.getByRole('tab', { name: 'MCP' }).click();
    await page.getByText('This project has no hosted MCP server.').waitFor();
    await page.getByRole('tab', { name: 'Connection Strings' }).click();
  });

  const themes: readonly (readonly [name: string, theme: string, kind: string])[] = [
    ['dark', 'Dark Modern', 'vscode-dark'],
    ['light', 'Light Modern', 'vscode-light'],
    ['high-contrast-dark', 'Dark High Contrast', 'vscode-high-contrast'],
    ['high-contrast-light', 'Light High Contrast', 'vscode-high-contrast-light'],
  ];
  for (const [name, theme, kind] of themes) {
    it(`are readable in ${theme}`, async () => {
      const { workbench } = shop;
      await setTheme(theme);
      const page = await panel();
      await page.locator(`body.${kind}`).waitFor();
      for (const tab of ['API Keys', 'Connection Strings']) {
        await page.getByRole('tab', { name: tab }).click();
        await page.getByRole('tabpanel', { name: tab }).waitFor();
        await workbench.screenshot(`connect-${name}-${tab.toLowerCase().replace(' ', '-')}`);
      }
    });
  }

  it('fit into a narrow column', async () => {
    const { workbench } = shop;
    await setTheme('Light Modern');
    await (await panel()).locator('body.vscode-light').waitFor();
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 348, height: 1400 });
    const page = await panel();
    for (const tab of ['Connection Strings', 'API Keys']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).waitFor();
      const [needed, width] = await page
        .locator('html')
        .evaluate((element) => [element.scrollWidth, element.clientWidth]);
      assert.ok((needed ?? 0) <= (width ?? 0), `${tab} needs ${needed} of ${width} pixels`);
      await workbench.screenshot(`connect-narrow-${tab.toLowerCase().replace(' ', '-')}`);
    }
  });
});
