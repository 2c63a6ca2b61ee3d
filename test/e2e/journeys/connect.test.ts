import assert from 'node:assert/strict';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

describe('Journey: connect', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'app.js': '// the connection goes here\n' });
  });
  after(() => shop?.dispose());

  const panel = () => shop.workbench.webview('Connect: Shop (Powabase)');

  it('opens from the inline button of the project', async () => {
    const { workbench } = shop;
    await workbench.expand();
    const row = workbench.page.locator('.sidebar .monaco-list-row', { hasText: 'Shop (Powabase)' });
    await row.hover();
    await row.locator('.action-label[aria-label="Connect"]').click();
    const page = await panel();
    await page.getByRole('heading', { name: 'Connect to your project' }).waitFor();
    assert.deepEqual(await page.locator('vscode-panel-tab').allTextContents(), [
      'API Keys',
      'Connection Strings',
    ]);
    assert.deepEqual(await page.locator('section.field h2').allTextContents(), [
      'Project URL',
      'Anon (Publishable) Key',
      'Service Role (Secret) Key',
      'JWT Secret',
      'Database URL',
    ]);
    await workbench.screenshot('connect');
  });

  it('holds no secret in its page before it is revealed', async () => {
    const page = await panel();
    const html = await page.locator('html').evaluate((element) => element.outerHTML);
    const { serviceRoleKey, jwtSecret, databaseUrl } = shop.sandbox.projects.powabase;
    for (const secret of [serviceRoleKey, jwtSecret, databaseUrl]) {
      assert.ok(secret && !html.includes(secret));
    }
  });

  it('copies a secret while it is masked', async () => {
    const page = await panel();
    await page.getByRole('button', { name: 'Copy Service Role (Secret) Key' }).click();
    const { serviceRoleKey } = shop.sandbox.projects.powabase;
    await poll(
      'the key on the clipboard',
      async () => (await shop.workbench.clipboard()) === serviceRoleKey,
    );
  });

  it('reveals a secret and masks it again', async () => {
    const page = await panel();
    const value = page.locator('section.field', { hasText: 'JWT Secret' }).locator('.value');
    assert.match((await value.textContent()) ?? '', /^•{24}/);
    await page.getByRole('button', { name: 'Reveal JWT Secret' }).click();
    await page.getByText(shop.sandbox.projects.powabase.jwtSecret).waitFor();
    await page.getByRole('button', { name: 'Hide JWT Secret' }).click();
    await poll('the mask', async () => /^•{24}/.test((await value.textContent()) ?? ''));
  });

  it('shows the nine formats in their order, with the password hidden', async () => {
    const page = await panel();
    await page.getByRole('tab', { name: 'Connection Strings' }).click();
    assert.deepEqual(
      (
        await page
          .locator('vscode-dropdown[aria-labelledby="format-label"] vscode-option')
          .allTextContents()
      ).map((text) => text.trim()),
      ['URI', 'PSQL', 'Node.js', 'Python', 'Golang', 'JDBC', '.NET', 'PHP', 'SQLAlchemy'],
    );
    await page.getByText(/postgresql:\/\/.*•{24}@/).waitFor();
    await shop.workbench.screenshot('connection-strings');
  });

  it('inserts the string into the document that it covers', async () => {
    const { workbench } = shop;
    const { databaseUrl } = shop.sandbox.projects.powabase;
    await workbench.openFile('app.js');
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.getByRole('tab', { name: /^Connect: Shop/ }).click();
    const page = await panel();
    await page.getByRole('tab', { name: 'Connection Strings' }).click();
    await page.getByRole('button', { name: 'Insert at Cursor' }).click();
    const editor = workbench.page.locator('.editor-group-container.active .view-lines');
    await poll('the string', async () =>
      ((await editor.textContent()) ?? '').includes(databaseUrl),
    );
    await workbench.page.keyboard.press('Control+Z');
  });

  it('shows what each system has, and says why the rest does not exist', async () => {
    const { workbench } = shop;
    const systems = [
      {
        name: 'Shop (Supabase)',
        fields: ['Publishable Key', 'Secret Key', 'JWT Secret', 'Database URL'],
        note: /Publishable and secret keys are no JWTs/,
      },
      {
        name: 'Shop (Flux v2)',
        fields: ['Project JWT', 'Project JWT Secret', 'Database URL'],
        note: /Flux v2 has no anon and no service role key/,
      },
    ];
    for (const { name, fields, note } of systems) {
      await workbench.command('Powabase: Connect');
      await workbench.quickPick(name);
      const page = await workbench.webview(`Connect: ${name}`);
      await page.getByText(note).waitFor();
      const shown = await page.locator('section.field h2').allTextContents();
      assert.deepEqual(shown.slice(1), fields);
      await workbench.screenshot(`connect-${name.replace(/\W+/g, '-').toLowerCase()}`);
    }
  });

  it('inserts a snippet at the cursor of the editor', async () => {
    const { workbench } = shop;
    await workbench.openFile('app.js');
    await workbench.page.keyboard.press('Control+End');
    await workbench.command('Powabase: Insert Connection Snippet…');
    await workbench.quickPick('Shop (Powabase)');
    await workbench.quickPick('Node.js');
    await workbench.quickPick('With a placeholder');
    const editor = workbench.page.locator('.editor-group-container.active .view-lines');
    await poll('the snippet', async () =>
      ((await editor.textContent()) ?? '').replaceAll('\u00a0', ' ').includes('new Pool({'),
    );
    assert.match(((await editor.textContent()) ?? '').replaceAll('\u00a0', ' '), /YOUR-PASSWORD/);
    await workbench.screenshot('snippet');
  });
});
