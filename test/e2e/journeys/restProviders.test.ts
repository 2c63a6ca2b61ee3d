import assert from 'node:assert/strict';
import { USERS } from '../../sandbox/shop/platform';
import { openShop, type Shop } from '../shop';

interface Step {
  readonly name: string;
  readonly request: string;
  /** What the results say: under the grid, without rows, or on a card. */
  readonly expected: RegExp;
}

interface Provider {
  readonly name: string;
  readonly reader: string;
  readonly writer: string;
  readonly table: Writable;
  /** Beside the steps of every provider. */
  readonly own: readonly Step[];
}

/** A table that the writer may write to. */
interface Writable {
  readonly name: string;
  readonly key: string;
  readonly row: string;
  readonly change: string;
}

const [{ id: ada }] = USERS;
const categories: Writable = {
  name: 'categories',
  key: 'slug',
  row: '{"name": "Journey", "slug": "journey"}',
  change: '{"name": "Journeys"}',
};
/** The one without policies. */
const signups: Writable = {
  name: 'newsletter_signups',
  key: 'email',
  row: '{"email": "journey"}',
  change: '{"signed_up_at": "2026-01-01T00:00:00Z"}',
};

const steps = ({ reader, writer, table, own }: Provider): readonly Step[] => [
  {
    name: 'reads with what is embedded',
    request: `# @role ${reader}\nGET /products?select=id,name,categories(name)&limit=3`,
    expected: /^3 rows/,
  },
  {
    name: 'inserts',
    request: `# @role ${writer}\nPOST /${table.name}?select=${table.key}\nPrefer: return=representation\n\n${table.row}`,
    expected: /^1 row.*201/,
  },
  {
    name: 'upserts',
    request: `# @role ${writer}\nPOST /${table.name}?on_conflict=${table.key}\nPrefer: resolution=merge-duplicates,return=representation\n\n${table.row}`,
    expected: /^1 row.*20[01]/,
  },
  {
    name: 'updates',
    request: `# @role ${writer}\nPATCH /${table.name}?${table.key}=eq.journey\nPrefer: return=representation\n\n${table.change}`,
    expected: /^1 row.*200/,
  },
  {
    name: 'deletes',
    request: `# @role ${writer}\nDELETE /${table.name}?${table.key}=eq.journey`,
    expected: /204 No Content/,
  },
  {
    name: 'calls a function',
    request: `# @role ${reader}\nGET /rpc/search_products?query=a&select=id&limit=2`,
    expected: /^2 rows/,
  },
  {
    name: 'shows who refuses',
    request: `# @role ${reader}\nGET /products?nowhere=eq.1`,
    expected: /nowhere/,
  },
  ...own,
];

const asKeys: readonly Step[] = [
  {
    name: 'is refused as anon what policies do not allow',
    request: `# @role anon\nPOST /categories?select=name\n\n${categories.row}`,
    expected: /row-level security|Row Level Security/,
  },
  {
    name: 'sees as one user what is theirs, with a JWT that is minted',
    request: `@user = ${ada}\n# @role user ${ada}\nGET /orders?select=id,customers!inner(user_id)&customers.user_id=eq.{{user}}`,
    expected: /^[1-9]\d? rows?/,
  },
];

const providers: readonly Provider[] = [
  { name: 'Powabase', reader: 'anon', writer: 'service', table: categories, own: asKeys },
  { name: 'Supabase', reader: 'anon', writer: 'service', table: categories, own: asKeys },
  { name: 'Flux v1', reader: 'anon', writer: 'service', table: categories, own: asKeys },
  { name: 'Flux v2', reader: 'user', writer: 'user', table: signups, own: [] },
];

const paged = '# @project Shop (Powabase)\n# @role anon\nGET /products?select=id&order=id\n';

function documentOf(provider: Provider): string {
  const blocks = steps(provider).map(({ name, request }) => `### ${name}\n${request}\n`);
  return [`# @project Shop (${provider.name})`, ...blocks].join('\n');
}

const fileOf = ({ name }: Provider) => `${name.replace(' ', '-').toLowerCase()}.pgrst`;

describe('Journey: requests to every provider', () => {
  let shop: Shop;

  before(async () => {
    const files = providers.map((provider) => [fileOf(provider), documentOf(provider)] as const);
    shop = await openShop(
      { ...Object.fromEntries(files), 'paged.pgrst': paged },
      { 'powabase.request.pageSize': 25 },
    );
  });
  after(() => shop?.dispose());

  const results = () => shop.workbench.webview('Powabase Results');

  async function sendAt(text: string, mark: string) {
    const { goToLine, page } = shop.workbench;
    await goToLine(text.slice(0, text.indexOf(mark)).split('\n').length);
    await page.keyboard.press('Control+Enter');
  }

  for (const provider of providers) {
    describe(provider.name, () => {
      before(async () => {
        await shop.workbench.openFile(fileOf(provider));
        await shop.workbench.page
          .getByRole('button', { name: /^Send PostgREST Request/ })
          .waitFor();
      });

      for (const { name, request, expected } of steps(provider)) {
        it(name, async () => {
          await sendAt(documentOf(provider), `### ${name}\n`);
          const page = await results();
          const line = request.split('\n').find((one) => /^[A-Z]+ \//.test(one)) ?? '';
          const sent = line.replace('{{user}}', ada);
          await page.locator('.statement', { hasText: sent }).waitFor();
          await page.locator('footer, .done, .failedCard', { hasText: expected }).first().waitFor();
        });
      }
    });
  }

  it('asks for the next rows once the last ones are looked at', async () => {
    await shop.workbench.openFile('paged.pgrst');
    await sendAt(paged, 'GET');
    const page = await results();
    await page.locator('footer .count', { hasText: '25 rows' }).waitFor();
    await page.locator('footer .note', { hasText: 'Scroll to the end for more.' }).waitFor();
    await shop.workbench.screenshot('requestPages');
    await page.locator('[role=gridcell]').first().click();
    for (const count of ['50 rows', '60 rows']) {
      await shop.workbench.page.keyboard.press('Control+End');
      await page.locator('footer .count', { hasText: count }).waitFor();
    }
    await page.locator('footer .note', { hasText: 'more' }).waitFor({ state: 'detached' });
  });

  it('builds a request from lists', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Build PostgREST Request…');
    await workbench.page.locator('.quick-input-list').getByText('categories').waitFor();
    await workbench.page.keyboard.type('reviews');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row')
      .first()
      .getByText('reviews', { exact: true })
      .waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.page.locator('.quick-input-list').getByText('published').first().waitFor();
    await workbench.screenshot('requestColumns');
    await workbench.page.keyboard.press('Enter');
    // The lists hold the same names at other places: a click must not meet the one before.
    const takeFrom = async (title: string, label: string) => {
      await workbench.page.locator('.quick-input-widget', { hasText: title }).waitFor();
      await workbench.quickPick(label);
    };
    await takeFrom('Only rows of reviews where', 'rating');
    await takeFrom('Filter by rating', 'gte');
    await workbench.input('5', 'A value of the type');
    await takeFrom('Only rows of reviews where', 'No more filters');
    await workbench.quickPick('In no particular order');
    await workbench.input('7', 'At most how many rows?');
    const built = workbench.page.locator('.view-line', { hasText: 'GET /reviews' }).first();
    await built.waitFor();
    await workbench.screenshot('requestBuilt');
    assert.match((await built.textContent()) ?? '', /rating=gte\.5&limit=7$/);
    await workbench.page.keyboard.press('Control+Enter');
    await (await results()).locator('footer .count', { hasText: '7 rows' }).waitFor();
  });
});
