import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianPackages, ensureDebian } from '../../hosts/debian';
import { type Pgbouncer, startPgbouncer } from '../../sandbox/pgbouncer';
import { openShop, type Shop } from '../shop';

describe('Journey: several ways to a database', () => {
  let shop: Shop;
  let pooler: Pgbouncer;

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    this.timeout(600_000);
    ensureDebian([debianPackages.pgbouncer]);
    shop = await openShop();
    pooler = await startPgbouncer(shop.sandbox.projects.powabase.databaseUrl);
    const { host, port, user, database } = pooler.parts;
    await nameEndpoints([
      { kind: 'transactionPooler', host, port, user, database },
      { kind: 'direct', host: '127.0.0.2', port: 1, user, database },
    ]);
    const { workbench } = shop;
    await workbench.expand();
    await workbench.command('Powabase: Connection Strings');
    await workbench.quickPick('Shop (Powabase)');
  });
  after(async () => {
    await pooler?.stop();
    await shop?.dispose();
  });

  const panel = () => shop.workbench.webview('Connect: Shop (Powabase)');

  /** As a repository would: in the settings of the workspace. */
  async function nameEndpoints(endpoints: readonly object[]) {
    const { workbench } = shop;
    const file = '.vscode/settings.json';
    const text = await readFile(join(workbench.workspace, file), 'utf8');
    const settings: { 'powabase.projects': readonly { id: string }[] } = JSON.parse(text);
    const projects = settings['powabase.projects'].map((project) =>
      project.id === 'shop-powabase' ? { ...project, endpoints } : project,
    );
    await workbench.writeFile(file, JSON.stringify({ 'powabase.projects': projects }));
  }

  async function choose(name: string, option: string) {
    const page = await panel();
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  it('say what each is for, and what the driver needs there', async () => {
    const page = await panel();
    const { port } = pooler.parts;
    await choose('Connection', 'Transaction pooler');
    await page.getByText('For functions and many short connections.').waitFor();
    await page.getByText(/no LISTEN, no SET or temporary table/).waitFor();
    await page.getByText(new RegExp(`@127\\.0\\.0\\.1:${port}/`)).waitFor();
    await choose('Format', 'JDBC');
    await page.getByText(/prepareThreshold=0/).waitFor();
    await shop.workbench.screenshot('connect-pooler');
  });

  it('are tested through the real pooler, once the person lets the password go there', async () => {
    const { workbench } = shop;
    const page = await panel();
    const test = page.getByRole('button', { name: 'Test', exact: true });
    const answer = page.getByRole('status').getByText(/^PostgreSQL 17\.\d+ answered shopref in/);
    await test.click();
    const { host, port } = pooler.parts;
    await workbench.page
      .getByText(`Log in at ${host}:${port} with the database password?`)
      .waitFor();
    await workbench.page.getByRole('button', { name: 'Connect', exact: true }).click();
    await answer.waitFor();
    await choose('Format', 'URI');
    await answer.waitFor({ state: 'hidden' });
    await test.click();
    await answer.waitFor();
  });

  it('take the password to no other host that a repository names, without a question', async () => {
    const { workbench } = shop;
    await choose('Connection', 'Direct connection');
    const page = await panel();
    await page.getByText('@127.0.0.2:1/').waitFor();
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await workbench.page.getByText('Log in at 127.0.0.2:1 with the database password?').waitFor();
    await workbench.screenshot('connect-elsewhere');
    await workbench.page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Connecting…').waitFor({ state: 'detached' });
    assert.equal((await page.getByRole('alert').allTextContents()).join(''), '');
  });
});
