import assert from 'node:assert/strict';
import {
  type ConnectContract,
  type ConnectField,
  type ConnectView,
  connectShapes,
} from '../../src/protocol/connect';
import type { Handlers } from '../../src/protocol/rpc';
import { type Panels, startPanels } from './panel';

const secret = 'a-secret-for-this-test';
const password = 'a-password-for-this-test';

const fields: ConnectField[] = [
  {
    id: 'url',
    label: 'Project URL',
    use: 'The base of every HTTP call.',
    safety: 'public',
    state: { kind: 'plain', value: 'https://shop.example' },
  },
  {
    id: 'serviceRoleKey',
    label: 'Service Role (Secret) Key',
    use: 'Calls that bypass row-level security.',
    safety: 'secret',
    state: { kind: 'masked' },
  },
  {
    id: 'jwtSecret',
    label: 'JWT Secret',
    use: 'Verify user tokens in your own backend.',
    safety: 'secret',
    state: { kind: 'missing' },
  },
];

const view: ConnectView = {
  project: 'Shop',
  provider: 'Powabase',
  fields,
  formats: [
    { id: 'uri', label: 'URI' },
    { id: 'psql', label: 'PSQL' },
    { id: 'nodejs', label: 'Node.js' },
  ],
  hasDatabaseUrl: true,
};

function handlers(changes: Partial<Handlers<ConnectContract>> = {}): Handlers<ConnectContract> {
  return {
    open: async () => view,
    reveal: async () => secret,
    copyField: async () => null,
    preview: async (params) =>
      `${params.format}://user:${params.password === 'shown' ? password : '••••'}@host/db`,
    copyString: async () => null,
    insertString: async () => null,
    addCredential: async () => null,
    ...changes,
  };
}

describe('the Connect panel', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  async function open(changes?: Partial<Handlers<ConnectContract>>, width = 900) {
    const panel = await panels.open('connect', connectShapes, handlers(changes), {
      width,
      height: 700,
    });
    const { page } = panel;
    return {
      ...panel,
      button: (name: string) => page.getByRole('button', { name, exact: true }),
      tab: (name: string) => page.getByRole('tab', { name }),
      html: () => page.locator('#app').innerHTML(),
    };
  }

  it('shows the project, its fields in order, and which of them may be shipped', async () => {
    const { page } = await open();
    await page.getByRole('heading', { name: 'Connect to your project' }).waitFor();
    await page.getByText('Shop · Powabase').waitFor();
    assert.deepEqual(await page.getByRole('heading', { level: 2 }).allTextContents(), [
      'Project URL',
      'Service Role (Secret) Key',
      'JWT Secret',
    ]);
    assert.deepEqual(await page.locator('.badge').allTextContents(), [
      'safe to ship',
      'server only',
      'server only',
    ]);
    await page.getByText('https://shop.example').waitFor();
  });

  it('masks a secret with 24 bullets and has not asked for it', async () => {
    const { page, requests } = await open();
    await page.getByText(/^•+$/).waitFor();
    assert.equal(await page.getByText(/^•+$/).textContent(), '•'.repeat(24));
    assert.deepEqual(
      requests.map(([method]) => method),
      ['open', 'preview'],
    );
  });

  it('reveals one secret, and takes it out of the page when the window loses focus', async () => {
    const { page, button, html, saved } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    const toggle = button('Hide Service Role (Secret) Key');
    assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
    await page.evaluate('dispatchEvent(new Event("blur"))');
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
    assert.ok(!JSON.stringify(await saved()).includes(secret));
    await button('Reveal Service Role (Secret) Key').waitFor();
  });

  it('hides a secret by a second press', async () => {
    const { page, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await button('Hide Service Role (Secret) Key').click();
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  it('hides a secret after 30 seconds', async () => {
    const { page, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').waitFor();
    await page.clock.install();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await page.clock.fastForward(29_000);
    assert.ok((await html()).includes(secret));
    await page.clock.fastForward(1_000);
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  it('does not show a secret that comes after the window lost focus', async () => {
    let answer = (_value: string) => {};
    const { page, button, html, requests } = await open({
      reveal: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    await button('Reveal Service Role (Secret) Key').click();
    await button('Hide Service Role (Secret) Key').waitFor();
    await page.evaluate('dispatchEvent(new Event("blur"))');
    answer(secret);
    // The answer to a later request proves that the earlier one has arrived.
    await button('Copy Project URL').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copyField', { field: 'url' }]);
    assert.ok(!(await html()).includes(secret));
  });

  it('copies a masked value through the host, and says so for a moment', async () => {
    const { page, button, requests, html } = await open();
    await button('Copy Service Role (Secret) Key').click();
    await button('Copied').waitFor();
    await page.locator('[aria-live]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
    assert.deepEqual(requests.at(-1), ['copyField', { field: 'serviceRoleKey' }]);
    assert.ok(!(await html()).includes(secret));
    await button('Copy Service Role (Secret) Key').waitFor({ timeout: 10_000 });
  });

  it('says that a field is not known and offers to add it', async () => {
    const { page, button, requests } = await open();
    await page.getByText('JWT Secret is not known yet.').waitFor();
    await button('Add JWT Secret…').click();
    assert.deepEqual(requests.at(-1), ['addCredential', { field: 'jwtSecret' }]);
  });

  it('changes tabs by the arrow keys and remembers the tab', async () => {
    const { page, tab, saved } = await open();
    await tab('API Keys').focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('uri://user:••••@host/db').waitFor();
    assert.equal(await tab('Connection Strings').getAttribute('aria-selected'), 'true');
    assert.deepEqual(await saved(), { project: 'user:shop', tab: 'connection-strings' });
  });

  it('shows the format that is chosen, without the password, and remembers it', async () => {
    const { page, tab, saved } = await open();
    await tab('Connection Strings').click();
    await page.getByText('Use them on servers and other trusted machines only.').waitFor();
    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'Node.js' }).waitFor();
    assert.deepEqual(await page.getByRole('option').allTextContents(), ['URI', 'PSQL', 'Node.js']);
    await page.getByRole('option', { name: 'Node.js' }).click();
    await page.getByText('nodejs://user:••••@host/db').waitFor();
    assert.deepEqual(await saved(), {
      project: 'user:shop',
      tab: 'connection-strings',
      format: 'nodejs',
    });
  });

  it('reveals the password in the string, and hides it when another format is chosen', async () => {
    const { page, tab, button, html } = await open();
    await tab('Connection Strings').click();
    await button('Reveal password').click();
    await page.getByText(`uri://user:${password}@host/db`).waitFor();
    await page.getByRole('combobox').click();
    await page.getByRole('option', { name: 'PSQL' }).click();
    await page.getByText('psql://user:••••@host/db').waitFor();
    assert.ok(!(await html()).includes(password));
  });

  it('inserts the chosen format and shows why it could not', async () => {
    const { page, tab, button, requests } = await open({
      insertString: () => Promise.reject(new Error('Open a file to insert into.')),
    });
    await tab('Connection Strings').click();
    await page.getByText('Insert at Cursor').click();
    await page.getByRole('alert').getByText('Open a file to insert into.').waitFor();
    assert.deepEqual(requests.at(-1), ['insertString', { format: 'uri' }]);
    await button('Copy').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copyString', { format: 'uri' }]);
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

  it('hides what is revealed when the project changes', async () => {
    const { page, emit, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    emit('changed', { ...view, project: 'Shop 2' });
    await page.getByText('Shop 2 · Powabase').waitFor();
    assert.ok(!(await html()).includes(secret));
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
