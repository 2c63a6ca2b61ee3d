import assert from 'node:assert/strict';
import { poll } from '../poll';
import { openShop, type Shop } from '../shop';

/** A step, its button, and what shows that the button did what it says. */
interface Step {
  readonly title: string;
  readonly button: string;
  shown(): Promise<void>;
}

describe('Journey: the walkthrough', () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
    // Wide enough for the explanation beside the steps.
    await page().setViewportSize({ width: 1680, height: 900 });
    await openWalkthrough();
  });
  after(() => shop?.dispose());

  const page = () => shop.workbench.page;
  const widget = () => page().locator('.quick-input-widget');
  const step = (title: string) =>
    page().locator('.getting-started-step', {
      has: page().locator('.step-title').getByText(title, { exact: true }),
    });

  async function openWalkthrough() {
    await shop.workbench.command('Welcome: Open Walkthrough...');
    await shop.workbench.quickPick('Get Started with Powabase');
    await page().locator('.getting-started-step').first().waitFor();
  }

  async function theList(words: RegExp) {
    await poll(`the list to say ${words}`, async () => {
      const placeholder = await widget().locator('input').first().getAttribute('placeholder');
      const said = `${placeholder} ${await widget().textContent()}`;
      return words.test(said.replaceAll('\u00a0', ' '));
    });
    await page().keyboard.press('Escape');
    await widget().waitFor({ state: 'hidden' });
  }

  async function sentence(words: RegExp) {
    await poll(`a notification ${words}`, async () =>
      (await shop.workbench.notificationTexts()).some((text) => words.test(text)),
    );
  }

  const steps: readonly Step[] = [
    {
      title: 'Connect a project',
      button: 'Add Project',
      shown: () => theList(/Paste what you have/),
    },
    {
      title: 'Bring a project JWT (Flux v2)',
      button: 'Set Credential',
      shown: () => theList(/Shop \(Flux v2\)/),
    },
    {
      title: 'Verify the connection',
      button: 'Verify Connection',
      shown: () => theList(/Shop \(Powabase\)/),
    },
    {
      title: 'Browse your tables',
      button: 'Open Projects',
      shown: () => page().locator('.sidebar .label-name', { hasText: 'Shop (Powabase)' }).waitFor(),
    },
    {
      title: 'Copy a key or a connection string',
      button: 'Open Connect',
      shown: () => theList(/Shop \(Powabase\)/),
    },
    {
      title: 'Run a query',
      button: 'Run SQL',
      shown: () => sentence(/Open a file first: the statement under its cursor is run/),
    },
    {
      title: 'Send a PostgREST request',
      button: 'Send Selection',
      shown: () => sentence(/Open a file first: the request under its cursor is meant/),
    },
  ];

  it('has a step for each engine of Flux once a project runs on it', async () => {
    await shop.workbench.expand();
    await openWalkthrough();
    await step('Bring the keys (Flux v1)').waitFor();
    await step('Bring a project JWT (Flux v2)').click();
    const explanation = page().frameLocator('iframe.webview.ready').frameLocator('#active-frame');
    await explanation.getByText('Its secret is never yours to give.').waitFor();
    await shop.workbench.screenshot('walkthrough-flux');
  });

  it('names what each system needs, Flux with and without keys', async () => {
    await step('Connect a project').click();
    const words = (await step('Connect a project').textContent()) ?? '';
    assert.match(words, /For Flux v2 you need the Service URL and a project JWT/);
    assert.match(words, /for Flux v1 the keys/);
  });

  const themes = [
    ['Dark High Contrast', 'hc-black'],
    ['Light Modern', 'vs'],
    ['Dark Modern', 'vs-dark'],
  ] as const;
  for (const [theme, kind] of themes) {
    it(`shows a step and its explanation in ${theme}`, async () => {
      await shop.workbench.command('Preferences: Color Theme');
      // A long list has only those in sight.
      await page().keyboard.type(theme);
      await shop.workbench.quickPick(theme);
      await page().locator(`.monaco-workbench.${kind}`).waitFor();
      await widget().waitFor({ state: 'hidden' });
      const explanation = page().frameLocator('iframe.webview.ready').frameLocator('#active-frame');
      await explanation.getByRole('heading', { name: 'What you need' }).waitFor();
      await shop.workbench.screenshot(`walkthrough-${kind}`);
    });
  }

  const documents = [
    ['Run a query', 'New SQL Document', 'SQL'],
    ['Send a PostgREST request', 'New Request Document', 'PostgREST'],
  ] as const;
  for (const [title, button, language] of documents) {
    it(`opens a document to write in with “${button}”`, async () => {
      await openWalkthrough();
      await step(title).click();
      await page().getByRole('button', { name: button, exact: true }).click();
      await page()
        .locator('.statusbar-item[id="status.editor.mode"]', { hasText: language })
        .waitFor();
    });
  }

  for (const { title, button, shown } of steps) {
    it(`does what “${button}” says, and counts “${title}” as done`, async () => {
      await openWalkthrough();
      await step(title).click();
      await page().getByRole('button', { name: button, exact: true }).click();
      await shown();
      await openWalkthrough();
      const box = step(title).locator('[role=checkbox]');
      await poll(
        'the step to be done',
        async () => (await box.getAttribute('aria-checked')) === 'true',
      );
    });
  }
});
