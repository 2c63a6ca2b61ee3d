import assert from 'node:assert/strict';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

const empty = `# @project Shop (Powabase)
# @role anon
GET /customers?select=id
`;

const denied = `# @project Shop (Powabase)
# @role anon
POST /rpc/add_to_stock

{ "product": 1, "amount": 0 }
`;

const filtered = `# @project Shop (Powabase)
# @role anon
POST /reviews?select=id
Prefer: return=representation

{ "product_id": 1, "customer_id": "00000000-0000-4000-8000-000000000000", "rating": 5, "title": "No" }
`;

const elsewhere = `# @project Shop (Powabase)
# @role anon
GET /products?select=id&limit=2
Accept-Profile: nowhere
`;

describe('Journey: what a refusal offers', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({
      'empty.pgrst': empty,
      'denied.pgrst': denied,
      'filtered.pgrst': filtered,
      'elsewhere.pgrst': elsewhere,
    });
  });
  after(() => shop?.dispose());

  const results = () => shop.workbench.webview('Powabase Results');
  const rows = () => shop.workbench.page.locator('.quick-input-widget .monaco-list-row');

  async function send(file: string) {
    const { workbench } = shop;
    await workbench.openFile(file);
    await workbench.page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
    await workbench.page.keyboard.press('Control+Enter');
  }

  const editor = async () =>
    (
      (await shop.workbench.page
        .locator('.editor-group-container.active .view-lines')
        .first()
        .textContent()) ?? ''
    ).replaceAll('\u00a0', ' ');

  it('is the GRANT, in a document that nobody has run', async () => {
    await send('denied.pgrst');
    const page = await results();
    await page.locator('.failedCard .layerName', { hasText: 'Postgres' }).waitFor();
    await shop.workbench.screenshot('verdict-grant');
    await page.getByRole('button', { name: 'Show GRANT' }).click();
    await poll('the statement', async () =>
      /grant execute on function public\.add_to_stock to anon;/.test(await editor()),
    );
    assert.match(await editor(), /Nothing of this has run/);
  });

  it('is the policies, and another role', async () => {
    await send('filtered.pgrst');
    const page = await results();
    await page.getByText(/Row Level Security does not let this role write/).waitFor();
    await shop.workbench.screenshot('verdict-policies');
    await page.getByRole('button', { name: 'Show Policies' }).click();
    await poll('the policies', async () => /tablename = 'reviews'/.test(await editor()));
    await page.getByRole('button', { name: 'Change Role…' }).click();
    await shop.workbench.quickPick('service_role');
    // It is past the policies, and meets the foreign key.
    await page.getByText(/points to no row/).waitFor();
  });

  it('is each schema that is exposed', async () => {
    await send('elsewhere.pgrst');
    const page = await results();
    await page.getByRole('button', { name: 'Send to public' }).click();
    await page.locator('footer .count', { hasText: '2 rows' }).waitFor();
  });

  it('is, for no rows at all, the queries that tell why', async () => {
    await send('empty.pgrst');
    const page = await results();
    await page.getByText('Row Level Security may have left rows out').waitFor();
    await shop.workbench.screenshot('verdict-empty');
    await page.getByRole('button', { name: 'Find Out with SQL' }).click();
    await poll('the queries', async () =>
      /select count\(\*\) from public\.customers;/.test(await editor()),
    );
    await shop.workbench.screenshot('verdict-checks');
  });

  it('is, for a path, the service that answers there', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Which Service Answers?');
    await workbench.quickPick('Shop (Powabase)');
    await poll('every route', async () => (await rows().count()) >= 5);
    await workbench.screenshot('verdict-routes');
    await workbench.page.keyboard.type('/rest/v1/reviews?select=*');
    await poll('the service', async () =>
      /PostgREST/.test((await rows().first().textContent()) ?? ''),
    );
    await workbench.screenshot('verdict-route');
    await workbench.page.keyboard.press('Enter');
    await workbench.page.getByRole('tab', { name: /Preview powabase\.md/ }).waitFor();
    await poll('the page', async () => {
      const texts = await Promise.all(
        workbench.page.frames().map((frame) =>
          frame
            .locator('body')
            .textContent()
            .catch(() => ''),
        ),
      );
      return texts.some((text) =>
        /The way of a request[\s\S]*Which service answers/.test(text ?? ''),
      );
    });
    await workbench.screenshot('verdict-guide');
  });

  it('is the documentation, of every system', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Documentation…');
    await poll('the list', async () => (await rows().count()) > 5);
    await workbench.screenshot('verdict-documentation');
    await workbench.page.keyboard.press('Escape');
  });

  it('is every page of the documents, and those that are known where nobody answers', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Search Powabase Documentation…');
    await workbench.page.getByPlaceholder(/these are known:|^\d+ pages$/).waitFor();
    await workbench.page.keyboard.type('Quickstart');
    await poll('the page', async () =>
      /Quickstart/.test((await rows().first().textContent()) ?? ''),
    );
    await workbench.screenshot('verdict-search');
    await workbench.page.keyboard.press('Escape');
  });
});
