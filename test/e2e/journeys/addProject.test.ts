import assert from 'node:assert/strict';
import { type Sandbox, start } from '../../sandbox';
import { poll } from '../poll';
import { readSinks } from '../sinks';
import { openWorkbench, type Workbench } from '../workbench';

describe('Journey: add a project', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    workbench = await openWorkbench({
      files: { 'notes.sql': 'select count(*) from customers;\n' },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await sandbox?.stop();
  });

  it('welcomes a person who has no project yet', async () => {
    await workbench.expand();
    await workbench.page.getByRole('button', { name: 'Add Project', exact: true }).waitFor();
    await workbench.screenshot('welcome');
    await workbench.page.getByRole('button', { name: 'The first steps' }).click();
    await workbench.page.locator('.getting-started-step').first().waitFor();
    await workbench.command('View: Close All Editors');
  });

  it('refuses an URL that is none with one sentence, and goes on with a right one', async () => {
    const { url } = sandbox.projects.powabase;
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Powabase');
    await workbench.input('not a url', 'Project URL');
    const message = workbench.page.locator('.quick-input-message');
    await poll('the sentence', async () => /spaces/.test((await message.textContent()) ?? ''));
    await workbench.screenshot('bad-url');
    await workbench.input(url, 'spaces');
  });

  it('refuses a key in the wrong place, and repeats no part of it', async () => {
    const { anonKey = '', serviceRoleKey = '' } = sandbox.projects.powabase;
    await workbench.input(serviceRoleKey, 'Anon (Publishable) Key');
    const widget = workbench.page.locator('.quick-input-widget');
    await poll('the sentence', async () =>
      ((await widget.textContent()) ?? '').includes('must never be used as the public one'),
    );
    assert.ok(!((await widget.textContent()) ?? '').includes(serviceRoleKey.slice(-20)));
    await workbench.input(anonKey, 'must never be used as the public one');
  });

  it('takes the other credentials and a name, and shows the project', async () => {
    const { serviceRoleKey = '', jwtSecret, databaseUrl } = sandbox.projects.powabase;
    await workbench.input(serviceRoleKey, 'Service Role (Secret) Key');
    await workbench.input(jwtSecret, 'JWT Secret');
    await workbench.input(databaseUrl, 'Database URL');
    await workbench.input('My shop', 'A name for the list');
    await workbench.expand('My shop', 'public', 'products');
    await workbench.page.locator('.sidebar .label-name', { hasText: /^price$/ }).waitFor();
  });

  it('finds project and secrets again after the window was reloaded', async () => {
    await workbench.reload();
    await workbench.expand('My shop', 'public', 'customers');
    await workbench.page.locator('.sidebar .label-name', { hasText: /^email$/ }).waitFor();
  });

  it('asks once which project a document speaks to, and remembers it', async () => {
    await workbench.openFile('notes.sql');
    await workbench.command('Powabase: Run SQL');
    const results = await workbench.webview('Powabase Results');
    await results.locator('footer .count', { hasText: '1 row' }).waitFor();
    await workbench.page.getByRole('button', { name: /^Run SQL/ }).waitFor();
  });

  it('keeps no secret in any file, log, state, page or argument', async () => {
    const { serviceRoleKey = '', jwtSecret, databaseUrl } = sandbox.projects.powabase;
    const password = new URL(databaseUrl).password;
    const secrets = [
      serviceRoleKey,
      serviceRoleKey.split('.')[2] ?? '',
      jwtSecret,
      databaseUrl,
      password,
    ];
    for (const secret of secrets) assert.ok(secret.length > 8);
    const sinks = await readSinks(workbench);
    assert.ok(
      sinks.some(({ text }) => text.includes('My shop')),
      'the sinks hold what is no secret',
    );
    const leaks = sinks.filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    assert.deepEqual(
      leaks.map(({ name }) => name),
      [],
    );
  });

  it('removes a project after a question', async () => {
    await workbench.command('Powabase: Remove Project…');
    await workbench.page.getByRole('button', { name: 'Remove', exact: true }).click();
    await workbench.page.getByRole('button', { name: 'Add Project', exact: true }).waitFor();
  });
});
