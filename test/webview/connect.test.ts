import assert from 'node:assert/strict';
import type { ConnectContract } from '../../src/protocol/connect';
import type { Handlers } from '../../src/protocol/rpc';
import { given, openConnect, secret, studio, view } from './fakeConnect';
import { type Panels, startPanels } from './panel';

const keysForScreenReaders = `- tabpanel "API Keys":
  - region "Project URL":
    - heading "Project URL" [level=2]
    - text: safe to ship
    - paragraph: The base of every HTTP call.
    - code: https://shop.example
    - button "Copy Project URL"
    - group: Addresses of its services
  - region "Service Role (Secret) Key":
    - heading "Service Role (Secret) Key" [level=2]
    - text: server only
    - paragraph: Calls that bypass row-level security.
    - code: Hidden
    - button "Reveal Service Role (Secret) Key"
    - button "Copy Service Role (Secret) Key"
  - region "JWT Secret":
    - heading "JWT Secret" [level=2]
    - text: server only
    - paragraph: Verify user tokens in your own backend.
    - text: JWT Secret is not known yet. Studio shows it.
    - button "Add JWT Secret…": Add…`;

describe('the Connect panel', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  const open = (changes?: Partial<Handlers<ConnectContract>>, width?: number) =>
    openConnect(panels, changes, width);

  it('shows the project, its fields in order, and which of them may be shipped', async () => {
    const { page } = await open();
    await page.getByRole('heading', { name: 'Connect to your project' }).waitFor();
    await page.getByText('Shop · Powabase').waitFor();
    assert.deepEqual(await page.getByRole('heading', { level: 2 }).allTextContents(), [
      'Project URL',
      'Service Role (Secret) Key',
      'JWT Secret',
      'Documents',
    ]);
    assert.deepEqual(await page.locator('.badge').allTextContents(), [
      'safe to ship',
      'server only',
      'server only',
    ]);
    await page.getByText('https://shop.example', { exact: true }).waitFor();
  });

  it('says that a field is not known and offers to add it', async () => {
    const { page, button, requests } = await open();
    await page.getByText('JWT Secret is not known yet. Studio shows it.').waitFor();
    await button('Add JWT Secret…').click();
    assert.deepEqual(requests.at(-1), ['addCredential', { field: 'jwtSecret' }]);
  });

  it('sets what a person types apart from the sentence around it', async () => {
    const { page } = await open({
      open: async () => ({ ...view, note: 'The command `flux keys` prints <b>them</b>.' }),
    });
    await page.getByText('The command flux keys prints <b>them</b>.').waitFor();
    assert.equal(await page.locator('p > code').textContent(), 'flux keys');
  });

  it('changes tabs by the arrow keys and remembers the tab', async () => {
    const { page, tab, saved } = await open();
    await tab('API Keys').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('uri://user:••••@host/db?given').waitFor();
    assert.equal(await tab('Connection Strings').getAttribute('aria-selected'), 'true');
    assert.deepEqual(await saved(), { project: 'user:shop', tab: 'connection-strings' });
  });

  it('shows the format that is chosen, without the password, and remembers it', async () => {
    const { page, tab, saved } = await open();
    await tab('Connection Strings').click();
    await page.getByText('Use it on servers and other trusted machines only.').waitFor();
    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'Node.js' }).waitFor();
    assert.deepEqual(await page.getByRole('option').allTextContents(), ['URI', 'PSQL', 'Node.js']);
    await page.getByRole('option', { name: 'Node.js' }).click();
    await page.getByText('nodejs://user:••••@host/db?given').waitFor();
    assert.deepEqual(await saved(), {
      project: 'user:shop',
      tab: 'connection-strings',
      format: 'nodejs',
    });
  });

  it('inserts the chosen format and shows why it could not', async () => {
    const { page, tab, button, requests } = await open({
      insertString: () => Promise.reject(new Error('Open a file to insert into.')),
    });
    await tab('Connection Strings').click();
    await page.getByText('Insert at Cursor').click();
    await page.getByRole('alert').getByText('Open a file to insert into.').waitFor();
    assert.deepEqual(requests.at(-1), ['insertString', { choice: given }]);
    await button('Copy').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'string', choice: given }]);
  });

  it('names the addresses of the services below the URL, each to copy', async () => {
    const { page, button, requests } = await open();
    await page.getByText('Addresses of its services').click();
    await page.getByText('https://shop.example/rest/v1').waitFor();
    await button('Copy PostgREST').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), [
      'copy',
      { kind: 'service', url: 'https://shop.example/rest/v1' },
    ]);
  });

  it('lists several keys of a kind, and says what replaces an old one', async () => {
    const key = { use: 'For servers.', safety: 'secret', state: { kind: 'masked' } } as const;
    const { page, button, requests } = await open({
      open: async () => ({
        ...view,
        fields: [
          { ...key, id: 'secretKey', label: 'Secret Key' },
          { ...key, id: 'secretKey:mailer', label: 'Secret Key (mailer)' },
          { ...key, id: 'serviceRoleKey', label: 'Service Role Key', replacedBy: 'Secret Key' },
        ],
      }),
    });
    await button('Reveal Secret Key (mailer)').click();
    await page.getByText(secret).waitFor();
    assert.deepEqual(requests.at(-1), ['reveal', { field: 'secretKey:mailer' }]);
    const old = page.getByRole('region', { name: 'Service Role Key' });
    assert.deepEqual(await old.locator('.badge').allTextContents(), [
      'server only',
      'replaced by Secret Key',
    ]);
  });

  it('shows the MCP server where the person wants it, and no secret in it', async () => {
    const server = 'https://mcp.example/mcp?read_only=true';
    const mcp = { server, configuration: `{ "url": "${server}" }` };
    const { page, tab, button, requests } = await open({ open: async () => ({ ...view, mcp }) });
    await tab('MCP').click();
    await page.getByText(server, { exact: true }).waitFor();
    await button('Copy Server URL').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'mcp', what: 'server' }]);
  });

  it('stays where it is when a link asks for a tab that nobody wants', async () => {
    const { page, tab, emit, button } = await open();
    await tab('API Keys').waitFor();
    emit('tab', 'mcp');
    await button('Copy Project URL').click();
    await page.getByRole('tab', { name: 'API Keys', selected: true }).waitFor();
  });

  it('leads to the same project elsewhere, and gives a link to itself', async () => {
    const { page, tab, button, requests } = await open();
    const outside = page.getByRole('link', { name: 'Open in Studio' });
    assert.equal(await outside.getAttribute('href'), studio);
    await page.getByRole('link', { name: 'Keys and connection' }).waitFor();
    await tab('Connection Strings').click();
    await button('Copy a link to this panel').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'deepLink', tab: 'connection-strings' }]);
  });

  it('says its keys to a screen reader', async () => {
    const { page, tab } = await open();
    await tab('API Keys').waitFor();
    assert.equal(
      await page.getByRole('tabpanel', { name: 'API Keys' }).ariaSnapshot(),
      keysForScreenReaders,
    );
  });

  it('opens the tab that the host names, and says how to add a Database URL', async () => {
    const { page, emit, requests } = await open();
    await page.getByText('Project URL', { exact: true }).waitFor();
    emit('changed', { ...view, hasDatabaseUrl: false });
    emit('tab', 'connection-strings');
    await page.getByText('No Database URL yet').waitFor();
    await page.getByText('Add Database URL…').click();
    assert.deepEqual(requests.at(-1), ['addCredential', { field: 'databaseUrl' }]);
  });

  it('says that it is loading, once that takes a while', async () => {
    let answer = () => {};
    const { page } = await open({
      open: () =>
        new Promise((resolve) => {
          answer = () => resolve(view);
        }),
    });
    const waiting = page.getByRole('status').filter({ hasText: 'Loading connection info…' });
    await waiting.waitFor();
    answer();
    await page.getByText('Shop · Powabase').waitFor();
    assert.equal(await waiting.count(), 0);
  });

  it('says that it failed to load, and loads at Retry', async () => {
    let broken = true;
    const { page } = await open({
      open: async () => {
        if (broken) throw new Error('The project is gone.');
        return view;
      },
    });
    await page.getByText('Failed to load connection info.').waitFor();
    await page.getByText('The project is gone.').waitFor();
    broken = false;
    await page.getByText('Retry').click();
    await page.getByText('Shop · Powabase').waitFor();
  });

  it('shows a name that looks like markup as it is', async () => {
    const project = '<img src=x onerror=alert(1)>';
    const { page } = await open({ open: async () => ({ ...view, project }) });
    await page.getByText(`${project} · Powabase`).waitFor();
    assert.equal(await page.locator('img').count(), 0);
  });

  for (const width of [250, 900]) {
    it(`fits into ${width} pixels and breaks no rule of its page`, async () => {
      const { page, tab, complaints } = await open({}, width);
      for (const name of ['Connection Strings', 'API Keys']) {
        await tab(name).click();
        const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
        assert.ok(needed <= width, `${name} needs ${needed} pixels`);
      }
      assert.deepEqual(complaints, []);
    });
  }
});
