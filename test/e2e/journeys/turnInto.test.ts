import assert from 'node:assert/strict';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

const sql = `-- @project Shop (Powabase)
-- @role anon
select p.name, c.name as category from products p join categories c on c.id = p.category_id where c.slug = 'lighting' order by p.id;

select distinct name from categories;
`;

const flux = `-- @project Shop (Flux v2)
select i.line, o.status from order_items i
join orders o on o.id = i.order_id and o.placed_at = i.order_placed_at limit 5;
`;

const request = '?select=name,...categories!inner(category:name)';

describe('Journey: turn SQL into a request, and the request into code', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'turn.sql': sql, 'flux.sql': flux });
    await shop.workbench.openFile('turn.sql');
    await shop.workbench.goToLine(3);
  });
  after(() => shop?.dispose());

  const told = (text: string) =>
    poll(text, async () =>
      (await shop.workbench.notificationTexts()).some((said) => said.includes(text)),
    );

  async function shows(text: string) {
    const lines = shop.workbench.page.locator('.editor-group-container.active .view-lines');
    let last = '';
    await poll(text, async () => {
      last = ((await lines.textContent()) ?? '').replaceAll('\u00a0', ' ');
      return last.includes(text);
    }).catch(() => assert.equal(last, text));
  }

  const proved = 'Proved as anon: the request and the SQL have the same 6 rows.';
  const prove = 'Powabase: Prove That Request and SQL Have the Same Rows';

  it('proves that the statement and its request have the same rows', async () => {
    await shop.workbench.command(prove);
    await told(proved);
  });

  it('marks in the statement what PostgREST cannot express', async () => {
    const { page } = shop.workbench;
    await shop.workbench.goToLine(5);
    await shop.workbench.command('Powabase: Convert SQL to PostgREST Request');
    await told('PostgREST has no DISTINCT');
    await page.locator('.squiggly-error').first().waitFor();
    await shop.workbench.goToLine(3);
  });

  it('opens the request beside the statement', async () => {
    const { workbench } = shop;
    await workbench.command('Notifications: Clear All Notifications');
    await workbench.command('Powabase: Convert SQL to PostgREST Request');
    await shows(request);
    await workbench.screenshot('turn-request');
    await workbench.command(prove);
    await told(proved);
  });

  it('copies the request as code whose keys are in the environment', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Copy Request As…');
    await workbench.page
      .locator('.quick-input-list .label-name', { hasText: 'supabase-py' })
      .waitFor();
    await workbench.screenshot('turn-copy-as');
    await workbench.quickPick('supabase-js');
    await told('Copied as supabase-js. The code reads BASE_URL, ANON_KEY from the environment.');
    const code = await workbench.clipboard();
    assert.ok(code.includes(".eq('categories.slug', 'lighting')"), code);
    const { anonKey = 'none' } = shop.sandbox.projects.powabase;
    assert.ok(!code.includes(anonKey), 'the key is in the code');
  });

  it('opens the SQL that the request means, to be run as the same role', async () => {
    const { workbench } = shop;
    await workbench.command('Powabase: Show Request as SQL');
    await shows('-- @role anon');
    await shows('from public.products');
    await workbench.screenshot('turn-sql');
  });

  it('joins along a key of several columns where the gateway hides the schema', async () => {
    const { workbench } = shop;
    await workbench.openFile('flux.sql');
    await shop.workbench.goToLine(2);
    await workbench.command('Powabase: Convert SQL to PostgREST Request');
    await shows('/order_items?select=line,...orders!inner(status)');
  });
});
