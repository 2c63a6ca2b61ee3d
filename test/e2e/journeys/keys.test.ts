import assert from 'node:assert/strict';
import { mintToken } from '../../../src/core/mintToken';
import { type Sandbox, type SandboxProject, start } from '../../sandbox';
import { type SandboxAccounts, startAccounts } from '../../sandbox/accounts';
import { USERS } from '../../sandbox/shop/platform';
import { now, sign } from '../../sandbox/tokens';
import { poll } from '../poll';
import { readVerdict } from '../verdict';
import { openWorkbench, type Workbench } from '../workbench';

const [{ id: sub }] = USERS;

const requests = {
  'supabase.pgrst': '# @project Keys\n# @role service\nGET /customers?select=id\n',
  'user.pgrst': '# @project Minted\n# @role user\nGET /customers?select=id\n',
  'nobody.pgrst': '# @project Nobody\n# @role user\nGET /customers?select=id\n',
  'direct.pgrst': '# @project Direct\n# @role user\nGET /customers?select=id\n',
};

describe('Journey: keys and tokens of every kind', () => {
  let sandbox: Sandbox;
  let accounts: SandboxAccounts;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    accounts = await startAccounts(sandbox.projects);
    const { url, jwtSecret } = sandbox.projects.fluxV2;
    const nobody = {
      id: 'nobody',
      name: 'Nobody',
      provider: 'flux-v2',
      url,
      credentials: { userToken: { from: 'dotenv', file: '.env', key: 'NOBODY' } },
    };
    workbench = await openWorkbench({
      machineSettings: { 'powabase.supabase.apiUrl': accounts.supabase.base },
      files: {
        ...requests,
        '.env': `NOBODY=${await sign({ exp: now() + 600 }, jwtSecret)}\n`,
        '.vscode/settings.json': JSON.stringify({ 'powabase.projects': [nobody] }),
      },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await accounts?.stop();
    await sandbox?.stop();
  });

  async function paste(...lines: readonly string[]) {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Paste what you have');
    await workbench.input(lines.join('\n'), 'Paste What You Have');
  }

  async function saveAs(name: string) {
    await workbench.quickPick('Name');
    await workbench.input(name, 'A name for the list');
    await workbench.quickPick('Save and verify');
  }

  const widget = async () =>
    ((await workbench.page.locator('.quick-input-widget').textContent()) ?? '').replaceAll(
      '\u00a0',
      ' ',
    );
  const shows = (words: RegExp) =>
    poll(`the list to say ${words}`, async () => words.test(await widget()));

  async function send(file: keyof typeof requests) {
    await workbench.openFile(file);
    await workbench.page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
    await workbench.page.keyboard.press('Control+Enter');
  }

  async function rows(count: string) {
    const results = await workbench.webview('Powabase Results');
    await results.locator('footer .count', { hasText: new RegExp(`^${count}$`) }).waitFor();
  }

  const lastKey = ({ requests: seen }: SandboxProject) =>
    seen.filter(({ path }) => path.includes('/customers?select')).at(-1)?.headers.apikey;

  it('keeps the legacy pair, the publishable key and two named secret keys, and tries each', async () => {
    const { url, anonKey, serviceRoleKey, publishableKey, namedSecretKeys } =
      sandbox.projects.supabase;
    await paste(
      `SUPABASE_URL=${url}`,
      `SUPABASE_ANON_KEY=${anonKey}`,
      `SUPABASE_SERVICE_ROLE_KEY=${serviceRoleKey}`,
      `SUPABASE_PUBLISHABLE_KEY=${publishableKey}`,
      `SUPABASE_SECRET_KEY=${namedSecretKeys?.mailer}`,
      `SUPABASE_WORKER_SECRET_KEY=${namedSecretKeys?.worker}`,
    );
    await shows(/Secret Key \(worker\)/);
    await workbench.screenshot('keys-review');
    await saveAs('Keys');
    await workbench.page.getByPlaceholder(/passed, .* failed or not tried/).waitFor();
    await workbench.screenshot('keys-verify');
    const verdict = await readVerdict(workbench);
    for (const line of [
      /Requests as anon with the Publishable Key.*requests run as anon/,
      /Requests as anon with the Anon Key \(legacy\).*requests run as anon/,
      /Requests as service_role with the Secret Key.*requests run as service_role/,
      /Requests as service_role with the Secret Key \(worker\).*requests run as service_role/,
      /Requests as service_role with the Service Role Key \(legacy\).*requests run as service_role/,
      /Secret Key \(worker\).*SHA-256 [\da-f]{8}.*A key of the new kind/,
    ]) {
      assert.ok(
        verdict.some((text) => line.test(text)),
        `${line} is not in:\n${verdict.join('\n')}`,
      );
    }
  });

  it('browses with them, and sends the default secret key', async () => {
    await workbench.expand('Keys', 'public', 'customers');
    await send('supabase.pgrst');
    await rows('40 rows');
    const { supabase } = sandbox.projects;
    assert.equal(lastKey(supabase), supabase.namedSecretKeys?.mailer);
  });

  it('removes one credential after a question; the named key then makes the role', async () => {
    await workbench.command('Powabase: Remove Credential…');
    await workbench.quickPick('Keys');
    await workbench.quickPick('Secret Key');
    await workbench.page.getByRole('button', { name: 'Remove', exact: true }).click();
    const { supabase } = sandbox.projects;
    await poll('the named key to be sent', async () => {
      await send('supabase.pgrst');
      await rows('40 rows');
      return lastKey(supabase) === supabase.namedSecretKeys?.worker;
    });
  });

  it('sets one more secret key by a name', async () => {
    await workbench.command('Powabase: Set Credential…');
    await workbench.quickPick('Keys');
    await workbench.quickPick('Secret Key');
    await workbench.quickPick('Secret storage of the editor');
    await workbench.input(sandbox.projects.supabase.secretKey ?? '', 'Secret Key of Keys');
    await poll('the default key to be known', async () => {
      await workbench.command('Powabase: Set Credential…');
      await workbench.quickPick('Keys');
      return /Another secret key/.test(await widget());
    });
    await workbench.screenshot('keys-set');
    await workbench.quickPick('Another secret key…');
    await workbench.input('cron', 'Name of the secret key');
    await workbench.quickPick('Secret storage of the editor');
    await workbench.input(sandbox.projects.supabase.secretKey ?? '', 'Secret Key (cron) of Keys');
    await poll('the key of that name', async () => {
      await workbench.command('Powabase: Set Credential…');
      await workbench.quickPick('Keys');
      return /Secret Key \(cron\)known/.test(await widget());
    });
    await workbench.page.keyboard.press('Escape');
  });

  it('mints a token for a user of the shared Flux, and the request that failed succeeds', async () => {
    const { url, jwtSecret } = sandbox.projects.fluxV2;
    await paste(`FLUX_V2_URL=${url}`, `FLUX_V2_JWT_SECRET=${jwtSecret}`);
    await saveAs('Minted');
    await workbench.page.getByPlaceholder(/passed, .* failed or not tried/).waitFor();
    await workbench.page.keyboard.press('Escape');
    await send('user.pgrst');
    const results = await workbench.webview('Powabase Results');
    await results.locator('.failedCard', { hasText: 'has no Project JWT yet' }).waitFor();
    await workbench.command('Powabase: Mint Project JWT (Development)…');
    await workbench.quickPick('Minted');
    await workbench.input(sub, 'User (sub)');
    await shows(/good for 5 min/);
    await workbench.screenshot('mint');
    await workbench.quickPick('Keep it as the Project JWT of "Minted"');
    await poll('the request to succeed', async () => {
      await send('user.pgrst');
      return results.locator('footer .count', { hasText: /^1 row$/ }).isVisible();
    });
  });

  it('asks before it mints for production', async () => {
    await workbench.command('Powabase: Set Environment…');
    await workbench.quickPick('Minted');
    await workbench.quickPick('production');
    await workbench.command('Powabase: Mint Project JWT (Development)…');
    await workbench.quickPick('Minted');
    await workbench.page.getByRole('button', { name: 'Mint Anyway' }).waitFor();
    await workbench.screenshot('mint-production');
    await workbench.page.getByRole('button', { name: 'Cancel' }).click();
  });

  it('says that a project JWT names no user, and sends nothing', async () => {
    // The checks of other documents may read the schema at any time.
    const sent = () =>
      sandbox.projects.fluxV2.requests.filter(({ path }) => path.includes('/customers')).length;
    const before = sent();
    await send('nobody.pgrst');
    const results = await workbench.webview('Powabase Results');
    await results
      .locator('.failedCard', { hasText: 'names no user, and the gateway refuses it' })
      .waitFor();
    assert.equal(sent(), before);
  });

  it('shows the claims of a JWT, and counts its time down', async () => {
    const { jwtSecret } = sandbox.projects.fluxV2;
    await workbench.command('Powabase: Check a JWT…');
    await workbench.input(
      await mintToken({ sub }, jwtSecret, now()),
      'Nothing leaves this machine',
    );
    await shows(/expires in 4 min 5\d s/);
    await shows(new RegExp(`sub${sub}`));
    const first = /expires in (4 min \d+ s)/.exec(await widget())?.[1];
    await poll('the time to count down', async () => {
      const shown = /expires in (4 min \d+ s)/.exec(await widget())?.[1];
      return shown !== undefined && first !== undefined && shown < first;
    });
    await workbench.screenshot('check-jwt');
    await workbench.page.keyboard.press('Escape');
  });

  it('adds a PostgREST without a gateway step by step, verifies, browses and asks it', async () => {
    const { url, schema, role, jwtSecret } = sandbox.projects.fluxV2.direct;
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('PostgREST (direct)');
    await workbench.input(url, 'Project URL');
    await workbench.input(schema, 'Schema.');
    const token = await sign({ role, sub, exp: now() + 3_600 }, jwtSecret);
    await workbench.input(token, 'JWT. Leave it empty');
    await workbench.input(jwtSecret, 'JWT Secret');
    await workbench.input('', 'Database URL');
    await workbench.input('Direct', 'A name for the list');
    const verdict = await readVerdict(workbench);
    assert.ok(
      verdict.some((line) => /Requests as user.*requests run as user/.test(line)),
      verdict.join('\n'),
    );
    await workbench.expand('Direct', schema, 'customers');
    await send('direct.pgrst');
    await rows('1 row');
  });

  it('keeps the token of an account when told so, and asks the account with it again', async () => {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Choose from an account');
    await workbench.quickPick('Supabase');
    await workbench.input(accounts.supabase.token, 'Personal access token');
    await workbench.quickPick('Shop (Supabase)');
    await workbench.quickPick('Session pooler');
    await workbench.input('', 'Password of the database');
    await shows(/Keep the token for the next time/);
    await workbench.screenshot('keep-token');
    await workbench.quickPick('Keep it with the project');
    await shows(/Secret Key \(mailer\).*Secret Key \(worker\)/);
    await workbench.quickPick('Project URL');
    await workbench.input(sandbox.projects.supabase.url, 'Project URL');
    await saveAs('Of the account');
    await workbench.page.getByPlaceholder(/passed, .* failed or not tried/).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Choose from an account');
    await workbench.quickPick('Supabase');
    await workbench.quickPick('The token kept with "Of the account"');
    await workbench.quickPick('Shop (Supabase)');
    await shows(/Which way to the database/);
    await workbench.page.keyboard.press('Escape');
    await shows(/Save and verify/);
    await workbench.page.keyboard.press('Escape');
  });

  it('keeps none of these secrets in logs', async () => {
    const { supabase, fluxV2 } = sandbox.projects;
    const logs = await workbench.logs();
    assert.match(logs, /SHA-256 of the key [\da-f]{8}/);
    const secrets = [
      supabase.secretKey,
      ...Object.values(supabase.namedSecretKeys ?? {}),
      fluxV2.jwtSecret,
      fluxV2.direct.jwtSecret,
      accounts.supabase.token,
    ];
    for (const secret of secrets) {
      assert.ok(secret && !logs.includes(secret), 'a secret is in the logs');
    }
  });
});
