import assert from 'node:assert/strict';
import {
  type ConnectContract,
  type ConnectEndpoint,
  type ConnectField,
  type ConnectPreview,
  type ConnectView,
  connectShapes,
  type StringChoice,
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
    state: { kind: 'missing', where: 'Studio shows it.' },
  },
];

const studio = 'https://studio.example/?showConnect=true';

const view: ConnectView = {
  project: 'Shop',
  provider: 'Powabase',
  fields,
  services: [{ label: 'PostgREST', url: 'https://shop.example/rest/v1' }],
  formats: [
    { id: 'uri', label: 'URI', tls: ['disable', 'prefer', 'require', 'verify-full'] },
    { id: 'psql', label: 'PSQL', tls: ['disable', 'prefer', 'require', 'verify-full'] },
    { id: 'nodejs', label: 'Node.js', tls: ['disable', 'require', 'verify-full'] },
  ],
  hasDatabaseUrl: true,
  whereValuesAre: 'Studio shows it.',
  rotation: {
    advice: 'Did the password leak?',
    page: { label: 'Change the Password', url: 'https://studio.example/password' },
  },
  dashboard: { label: 'Open in Studio', url: studio },
  documents: [{ label: 'Keys and connection', url: 'https://docs.example/keys' }],
  revealSeconds: 30,
};

const direct: ConnectEndpoint = {
  id: 'direct db:5432',
  label: 'Direct connection',
  use: 'For migrations.',
};
const pooler: ConnectEndpoint = {
  id: 'transactionPooler db:6543',
  label: 'Transaction pooler',
  use: 'For functions.',
};

function previewed(
  { format, endpoint, password: form, tls }: StringChoice,
  shown: 'shown' | 'hidden',
  changes: Partial<ConnectPreview> = {},
): ConnectPreview {
  const included = shown === 'shown' ? password : '••••';
  return {
    text: `${format}://user:${form === 'included' ? included : form}@host/db?${tls}`,
    parts: { host: 'db.example', port: '5432', database: 'shop', user: 'owner' },
    endpoints: [{ id: 'given', label: 'Database URL', use: 'As it was given.' }],
    endpoint: endpoint === '' ? 'given' : endpoint,
    givenTls: 'As given: prefer',
    cautions: [],
    ...changes,
  };
}

function handlers(changes: Partial<Handlers<ConnectContract>> = {}): Handlers<ConnectContract> {
  return {
    open: async () => view,
    reveal: async () => secret,
    copy: async () => null,
    preview: async (params) => previewed(params.choice, params.password),
    insertString: async () => null,
    writeDotenv: async () => 'Written to .env: DATABASE_URL.',
    test: async () => 'PostgreSQL 15 answered.',
    openPsql: async () => null,
    chooseCaFile: async () => '/ca.crt',
    addCredential: async () => null,
    ...changes,
  };
}

const given: StringChoice = {
  format: 'uri',
  endpoint: 'given',
  password: 'included',
  tls: 'given',
};

const stringsForScreenReaders = `- tabpanel "Connection Strings":
  - paragraph: Each of these strings holds the database password. Use them on servers and other trusted machines only.
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
      'Documents',
    ]);
    assert.deepEqual(await page.locator('.badge').allTextContents(), [
      'safe to ship',
      'server only',
      'server only',
    ]);
    await page.getByText('https://shop.example', { exact: true }).waitFor();
  });

  it('masks a secret with 24 bullets and has not asked for it', async () => {
    const { page, requests } = await open();
    await page.getByText(/^•+$/).waitFor();
    assert.equal(await page.getByText(/^•+$/).textContent(), '•'.repeat(24));
    assert.deepEqual(
      requests.map(([method]) => method),
      ['open'],
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

  it('hides a secret when the panel itself is hidden', async () => {
    const { page, button, html } = await open();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
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
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'field', field: 'url' }]);
    assert.ok(!(await html()).includes(secret));
  });

  it('copies a masked value through the host, and says so for a moment', async () => {
    const { page, button, requests, html } = await open();
    await button('Copy Service Role (Secret) Key').click();
    await button('Copied').waitFor();
    await page.locator('[aria-live]', { hasText: 'Copied' }).waitFor({ state: 'attached' });
    assert.deepEqual(requests.at(-1), ['copy', { kind: 'field', field: 'serviceRoleKey' }]);
    assert.ok(!(await html()).includes(secret));
    await button('Copy Service Role (Secret) Key').waitFor({ timeout: 10_000 });
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
    await page.getByText('Use them on servers and other trusted machines only.').waitFor();
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

  it('reveals the password in the string, and hides it when another format is chosen', async () => {
    const { page, tab, button, html } = await open();
    await tab('Connection Strings').click();
    await button('Reveal password').click();
    await page.getByText(`uri://user:${password}@host/db?given`).waitFor();
    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'PSQL' }).click();
    await page.getByText('psql://user:••••@host/db?given').waitFor();
    assert.ok(!(await html()).includes(password));
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

  it('hides a secret after as many seconds as the person has set', async () => {
    const { page, button, html } = await open({
      open: async () => ({ ...view, revealSeconds: 5 }),
    });
    await button('Reveal Service Role (Secret) Key').waitFor();
    await page.clock.install();
    await button('Reveal Service Role (Secret) Key').click();
    await page.getByText(secret).waitFor();
    await page.clock.fastForward(5_000);
    await page.getByText('•'.repeat(24)).waitFor();
    assert.ok(!(await html()).includes(secret));
  });

  describe('in its Connection Strings', () => {
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
      assert.deepEqual(requests.at(-1), [
        'copy',
        { kind: 'part', choice: given, part: 'database' },
      ]);
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

    it('is used by the keyboard alone, in the order of reading', async () => {
      const { page, tab } = await openStrings();
      await tab('Connection Strings').focus();
      const reached: string[] = [];
      while (reached.at(-1) !== 'Keys and connection' && reached.length < 30) {
        await page.keyboard.press('Tab');
        reached.push(
          await page.evaluate<string>(`(() => {
            const { activeElement: at } = document;
            const label = document.getElementById(at.getAttribute('aria-labelledby') ?? '');
            return label?.textContent ?? at.getAttribute('aria-label') ?? at.textContent.trim();
          })()`),
        );
      }
      assert.deepEqual(reached, [
        'Format',
        'Password',
        'TLS',
        'Connection string',
        'Reveal password',
        'Copy',
        'Insert at Cursor',
        'Write to .env…',
        'Test',
        'Open psql',
        'Copy Host',
        'Copy Port',
        'Copy Database',
        'Copy User',
        'Change the Password',
        'Keys and connection',
      ]);
      await page.getByRole('button', { name: 'Test' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('status').getByText('PostgreSQL 15 answered.').waitFor();
    });

    it('says all of it to a screen reader', async () => {
      const { page } = await openStrings();
      assert.equal(
        await page.getByRole('tabpanel', { name: 'Connection Strings' }).ariaSnapshot(),
        stringsForScreenReaders,
      );
    });
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
