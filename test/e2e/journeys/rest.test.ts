import assert from 'node:assert/strict';
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
    const { page } = shop.workbench;
    await page.locator('.editor-group-container.active .monaco-editor .view-lines').click();
    await page.keyboard.press('Control+Home');
    const at = text.split('\n').findIndex((one, index) => index >= line && one !== '');
    for (let passed = 0; passed < at; passed++) await page.keyboard.press('ArrowDown');
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
    const page = await results();
    await page.locator('.failed .layerName').waitFor();
    assert.match((await page.locator('.failed').textContent()) ?? '', /reviewz/);
    await shop.workbench.screenshot('refused');
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
});
