import assert from 'node:assert/strict';
import type { ConnectContract } from '../../src/protocol/connect';
import type { Handlers } from '../../src/protocol/rpc';
import { direct, given, openConnect, password, pooler, previewed } from './fakeConnect';
import { type Panels, startPanels } from './panel';

const stringsForScreenReaders = `- tabpanel "Connection Strings":
  - paragraph: A connection string opens the whole database. Use it on servers and other trusted machines only.
  - text: Format
  - combobox "Format": URI
  - text: Password
  - combobox "Password": In the string
  - text: TLS
  - combobox "TLS": "As given: prefer"
  - region "Connection string":
    - code: uri://user:••••@host/db?given
  - button "Reveal password"
  - button "Copy"
  - button "Insert at Cursor"
  - button "Write to .env…"
  - button "Test"
  - button "Open psql"
  - term: Host
  - definition:
    - code: db.example
    - button "Copy Host"
  - term: Port
  - definition:
    - code: "5432"
    - button "Copy Port"
  - term: Database
  - definition:
    - code: shop
    - button "Copy Database"
  - term: User
  - definition:
    - code: owner
    - button "Copy User"
  - paragraph:
    - text: Did the password leak?
    - link "Change the Password":
      - /url: https://studio.example/password`;

describe('the Connection Strings of the Connect panel', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  const open = (changes?: Partial<Handlers<ConnectContract>>, width?: number) =>
    openConnect(panels, changes, width);

  async function openStrings(changes?: Partial<Handlers<ConnectContract>>, width?: number) {
    const panel = await open(changes, width);
    const { page } = panel;
    await panel.tab('Connection Strings').click();
    await page.getByRole('region', { name: 'Connection string' }).getByText('://').waitFor();
    return {
      ...panel,
      async choose(name: string, option: string) {
        await page.getByRole('combobox', { name }).click();
        await page.getByRole('option', { name: option, exact: true }).click();
      },
      options: async (name: string) => {
        await page.getByRole('combobox', { name }).click();
        const shown = page.getByRole('option').and(page.locator(':visible'));
        await shown.first().waitFor();
        const texts = await shown.allTextContents();
        await page.keyboard.press('Escape');
        return texts;
      },
    };
  }

  it('offers the ways to the database where there are several, and says what each is for', async () => {
    const { page, choose, requests } = await openStrings({
      preview: async ({ choice, password: form }) =>
        previewed(choice, form, {
          endpoints: [direct, pooler],
          endpoint: choice.endpoint || direct.id,
        }),
    });
    await page.getByText('For migrations.').waitFor();
    await choose('Connection', 'Transaction pooler');
    await page.getByText('For functions.').waitFor();
    assert.deepEqual(requests.at(-1), [
      'preview',
      { choice: { ...given, endpoint: pooler.id }, password: 'hidden' },
    ]);
  });

  it('asks for no way where there is one', async () => {
    const { page } = await openStrings();
    assert.equal(await page.getByRole('combobox', { name: 'Connection' }).isVisible(), false);
  });

  it('leaves the password out, and then has nothing to reveal', async () => {
    const { page, choose, button } = await openStrings();
    await choose('Password', 'Left out: from PGPASSWORD');
    await page.getByText('uri://user:environment@host/db?given').waitFor();
    assert.equal(await button('Reveal password').isVisible(), false);
    await choose('Password', 'Left out: a placeholder');
    await page.getByText('uri://user:placeholder@host/db?given').waitFor();
    await choose('Password', 'In the string');
    await button('Reveal password').waitFor();
  });

  it('offers the TLS that the driver can do, and goes back to the given one with another driver', async () => {
    const { page, choose, options } = await openStrings();
    assert.deepEqual(await options('TLS'), [
      'As given: prefer',
      'Off',
      'If the server has it',
      'Required',
      'Required and verified',
    ]);
    await choose('TLS', 'If the server has it');
    await page.getByText('uri://user:••••@host/db?prefer').waitFor();
    await choose('Format', 'Node.js');
    await page.getByText('nodejs://user:••••@host/db?given').waitFor();
    assert.deepEqual(await options('TLS'), [
      'As given: prefer',
      'Off',
      'Required',
      'Required and verified',
    ]);
  });

  it('asks for the certificate authority where TLS is verified', async () => {
    const { page, choose, requests } = await openStrings();
    await choose('TLS', 'Required and verified');
    await page.getByText('none chosen').waitFor();
    await page.getByText('Choose File…').click();
    await page.getByText('/ca.crt').waitFor();
    assert.deepEqual(requests.at(-1), [
      'preview',
      { choice: { ...given, tls: 'verify-full', caFile: '/ca.crt' }, password: 'hidden' },
    ]);
  });

  it('says that a string failed, and gets it at Retry', async () => {
    let broken = false;
    const { page, choose } = await openStrings({
      preview: async ({ choice, password: form }) => {
        if (broken) throw new Error('The file cannot be read.');
        return previewed(choice, form);
      },
    });
    broken = true;
    await choose('Format', 'PSQL');
    await page.getByRole('alert').getByText('The file cannot be read.').waitFor();
    broken = false;
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('psql://user:••••@host/db?given').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Retry' }).isVisible(), false);
  });

  it('says what the driver cannot do with these values', async () => {
    const { page } = await openStrings({
      preview: async ({ choice, password: form }) =>
        previewed(choice, form, { cautions: ['This driver refuses the password.'] }),
    });
    await page.getByRole('listitem').getByText('This driver refuses the password.').waitFor();
  });

  it('lists the parts, each to copy', async () => {
    const { page, button, requests } = await openStrings();
    assert.deepEqual(await page.locator('.tab > .pairs dt').allTextContents(), [
      'Host',
      'Port',
      'Database',
      'User',
    ]);
    await button('Copy Database').click();
    await button('Copied').waitFor();
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'part', choice: given, part: 'database' }]);
  });

  it('says what a test connection answered', async () => {
    const { page, requests } = await openStrings();
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByRole('status').getByText('PostgreSQL 15 answered.').waitFor();
    assert.deepEqual(requests.at(-1), ['test', { choice: given }]);
  });

  it('says why a test connection failed', async () => {
    const { page } = await openStrings({
      test: () => Promise.reject(new Error('The password is wrong.')),
    });
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByRole('alert').getByText('The password is wrong.').waitFor();
    await page.getByRole('button', { name: 'Test' }).waitFor();
  });

  it('ends a test connection at Cancel', async () => {
    let ended = () => {};
    const wasEnded = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const { page } = await openStrings({
      test: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            ended();
            reject(new Error('Cancelled.'));
          });
        }),
    });
    await page.getByRole('button', { name: 'Test' }).click();
    await page.getByRole('status').getByText('Connecting…').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await wasEnded;
    await page.getByRole('button', { name: 'Test' }).waitFor();
    assert.equal(await page.getByText('Cancelled.').count(), 0);
  });

  it('says which file it was written to, and nothing when it was not', async () => {
    const answers = ['Written to .env: DATABASE_URL.', null];
    const { page, button, requests } = await openStrings({
      writeDotenv: async () => answers.shift() ?? null,
    });
    await button('Write to .env…').click();
    await page.getByRole('status').getByText('Written to .env: DATABASE_URL.').waitFor();
    assert.deepEqual(requests.at(-1), ['writeDotenv', { choice: given }]);
    await button('Write to .env…').click();
    await page.getByText('Written to').waitFor({ state: 'detached' });
  });

  it('opens psql with what is chosen', async () => {
    const { page, requests } = await openStrings();
    await page.getByRole('button', { name: 'Open psql' }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    assert.deepEqual(
      requests.filter(([method]) => method === 'openPsql'),
      [['openPsql', { choice: given }]],
    );
  });

  it('keeps every choice over a reload, and no secret', async () => {
    const { choose, saved, button, page } = await openStrings();
    await choose('Password', 'Left out: a placeholder');
    await choose('Password', 'In the string');
    await choose('TLS', 'Required');
    await button('Reveal password').click();
    await page.getByText(password).waitFor();
    assert.deepEqual(await saved(), {
      project: 'user:shop',
      tab: 'connection-strings',
      password: 'included',
      tls: 'require',
    });
  });

  it('says all of it to a screen reader', async () => {
    const { page } = await openStrings();
    assert.equal(
      await page.getByRole('tabpanel', { name: 'Connection Strings' }).ariaSnapshot(),
      stringsForScreenReaders,
    );
  });
});
