import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkoutRoot } from '../../hosts/root';
import { followLink, packLinkMaker } from '../linkMaker';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

const secret = 'sb_secret_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz';

describe('Journey: follow a link from a browser', () => {
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-links-'));
    const project = (name: string) => ({
      id: name,
      name,
      provider: 'powabase',
      url: `https://${name.toLowerCase().replace(' ', '-')}.p.powabase.ai`,
    });
    workbench = await openWorkbench({
      files: {
        '.vscode/settings.json': JSON.stringify({
          'powabase.projects': [project('My shop'), project('Other')],
        }),
      },
      extensions: [join(checkoutRoot(), 'powabase.vsix'), await packLinkMaker(folder)],
    });
  });
  after(async () => {
    await workbench?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const dialog = () => workbench.page.locator('.monaco-dialog-box');
  const panels = () => workbench.page.getByRole('tab', { name: /^Connect: / });

  async function answer(question: RegExp, button: string) {
    await dialog().getByText(question).waitFor();
    await workbench.screenshot(`link-${button.toLowerCase().replace(' ', '-')}`);
    await dialog().getByRole('button', { name: button, exact: true }).click();
    await dialog().waitFor({ state: 'hidden' });
  }

  it('opens nothing without a yes', async () => {
    await followLink(workbench, 'connect?project=My+shop');
    await answer(/A link asks to open the Connect panel of "My shop"/, 'Cancel');
    assert.equal(await panels().count(), 0);
  });

  it('opens the Connect panel of a project at its tab', async () => {
    await followLink(workbench, 'connect?project=My+shop&tab=connection-strings');
    await answer(/A link asks to open the Connect panel of "My shop"/, 'Open');
    const panel = await workbench.webview('Connect: My shop');
    const tab = panel.getByRole('tab', { name: 'Connection Strings' });
    await poll('the tab', async () => (await tab.getAttribute('aria-selected')) === 'true');
  });

  it('asks which project when the link names none', async () => {
    await followLink(workbench, 'connect?showConnect=true');
    await answer(/A link asks to open the Connect panel\./, 'Open');
    await workbench.quickPick('Other');
    await workbench.webview('Connect: Other');
  });

  it('begins a Flux project from slug and hash, and shows what it assumed', async () => {
    await followLink(workbench, 'add?slug=my-shop&hash=0123abc');
    await answer(/A link asks to add the Flux project "my-shop"/, 'Add Project');
    const widget = workbench.page.locator('.quick-input-widget');
    await widget.getByText('https://api--my-shop--0123abc.vsl-base.com').waitFor();
    await widget.getByText(/made with the base domain vsl-base\.com/).waitFor();
    await workbench.screenshot('link-review');
    await workbench.page.keyboard.press('Escape');
    await widget.waitFor({ state: 'hidden' });
  });

  const refused: readonly (readonly [string, RegExp])[] = [
    [`connect?project=My+shop&secretKey=${secret}`, /Secrets never belong in a link/],
    [`add?slug=my-shop&hash=0123abc&url=https://evil.example`, /holds more than it may/],
    ['connect?project=Gone', /asks for the project "Gone", and there is none of that name/],
    ['connect?project=%5Bx%5D(command:workbench.action.quit)', /a name that no project can have/],
    ['run?sql=drop+table+t', /names nothing that the extension can open/],
  ];
  for (const [link, sentence] of refused) {
    it(`refuses ${link.replace(secret, '…')} with a sentence`, async () => {
      await followLink(workbench, link);
      await poll(`the sentence ${sentence}`, async () =>
        (await workbench.notificationTexts()).some((text) => sentence.test(text)),
      );
      assert.equal(await dialog().count(), 0);
      assert.equal(await panels().count(), 2);
    });
  }

  it('repeats no secret that stood in a link', async () => {
    await workbench.screenshot('link-refused');
    const said = await workbench.notificationTexts();
    const ours = (await workbench.logs()).split('\n').filter((line) => line.includes('link: '));
    assert.ok(ours.length > 0, 'our log says what was refused');
    for (const text of [...said, ...ours]) assert.ok(!text.includes(secret.slice(-16)));
  });
});
