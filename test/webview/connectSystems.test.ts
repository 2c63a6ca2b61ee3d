// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import type { ProviderId } from '../../src/core/model';
import { type HostedProject, openHosted } from './hostedConnect';
import { type Panels, startPanels } from './panel';

const ref = 'abcdefghijklmnopqrst';
const databaseUrl = 'postgresql://postgres:secret-of-the-test@db.example:5432/postgres';

interface System {
  readonly project: HostedProject;
  /** Each row: its label, and its badges. */
  readonly rows: readonly (readonly [label: string, ...badges: string[]])[];
  readonly services: readonly string[];
  readonly elsewhere: string | undefined;
}

const open = 'safe to ship';
const closed = 'server only';

const systems: Readonly<Record<ProviderId, System>> = {
  powabase: {
    project: { provider: 'powabase', url: 'https://shop.p.powabase.ai', values: { databaseUrl } },
    rows: [
      ['Project URL', open],
      ['Anon (Publishable) Key', open],
      ['Service Role (Secret) Key', closed],
      ['JWT Secret', closed],
      ['Database URL', closed],
    ],
    services: ['/api', '/rest/v1', '/auth/v1', '/storage/v1', '/realtime/v1'],
    elsewhere: 'https://app.powabase.ai/project/shop?showConnect=true',
  },
  supabase: {
    project: {
      provider: 'supabase',
      url: `https://${ref}.supabase.co`,
      values: {
        publishableKey: 'sb_publishable_of_the_test',
        'secretKey:mailer': 'sb_secret_of_the_test',
        anonKey: 'anon.of.the-test',
        serviceRoleKey: 'service.of.the-test',
        databaseUrl,
      },
    },
    rows: [
      ['Project URL', open],
      ['Publishable Key', open],
      ['Secret Key (mailer)', closed],
      ['Anon Key (legacy)', open, 'replaced by Publishable Key'],
      ['Service Role Key (legacy)', closed, 'replaced by Secret Key'],
      ['JWT Secret', closed],
      ['Database URL', closed],
    ],
    services: [
      '/rest/v1',
      '/auth/v1',
      '/storage/v1',
      '/realtime/v1',
      '/functions/v1',
      '/graphql/v1',
    ],
    elsewhere: `https://supabase.com/dashboard/project/${ref}?showConnect=true`,
  },
  'flux-v2': {
    project: {
      provider: 'flux-v2',
      url: 'https://api--shop--0123abc.vsl-base.com',
      values: { databaseUrl },
    },
    rows: [
      ['Project URL', open],
      ['Project JWT', closed],
      ['Project JWT Secret', closed],
      ['Database URL', closed],
    ],
    services: [],
    elsewhere: 'https://flux.vsl-base.com',
  },
  'flux-v1': {
    project: {
      provider: 'flux-v1',
      url: 'https://api--shop--0123abc.vsl-base.com',
      values: { databaseUrl },
    },
    rows: [
      ['Project URL', open],
      ['Anon Key', open],
      ['Service Role Key', closed],
      ['Database URL', closed],
    ],
    services: [],
    elsewhere: 'https://flux.vsl-base.com',
  },
  postgrest: {
    project: { provider: 'postgrest', url: 'http://localhost:3000', values: { databaseUrl } },
    rows: [
      ['Project URL', open],
      ['JWT', closed],
      ['JWT Secret', closed],
      ['Database URL', closed],
    ],
    services: [],
    elsewhere: undefined,
  },
};

describe('the Connect panel of each system', () => {
  let panels: Panels;
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());

  for (const { project, rows, services, elsewhere } of Object.values(systems)) {
    it(`names what ${project.provider} has, and which of it may be shipped`, async () => {
      const { page, complaints } = await openHosted(panels, project);
      await page.getByRole('heading', { name: 'Connect to your project' }).waitFor();
      const shown = await page.locator('section.field').all();
      assert.deepEqual(
        await Promise.all(
          shown.map(async (row) => [
            await row.locator('h2').textContent(),
            ...(await row.locator('.badge').allTextContents()),
          ]),
        ),
        rows,
      );
      assert.deepEqual(
        await page.locator('.services code').allTextContents(),
        services.map((path) => `${project.url}${path}`),
      );
      const links = await page
        .locator('.ways a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      assert.deepEqual(links, elsewhere === undefined ? [] : [elsewhere]);
      assert.doesNotMatch(await page.content(), /secret-of-the-test|sb_secret_of|service\.of/);
      assert.deepEqual(complaints, []);
    });
  }

  it('says what each way to a Supabase database is for, and which networks reach it', async () => {
    const pooler = `postgresql://postgres.${ref}:secret@aws-0-eu-west-1.pooler.supabase.com:6543/postgres`;
    const { page } = await openHosted(panels, {
      provider: 'supabase',
      values: { databaseUrl: pooler },
    });
    await page.getByRole('tab', { name: 'Connection Strings' }).click();
    const ways = page.getByRole('combobox', { name: 'Connection' });
    for (const [way, use, host] of [
      ['Direct connection', 'Over IPv6, unless the project has the IPv4 add-on.', `db.${ref}.`],
      ['Session pooler', 'Over IPv4 and IPv6.', 'pooler.supabase.com:5432'],
      ['Transaction pooler', 'Over IPv4 and IPv6.', 'pooler.supabase.com:6543'],
    ] as const) {
      await ways.click();
      await page.getByRole('option', { name: way, exact: true }).click();
      await page.locator('#endpoint-use', { hasText: use }).waitFor();
      await page.getByRole('region', { name: 'Connection string' }).getByText(host).waitFor();
    }
  });
});
