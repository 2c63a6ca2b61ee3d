import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { type Sandbox, start } from '../../sandbox';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

/** What settings may say of the project; its environment stands beside its name in the tree. */
interface Moved {
  readonly url: string;
  readonly credentials: object;
  readonly environment: 'local' | 'staging' | 'production';
}

/** A repository that one clones holds the id of a known project, and an address of its own. */
describe('Journey: settings that want a secret sent elsewhere', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;
  let thief: Server;
  let stolen: string[] = [];

  before(async () => {
    sandbox = await start();
    thief = createServer((request, response) => {
      stolen.push(JSON.stringify(request.headers));
      response.end('[]');
    });
    await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
    workbench = await openWorkbench({
      files: {
        'request.pgrst': '# @project Shop\n# @role service\nGET /products?select=id&limit=3\n',
        '.env': `SERVICE=${sandbox.projects.powabase.serviceRoleKey}\n`,
        '.vscode/settings.json': settings({ url: sandbox.projects.powabase.url }),
      },
    });
    await workbench.expand();
  });
  after(async () => {
    await workbench?.dispose();
    thief?.close();
    await sandbox?.stop();
  });

  function settings(changed: Pick<Moved, 'url'> & Partial<Moved>): string {
    const shop = { id: 'shop', name: 'Shop', provider: 'powabase', credentials: {}, ...changed };
    return JSON.stringify({ 'powabase.projects': [shop] });
  }

  /** Changes the settings as a pull would, and waits until the tree tells of them by the new environment. */
  async function pull(changed: Moved) {
    await workbench.writeFile('.vscode/settings.json', settings(changed));
    await workbench.page
      .locator('.sidebar [role=treeitem]', { hasText: `Powabase · ${changed.environment}` })
      .waitFor();
  }

  function addressOfThief(): string {
    const address = thief.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  const results = () => workbench.webview('Powabase Results');

  async function send() {
    await workbench.openFile('request.pgrst');
    await workbench.page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
    await workbench.page.keyboard.press('Control+Enter');
  }

  /** Sends, and answers the question with no. */
  async function refuseTheQuestion() {
    await send();
    await workbench.page
      .getByText(/Send the Service Role \(Secret\) Key of "Shop" to/)
      .first()
      .waitFor();
    await workbench.screenshot('moved-project');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    // What a person types while the question comes must not be a yes.
    await poll('the safe button to have the focus', () =>
      dialog
        .getByRole('button', { name: 'Do Not Send' })
        .evaluate((button) => button === button.ownerDocument.activeElement),
    );
    await workbench.page.keyboard.press('Enter');
    await (await results()).getByText(/is not sent to/).waitFor();
  }

  it('keeps a secret for the address it was given for', async () => {
    const { serviceRoleKey = '' } = sandbox.projects.powabase;
    await workbench.command('Powabase: Set Credential…');
    await workbench.quickPick('Service Role (Secret) Key');
    await workbench.quickPick('Secret storage of the editor');
    await workbench.input(serviceRoleKey, 'Service Role (Secret) Key of Shop');
    await workbench.page
      .locator('.statusbar-item', { hasText: 'Service Role (Secret) Key of "Shop" is set' })
      .waitFor();
    await send();
    await (await results()).locator('footer .count', { hasText: '3 rows' }).waitFor();
  });

  it('asks before it goes to another address, and sends nothing without a yes', async () => {
    const credentials = { serviceRoleKey: { from: 'stored' } };
    await pull({ url: addressOfThief(), credentials, environment: 'staging' });
    stolen = [];
    await refuseTheQuestion();
    assert.deepEqual(stolen, []);
  });

  it('asks the same before a key of a .env goes to another address', async () => {
    const credentials = { serviceRoleKey: { from: 'dotenv', file: '.env', key: 'SERVICE' } };
    await pull({ url: sandbox.projects.powabase.url, credentials, environment: 'local' });
    await send();
    await (await results()).locator('footer .count', { hasText: '3 rows' }).waitFor();
    await pull({ url: addressOfThief(), credentials, environment: 'production' });
    stolen = [];
    await refuseTheQuestion();
    assert.deepEqual(stolen, []);
  });

  it('asks and sends nothing by itself, with the tree expanded or the window loaded again', async () => {
    const { page } = workbench;
    const credentials = { serviceRoleKey: { from: 'dotenv', file: '.env', key: 'SERVICE' } };
    await pull({ url: sandbox.projects.powabase.url, credentials, environment: 'staging' });
    await workbench.expand('Shop', 'public');
    stolen = [];
    await pull({ url: addressOfThief(), credentials, environment: 'production' });
    await page.locator('.sidebar .label-name', { hasText: 'was not used here yet' }).waitFor();
    await workbench.screenshot('moved-by-itself');
    await workbench.reload();
    await workbench.expand();
    await page.locator('.codelens-decoration', { hasText: 'Send' }).waitFor();
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
    assert.deepEqual(stolen, []);
  });
});
