import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { poll } from '../poll';
import { openShop, type Shop, shownRows } from '../shop';

const requests = `# @project Shop (Powabase)
# @role anon
GET /reviews?select=id,published&order=id

### the same, past Row Level Security
# @role service
GET /reviews?select=id,published&order=id

### half typed
GET

### no such table
GET /reviewz

### with a variable
@least = 4
GET /reviews?select=id,rating&rating=gte.{{least}}&limit=2

### a misspelt column
GET /reviews?select=id,raiting

### deletes too much
# @role service
DELETE /reviews
`;

const notes = `# Notes

\`\`\`http
GET /products?select=id,name&limit=3
\`\`\`
`;

describe('Journey: send PostgREST requests', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ 'journey.pgrst': requests, 'notes.md': notes });
    await shop.workbench.openFile('journey.pgrst');
    await shop.workbench.page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
  });
  after(() => shop?.dispose());

  async function goTo(text: string, line: number) {
    const at = text.split('\n').findIndex((one, index) => index >= line && one !== '');
    await shop.workbench.goToLine(at + 1);
  }

  const results = () => shop.workbench.webview('Powabase Results');

  async function countShown(): Promise<string> {
    const page = await results();
    await page.locator('footer .count', { hasText: /\d rows$/ }).waitFor();
    return (await page.locator('footer .count').textContent()) ?? '';
  }

  it('shows different rows to anon and to service_role', async () => {
    await goTo(requests, 2);
    await shop.workbench.page.keyboard.press('Control+Enter');
    const asAnon = await countShown();
    await goTo(requests, 6);
    await shop.workbench.page.keyboard.press('Control+Enter');
    await (await results()).locator('.role', { hasText: 'service_role' }).waitFor();
    const asService = await countShown();
    assert.notEqual(asAnon, asService);
    const [anon, service] = [asAnon, asService].map((text) => Number.parseInt(text, 10));
    assert.ok(Number(anon) > 0 && Number(anon) < Number(service), `${asAnon} against ${asService}`);
    await shop.workbench.screenshot('request');
  });

  it('says in a sentence what a half-typed request lacks', async () => {
    await goTo(requests, 9);
    await shop.workbench.page.keyboard.press('Control+Enter');
    await poll('the sentence', async () =>
      (await shop.workbench.notificationTexts()).some((text) => /Line 10 has no path/.test(text)),
    );
  });

  it('says which layer refused, why, and what to do', async () => {
    await goTo(requests, 12);
    await shop.workbench.page.keyboard.press('Control+Enter');
    await poll('the card', async () => {
      const card = (await results()).locator('.failedCard');
      return (await card.count()) > 0 && /reviewz/.test((await card.textContent()) ?? '');
    });
    await (await results()).locator('.failedCard .layerName').waitFor();
    await shop.workbench.screenshot('refused');
  });

  it('offers to send each request above it, and says what it means', async () => {
    const { page } = shop.workbench;
    await goTo(requests, 15);
    const lens = page.locator('.codelens-decoration a:visible', { hasText: 'Send' }).first();
    await lens.waitFor();
    await shop.workbench.screenshot('requestDocument');
    await shop.workbench.command('Powabase: Explain PostgREST Request');
    await page.getByRole('tab', { name: /Request explained/ }).waitFor();
    const frames = page.locator('iframe.webview.ready');
    await poll('the request as SQL', async () => {
      for (let at = 0; at < (await frames.count()); at++) {
        const shown = frames.nth(at).contentFrame().frameLocator('iframe#active-frame');
        if ((await shown.locator('pre', { hasText: 'where reviews.rating >=' }).count()) > 0)
          return true;
      }
      return false;
    });
    await shop.workbench.screenshot('requestExplained');
    await shop.workbench.command('View: Close All Editors');
  });

  it('puts the values of variables in', async () => {
    await shop.workbench.openFile('journey.pgrst');
    await goTo(requests, 15);
    await shop.workbench.page.keyboard.press('Control+Enter');
    const page = await results();
    await page.locator('footer .count', { hasText: '2 rows' }).waitFor();
    assert.ok((await shownRows(page)).every(([, rating]) => Number(rating) >= 4));
  });

  it('names a column that is misspelt, and mends it', async () => {
    const { page } = shop.workbench;
    await goTo(requests, 19);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    const fix = page.locator('.action-widget').getByText('rating').first();
    // Other requests are marked before the columns of this one are known.
    await poll('the fix', async () => {
      await page.keyboard.press('Control+.');
      await fix.waitFor({ timeout: 2_000 });
      return true;
    });
    await shop.workbench.screenshot('requestFix');
    await page.keyboard.press('Enter');
    await page.locator('.view-line', { hasText: 'select=id,rating' }).nth(1).waitFor();
  });

  it('completes columns of the table', async () => {
    const { page } = shop.workbench;
    await page.keyboard.press('End');
    await page.keyboard.type(',publ');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'published' }).waitFor();
    await shop.workbench.screenshot('requestCompletion');
    await page.keyboard.press('Tab');
    await page.locator('.view-line', { hasText: 'select=id,rating,published' }).waitFor();
  });

  it('asks before it writes, and a dry run is sent only where nothing would be kept', async () => {
    const { page } = shop.workbench;
    await goTo(requests, 23);
    await page.keyboard.press('Control+Enter');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('Deletes every row of public.reviews: there is no filter.').waitFor();
    await shop.workbench.screenshot('requestAsks');
    await page.keyboard.press('Escape');
    await shop.workbench.command('Powabase: Dry Run PostgREST Request');
    await (await results()).getByText(/Nothing was sent: "Shop \(Powabase\)"/).waitFor();
  });

  it('sends the fence under the cursor of a Markdown document', async () => {
    const { workbench } = shop;
    await workbench.openFile('notes.md');
    await goTo(notes, 3);
    await workbench.command('Powabase: Send Selection as PostgREST Request');
    await workbench.quickPick('Shop (Powabase)');
    await workbench.quickPick('anon');
    const page = await results();
    await page.locator('footer .count', { hasText: '3 rows' }).waitFor();
    assert.equal((await shownRows(page)).length, 3);
  });

  it('colours a request, also in a fence', async () => {
    const { page } = shop.workbench;
    const fence = page.locator('.view-line', { hasText: 'select=id,name' }).locator('span > span');
    await poll('colours in the fence', async () => (await coloursOf(fence)).size > 2);
    await shop.workbench.screenshot('requestFence');
    await shop.workbench.openFile('journey.pgrst');
    await goTo(requests, 2);
    const line = page.locator('.view-line', { hasText: 'select=id,published' }).first();
    await poll('colours', async () => (await coloursOf(line.locator('span > span'))).size > 2);
  });

  it('opens the whole answer, its headers included', async () => {
    const page = await results();
    await page.getByRole('button', { name: 'Response' }).click();
    const editor = shop.workbench.page.locator('.editor-group-container.active .view-lines');
    await poll('the answer', async () => {
      const text = ((await editor.textContent()) ?? '').replaceAll('\u00a0', ' ');
      return /HTTP\/1\.1 200 OK.*content-range: 0-2\/\*.*"name":/s.test(text);
    });
  });
});

/** The editor has a class for each colour of a theme. */
async function coloursOf(words: Locator): Promise<ReadonlySet<string | null>> {
  return new Set(
    await words.evaluateAll((found) => found.map((word) => word.getAttribute('class'))),
  );
}
