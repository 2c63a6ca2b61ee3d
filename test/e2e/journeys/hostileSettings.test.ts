import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

const long = `Long ${'name '.repeat(19)}`.trim();
const markdown = '**Bold** `code` <img src=x onerror=alert(1)> & {0} %s';
const rightToLeft = 'متجر (shop) קניות';

/** What a cloned repository may hold. */
const refusedNames = [
  '$(pass) verified',
  '[Sign in](command:workbench.action.quit)',
  'Shop\u202egnp.exe',
  '\u001b[31mRed',
  'x'.repeat(5_000),
];

describe('Journey: settings that somebody else has written', () => {
  let workbench: Workbench;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-hostile-'));
    const project = (name: string, more: object = {}) => ({
      id: name,
      name,
      provider: 'powabase',
      url: 'http://127.0.0.1:9',
      ...more,
    });
    const command = ['touch', join(folder, 'started')];
    const credentials = { databaseUrl: { from: 'command', command } };
    const outside = { databaseUrl: { from: 'dotenv', file: '../elsewhere/.env', key: 'URL' } };
    const variable = 'TOKEN\u202e\nof nothing';
    const asking = { serviceRoleKey: { from: 'environment', variable } };
    workbench = await openWorkbench({
      files: {
        '.vscode/settings.json': JSON.stringify({
          'powabase.projects': [
            project(long),
            project(markdown),
            project(rightToLeft),
            project('Outside', { credentials: outside }),
            ...refusedNames.map((name) => project(name)),
            project('Program', { credentials }),
            project('Not web', { url: 'file:///etc/passwd' }),
            project('Key inside', { url: 'http://user:hunter2-hunter2@127.0.0.1:9' }),
            project('Asking', { credentials: asking }),
            { id: 'strange', name: 'Strange', provider: 'powabase', 'a $(pass) [b](command:c)': 1 },
            'not even an object',
          ],
        }),
        '../elsewhere/.env': 'URL=postgresql://a:b@127.0.0.1:9/c\n',
      },
    });
    await workbench.expand();
  });
  after(async () => {
    await workbench?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const labels = () => workbench.page.locator('.sidebar .label-name').allTextContents();

  async function says(sentence: RegExp) {
    await poll(`the tree to say ${sentence}`, async () =>
      (await labels()).some((text) => sentence.test(text)),
    );
  }

  it('shows strange names as they are written, in the tree and in a list', async () => {
    await poll('the projects', async () => (await labels()).length > 12);
    const shown = await labels();
    for (const name of [long, markdown, rightToLeft]) assert.ok(shown.includes(name), name);
    await workbench.screenshot('hostile-tree');
    await workbench.command('Powabase: Connect');
    const offered = workbench.page.locator('.quick-input-list .label-name');
    await poll('the list to show every name as it is', async () => {
      const texts = (await offered.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
      return [long, markdown, rightToLeft].every((name) => texts.includes(name));
    });
    await workbench.screenshot('hostile-list');
    await workbench.quickPick(markdown);
    const panel = await workbench.webview(`Connect: ${markdown}`);
    await panel.getByText(markdown).waitFor();
    assert.equal(await panel.locator('img').count(), 0);
    await workbench.screenshot('hostile-panel');
  });

  it('refuses names that seem to be something else, and says which', async () => {
    await says(/Not valid at "name" of project 5 in powabase\.projects: .*neither/);
    await says(/"name" of project 6 .*neither/);
    await says(/"name" of project 7 .*cannot be seen/);
    await says(/"name" of project 8 .*cannot be seen/);
    await says(/"name" of project 9 .*at most 100 characters/);
    const faults = workbench.page.locator('.sidebar .monaco-list-row', {
      hasText: /of project \d+ in/,
    });
    assert.equal(await faults.locator('.label-name .codicon, .label-name a').count(), 0);
  });

  it('starts no program that a workspace names', async () => {
    await says(/"credentials\.databaseUrl" of project 10 .*your own settings alone/);
    assert.equal(existsSync(join(folder, 'started')), false);
  });

  it('goes to no address that is not of the web, and repeats no password', async () => {
    await says(/"url" of project 11 /);
    await says(/"url" of project 12 /);
    assert.ok(!(await labels()).some((text) => text.includes('hunter2')));
    assert.ok(!(await workbench.logs()).includes('hunter2'));
  });

  it('hides nothing of a name in a question', async () => {
    await workbench.expand('Asking');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog
      .getByText('Send the value of TOKEN[U+202E]⏎of nothing to http://127.0.0.1:9?', {
        exact: true,
      })
      .waitFor();
    await workbench.screenshot('hostile-question');
    await dialog.getByRole('button', { name: 'Do Not Send' }).click();
    await dialog.waitFor({ state: 'detached' });
  });

  it('reads no file outside of the folder', async () => {
    await workbench.expand('Outside');
    await says(/lies outside of this folder/);
  });
});
