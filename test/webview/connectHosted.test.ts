// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import * as vscode from 'vscode';
import { formatIds } from '../../src/core/connectionStrings/formats';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { renderUri } from '../../src/core/connectionStrings/uri';
import { parseDotenv } from '../../src/core/dotenv';
import { drivers } from '../database/drivers';
import { type Answer, output } from '../database/drivers/driver';
import { monoPackages, readAdo } from '../database/drivers/mono';
import { python } from '../database/drivers/python';
import { hostileValues } from '../database/hostileValues';
import { ensureDebian } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { poll } from '../sandbox/poll';
import { setEditor } from '../unit/fakeVscode';
import { editorBehind, type HostedConnect, openHosted } from './hostedConnect';
import { type Panels, startPanels } from './panel';

/** Every rule of quoting broken at once. */
const user = `o'ne"il\\ $x\`y\` %41@:/?#`;
const database = "a b'=c?d#e%41/f@g:h&i+j";
const password = `p@ss:w/o#r?d%+ &=;'"\\$\`{0}()!é `;

/** What stands in the .env file before. */
const mine = '# mine\nA=1\n';

/** The variables of libpq, as the list of forms has them. */
const partNames = 'PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD';

const labels = {
  uri: 'URI',
  psql: 'PSQL',
  nodejs: 'Node.js',
  python: 'Python',
  golang: 'Golang',
  jdbc: 'JDBC',
  dotnet: '.NET',
  php: 'PHP',
  sqlalchemy: 'SQLAlchemy',
} as const;

/** Who one is and where, or why there was no connection. */
function loginOf(answer: Answer) {
  return 'refused' in answer ? answer.refused : [answer.user, answer.database];
}

describe('the Connect panel with its own host, for hostile values', function () {
  this.timeout(120_000);
  let panels: Panels;
  let sandbox: Sandbox;
  let others: Sandbox;
  let server: ConnectionParts;
  let panel: HostedConnect;

  before(async function () {
    this.timeout(600_000);
    ensureDebian([...new Set([...drivers.flatMap(({ packages }) => packages), ...monoPackages])]);
    [panels, sandbox, others] = await Promise.all([
      startPanels(),
      start({ tls: 'offered' }),
      start({ tls: 'required' }),
    ]);
    server = parseUri(await sandbox.database());
    const admin = new Client({ ...server, password: server.password ?? '', ssl: false });
    await admin.connect();
    await admin.query(
      `create role ${escapeIdentifier(user)} login password ${escapeLiteral(password)}`,
    );
    await admin.query(`create database ${escapeIdentifier(database)}`);
    for (const [index, value] of hostileValues.entries()) {
      await admin.query(`create role "user ${index}" login password ${escapeLiteral(value)}`);
    }
    await admin.end();
  });
  after(async () => {
    await Promise.all([panels?.close(), sandbox?.stop(), others?.stop()]);
  });
  beforeEach(async () => {
    const databaseUrl = renderUri({ ...server, user, database, password });
    panel = await openHosted(panels, { provider: 'powabase', values: { databaseUrl } });
    await panel.page.getByRole('tab', { name: 'Connection Strings' }).click();
    await panel.page.getByText(/•{24}@/).waitFor();
  });
  afterEach(() => panel.page.close());

  const press = (name: string) => panel.page.getByRole('button', { name, exact: true }).click();

  async function choose(name: string, option: string) {
    await panel.page.getByRole('combobox', { name }).click();
    await panel.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** What the button puts on the clipboard. */
  async function copied(): Promise<string> {
    await vscode.env.clipboard.writeText('');
    await panel.page.locator('.codeTools vscode-button').last().click();
    return poll(async () => (await vscode.env.clipboard.readText()) || undefined, 'no copy');
  }

  for (const driver of drivers) {
    it(`copies what connects by ${driver.runs}`, async () => {
      await choose('Format', labels[driver.format]);
      const answers = await driver.ask([await copied()]);
      assert.deepEqual(answers.map(loginOf), [[user, database]]);
    });
  }

  it('copies what ADO.NET reads back', async () => {
    await choose('Format', '.NET');
    const [pairs = {}] = await readAdo([await copied()]);
    const { username, database: name, password: secret } = pairs;
    assert.deepEqual([username, name, secret], [user, database, password]);
  });

  it('copies a string that connects with each hostile password', async () => {
    await choose('Format', 'Python');
    const texts: string[] = [];
    for (const [index, value] of hostileValues.entries()) {
      const url = renderUri({ ...server, user: `user ${index}`, password: value });
      await panel.store('databaseUrl', url);
      texts.push(await copied());
    }
    const answers = await python.ask(texts);
    assert.deepEqual(
      answers.map(loginOf),
      hostileValues.map((_, index) => [`user ${index}`, server.database]),
    );
  });

  it('shows at Reveal what it copies, and nothing of it before', async () => {
    for (const id of formatIds) {
      await choose('Format', labels[id]);
      const region = panel.page.getByRole('region', { name: 'Connection string' });
      assert.doesNotMatch(await panel.page.content(), /p@ss|p%40ss/);
      await press('Reveal password');
      await region.getByText(/p@ss|p%40ss/).waitFor();
      assert.equal(await region.locator('code').textContent(), await copied(), id);
    }
    assert.deepEqual(panel.complaints, []);
  });

  it('inserts what it copies, as deep as the line and by the tabs of the document', async () => {
    for (const id of formatIds) {
      await choose('Format', labels[id]);
      const editor = editorBehind('{\n\t\t');
      setEditor({ textEditor: editor.textEditor });
      const text = await copied();
      await press('Insert at Cursor');
      await poll(async () => editor.text().length > 4 || undefined, `nothing inserted: ${id}`);
      const [, ...lines] = editor.text().split('\n');
      assert.deepEqual(
        lines.map((line) => line.trimStart()),
        text.split('\n').map((line) => line.trimStart()),
      );
      for (const line of lines) assert.match(line, /^(?:$|\t\t\t?\t?(?! ))/, id);
      assert.equal(lines.filter((line) => line.startsWith('\t\t\t')).length > 0, /^ /m.test(text));
    }
  });

  it('says what to do where no file is open to insert into', async () => {
    setEditor();
    await press('Insert at Cursor');
    await panel.page
      .getByRole('alert')
      .getByText('Open a file first: the text goes where its cursor is.')
      .waitFor();
  });

  /** Presses the button, then picks the form and the file. */
  async function writeDotenv(form: string): Promise<string> {
    const files: Record<string, string> = { '.env': mine };
    setEditor({ files, taken: [[form], ['.env']] });
    await press('Write to .env…');
    const { page } = panel;
    const outcome = page.getByRole('status').or(page.locator('.actions [role=alert]:not(:empty)'));
    await outcome.getByText(/^(?:Written to \.env: |PGUSER was left out: )/).waitFor();
    return files['.env'] ?? '';
  }

  /** What psql is told of itself with the variables of a .env file, read as dotenv does. */
  async function psqlWith(text: string): Promise<string> {
    const variables = parseDotenv(text);
    const uri = variables.DATABASE_URL === undefined ? [] : [variables.DATABASE_URL];
    const asked = 'select current_user || chr(10) || current_database()';
    return output('psql', ['-XAt', '-c', asked, ...uri], { env: variables });
  }

  it('writes a .env file that connects: as one URI, or part by part', async () => {
    const whole = await writeDotenv('DATABASE_URL');
    assert.ok(whole.startsWith(mine));
    assert.equal(await psqlWith(whole), `${user}\n${database}\n`);
    const index = hostileValues.indexOf(`$(id)\`id\`\${HOME}`);
    const login = { user: `user ${index}`, password: hostileValues[index] ?? '' };
    await panel.store('databaseUrl', renderUri({ ...server, ...login }));
    const parts = await writeDotenv(partNames);
    assert.ok(parts.startsWith(mine));
    assert.equal(await psqlWith(parts), `${login.user}\n${server.database}\n`);
  });

  it('writes no part of what a .env file cannot hold, and says so', async () => {
    assert.equal(await writeDotenv(partNames), mine);
  });

  it('tests with exactly these values, and says whether the certificate is verified', async () => {
    const status = panel.page.getByRole('status');
    await press('Test');
    await status.getByText('over TLS with a certificate that nobody verified').waitFor();
    await choose('TLS', 'Off');
    await press('Test');
    await status.getByText('without TLS').waitFor();
    const said = (await status.textContent()) ?? '';
    assert.ok(said.includes(`answered ${user} in`), said);
    const caFile = join(sandbox.folder, "our ca's.crt");
    await writeFile(caFile, sandbox.ca ?? '');
    await choose('TLS', 'Required and verified');
    setEditor({ chosenFile: caFile });
    await press('Choose File…');
    await panel.page.locator('.authority').getByText(caFile).waitFor();
    await press('Test');
    await status.getByText('over TLS with a verified certificate').waitFor();
  });

  it('says that the certificate is another authority’s', async () => {
    const caFile = join(sandbox.folder, 'others.crt');
    await writeFile(caFile, others.ca ?? '');
    await choose('TLS', 'Required and verified');
    setEditor({ chosenFile: caFile });
    await press('Choose File…');
    await panel.page.locator('.authority').getByText(caFile).waitFor();
    await press('Test');
    await panel.page
      .getByRole('alert')
      .getByText(/certificate/)
      .waitFor();
    assert.equal(await panel.page.getByRole('status').isVisible(), false);
    assert.doesNotMatch(panel.logged.join(), /p@ss|p%40ss/);
  });
});
