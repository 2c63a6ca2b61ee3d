import assert from 'node:assert/strict';
import { type Sandbox, start } from '../../sandbox';
import { poll } from '../poll';
import { keepAnnouncements, readSinks } from '../sinks';
import { openWorkbench, type Workbench } from '../workbench';

/** Shaped like a key, and nobody's. */
const bait = 'sb_secret_Qx7ZpL2vN9tRk4WmB8cYfD_h3JsA6uG';
const wrongPassword = 'Wr0ng!pass/word#7';

describe('Journey: no secret stays anywhere', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    workbench = await openWorkbench({
      files: {
        'bait.sql': `-- @project Good shop\nselect '${bait}'::int;\n`,
        'bait.pgrst': `# @project Good shop\n# @role service\nPOST /products\n\n{"price": "${bait}"}\n`,
      },
    });
    await keepAnnouncements(workbench);
  });
  after(async () => {
    await workbench?.dispose();
    await sandbox?.stop();
  });

  async function verified() {
    const box = workbench.page.getByPlaceholder(/^\d+ passed, \d+ with a warning, \d+ failed/);
    await box.waitFor();
    const summary = await box.getAttribute('placeholder');
    await workbench.page.keyboard.press('Escape');
    return summary ?? '';
  }

  it('after a project was added, verified and browsed', async () => {
    const { url, anonKey = '', serviceRoleKey = '', ...others } = sandbox.projects.powabase;
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Powabase');
    await workbench.input(url, 'Project URL');
    await workbench.input(anonKey, 'Anon (Publishable) Key');
    await workbench.input(serviceRoleKey, 'Service Role (Secret) Key');
    await workbench.input(others.jwtSecret, 'JWT Secret');
    await workbench.input(others.databaseUrl, 'Database URL');
    await workbench.input('Good shop', 'A name for the list');
    assert.match(await verified(), / 0 failed/);
    await workbench.expand('Good shop', 'public', 'products');
  });

  it('after a statement and a request failed that hold one', async () => {
    await workbench.openFile('bait.sql');
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.press('ArrowUp');
    await workbench.command('Powabase: Run SQL');
    const results = await workbench.webview('Powabase Results');
    await results
      .getByText(/invalid input syntax for type integer/)
      .first()
      .waitFor();
    await workbench.openFile('bait.pgrst');
    await workbench.page.keyboard.press('Control+End');
    await workbench.command('Powabase: Send PostgREST Request');
    await results
      .getByText(/invalid input syntax for type numeric/)
      .first()
      .waitFor();
    await workbench.command('View: Close All Editors');
  });

  it('after a secret was copied', async () => {
    await workbench.command('Powabase: Connect');
    const page = await workbench.webview('Connect: Good shop');
    await page.getByRole('button', { name: 'Copy Service Role (Secret) Key' }).click();
    const { serviceRoleKey } = sandbox.projects.powabase;
    await poll('the key', async () => (await workbench.clipboard()) === serviceRoleKey);
  });

  it('after a wrong one was set and refused', async () => {
    const url = new URL(sandbox.projects.powabase.databaseUrl);
    url.password = encodeURIComponent(wrongPassword);
    await workbench.command('Powabase: Set Credential…');
    await workbench.quickPick('Database URL');
    await workbench.quickPick('Secret storage of the editor');
    await workbench.input(url.href, 'Database URL');
    await workbench.page.getByText('Database URL of "Good shop" is set').first().waitFor();
    await workbench.command('Powabase: Verify Connection');
    assert.doesNotMatch(await verified(), / 0 failed/);
  });

  it('in any file, log, state, page, message, argument or environment', async () => {
    const { serviceRoleKey = '', jwtSecret, databaseUrl } = sandbox.projects.powabase;
    const secrets = [
      serviceRoleKey,
      serviceRoleKey.split('.')[2] ?? '',
      jwtSecret,
      new URL(databaseUrl).password,
      wrongPassword,
      encodeURIComponent(wrongPassword),
      bait.slice(-24),
    ];
    for (const secret of secrets) assert.ok(secret.length > 8);
    // The documents hold the bait themselves.
    const sinks = (await readSinks(workbench)).filter(({ name }) => !/\/bait\.\w+$/.test(name));
    for (const name of ['the logs', 'what was announced', 'environments of its processes']) {
      const text = sinks.find((sink) => sink.name === name)?.text ?? '';
      assert.ok(text.length > 100, `${name} were read`);
    }
    const leaks = sinks.filter(({ text }) => secrets.some((secret) => text.includes(secret)));
    assert.deepEqual(
      leaks.map(({ name }) => name),
      [],
    );
  });
});
