import assert from 'node:assert/strict';
import { type Sandbox, start } from '../../sandbox';
import { type SandboxAccounts, startAccounts } from '../../sandbox/accounts';
import { poll } from '../poll';
import { shownRows } from '../shop';
import { readVerdict } from '../verdict';
import { openWorkbench, type Workbench } from '../workbench';

/** How a project is added, what each hop must say, and where its rows are. */
interface Added {
  readonly name: string;
  readonly way: string;
  /** From the open list of ways to the review. */
  add(): Promise<void>;
  readonly hops: readonly RegExp[];
  /** The schema that holds its tables in the tree. */
  schema(): string;
  /** As a request document names it. */
  readonly role: string;
}

const directly = /Postgres.*Version 17\.\d+ as \w+, directly, without TLS\./;

describe('Journey: every system, from what one has to its rows', () => {
  let sandbox: Sandbox;
  let accounts: SandboxAccounts;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    accounts = await startAccounts(sandbox.projects);
    const requests = systems.map(({ name, role }) => [
      `${name}.pgrst`,
      `# @project ${name}\n# @role ${role}\nGET /products?select=id,name&order=id&limit=3\n`,
    ]);
    workbench = await openWorkbench({
      files: Object.fromEntries(requests),
      machineSettings: { 'powabase.flux.apiUrl': accounts.flux.base },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await accounts?.stop();
    await sandbox?.stop();
  });

  async function paste(...lines: readonly string[]) {
    await workbench.quickPick('Paste what you have');
    await workbench.input(lines.join('\n'), 'Paste What You Have');
  }

  /** Changes one line of the review. */
  async function change(line: string, value: string) {
    await workbench.quickPick(line);
    await workbench.input(value, line === 'Name' ? 'A name for the list' : line);
  }

  async function chooseFromFlux(project: string) {
    await workbench.quickPick('Choose from an account');
    await workbench.quickPick('Flux');
    await workbench.input(accounts.flux.token, 'API key');
    await workbench.quickPick(project);
    await workbench.quickPick('Forget it');
  }

  const systems: readonly Added[] = [
    {
      name: 'My Powabase',
      way: 'the text of a .env',
      add: async () => {
        const { url, anonKey, serviceRoleKey, jwtSecret, databaseUrl } = sandbox.projects.powabase;
        await paste(
          `POWABASE_URL=${url}`,
          `POWABASE_ANON_KEY=${anonKey}`,
          `POWABASE_SERVICE_ROLE_KEY=${serviceRoleKey}`,
          `POWABASE_JWT_SECRET=${jwtSecret}`,
          `DATABASE_URL=${databaseUrl}`,
        );
      },
      hops: [
        /Requests as anon.*The key is accepted; requests run as anon\./,
        /Requests as service_role.*The key is accepted; requests run as service_role\./,
        /PostgREST.*Version 12\.0\.2, schemas: public/,
        /Project Service.*It answers; the list holds 3\./,
        /JWT secret.*It signed Anon \(Publishable\) Key, Service Role \(Secret\) Key\./,
        directly,
      ],
      schema: () => 'public',
      role: 'service',
    },
    {
      name: 'My Supabase',
      way: 'what its CLI writes to a .env',
      add: async () => {
        const { url, publishableKey, secretKey, databaseUrl } = sandbox.projects.supabase;
        await paste(
          `SUPABASE_URL=${url}`,
          `SUPABASE_PUBLISHABLE_KEY=${publishableKey}`,
          `SUPABASE_SECRET_KEY=${secretKey}`,
          `DATABASE_URL=${databaseUrl}`,
        );
      },
      hops: [
        /Requests as anon.*The key is accepted; requests run as anon\./,
        /Requests as service_role.*The key is accepted; requests run as service_role\./,
        /PostgREST.*Version 12\.0\.2, schemas: public, graphql_public\./,
        /A key of the new kind \(sb_publishable_\)\./,
        /A key of the new kind \(sb_secret_\)\./,
        directly,
      ],
      schema: () => 'public',
      role: 'anon',
    },
    {
      name: 'My Flux v1',
      way: 'the Service URL and its keys',
      add: async () => {
        const { url, anonKey, serviceRoleKey, databaseUrl } = sandbox.projects.fluxV1;
        await paste(
          `FLUX_URL=${url}`,
          `FLUX_ANON_KEY=${anonKey}`,
          `FLUX_SERVICE_ROLE_KEY=${serviceRoleKey}`,
          `DATABASE_URL=${databaseUrl}`,
        );
      },
      hops: [
        /Requests as anon.*The key is accepted; requests run as anon\./,
        /Requests as service_role.*The key is accepted; requests run as service_role\./,
        /PostgREST.*Version 12\.0\.2, schemas: api, public\./,
        directly,
      ],
      schema: () => 'api',
      role: 'anon',
    },
    {
      name: 'My Flux v2',
      way: 'the address of its docs page, with slug and hash',
      add: async () => {
        const { url, userToken = '', databaseUrl } = sandbox.projects.fluxV2;
        await paste('https://flux.vsl-base.com/docs/first-request?slug=my-shop&hash=0123abc');
        const assumed = workbench.page.getByText(/^https:\/\/api--my-shop--0123abc\.vsl-base\.com/);
        await assumed.first().waitFor();
        await change('Project URL', url);
        await change('Project JWT', userToken);
        await change('Database URL', databaseUrl);
      },
      hops: [
        /Project JWT.*A token of [0-9a-f-]{36}, valid until 20\d\d-/,
        /Requests as user.*The key is accepted; requests run as user\./,
        directly,
      ],
      schema: () => sandbox.projects.fluxV2.schema,
      role: 'user',
    },
    {
      name: 'Flux v1 of the account',
      way: 'an account that tells its keys',
      add: () => chooseFromFlux('shop-v1'),
      hops: [
        /Requests as anon.*The key is accepted; requests run as anon\./,
        /Requests as service_role.*The key is accepted; requests run as service_role\./,
        /PostgREST.*Version 12\.0\.2/,
      ],
      schema: () => 'api',
      role: 'service',
    },
    {
      name: 'Flux v2 of the account',
      way: 'an account that tells its secret, and a project JWT',
      add: async () => {
        await chooseFromFlux('shop-v2');
        await change('Project JWT', sandbox.projects.fluxV2.userToken ?? '');
      },
      hops: [
        /JWT secret.*It signed Project JWT\./,
        /Requests as user.*The key is accepted; requests run as user\./,
      ],
      schema: () => 'api',
      role: 'user',
    },
  ];

  /** Leaves the tree with its projects alone, so that the next one is in sight. */
  async function browse({ name, schema }: Added) {
    await workbench.expand(name, schema(), 'products');
    const first = workbench.page.locator(
      '.sidebar .monaco-list-row[aria-level="2"][aria-posinset="1"] .label-name',
    );
    assert.equal(await first.textContent(), schema());
    await workbench.page
      .locator('.sidebar .label-name', { hasText: /^price$/ })
      .first()
      .waitFor();
    await workbench.command('Powabase: Focus on Projects View');
    await workbench.page.keyboard.press('Control+ArrowLeft');
  }

  for (const system of systems) {
    const { name, way, hops } = system;
    it(`adds ${name} by ${way}, and every hop says what it found`, async () => {
      await workbench.command('Powabase: Add Project…');
      await system.add();
      await change('Name', name);
      await workbench.quickPick('Save and verify');
      const verdict = await readVerdict(workbench);
      for (const hop of hops) {
        assert.ok(
          verdict.some((line) => hop.test(line)),
          `${hop} is not in:\n${verdict.join('\n')}`,
        );
      }
    });

    it(`browses ${name} down to a column, and sends it a request`, async () => {
      await browse(system);
      await workbench.openFile(`${name}.pgrst`);
      await workbench.page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
      await workbench.page.keyboard.press('Control+Enter');
      const results = await workbench.webview('Powabase Results');
      await results.locator('footer .count', { hasText: /^3 rows$/ }).waitFor();
      assert.equal((await shownRows(results)).length, 3);
    });
  }

  it('asks for nothing again after browser and server were ended and started', async () => {
    await workbench.restart();
    for (const system of systems) await browse(system);
    await poll('nothing to be asked', async () =>
      workbench.page.locator('.quick-input-widget').isHidden(),
    );
    await workbench.screenshot('after-restart');
  });
});
