import assert from 'node:assert/strict';
import { freePort } from '../../hosts/freePort';
import { type Sandbox, start } from '../../sandbox';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

const wrongPassword = 'hunter2-is-not-the-password';
const requests = `# @project Wrong key
# @role service
GET /products

### nobody is there
# @project Nobody there
GET /products
`;

describe('Journey: bad input', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;
  let wrongKey: string;

  before(async () => {
    sandbox = await start();
    const { url, serviceRoleKey = '', databaseUrl } = sandbox.projects.powabase;
    wrongKey = `${serviceRoleKey.slice(0, -6)}AAAAAA`;
    const withWrongPassword = new URL(databaseUrl);
    withWrongPassword.password = wrongPassword;
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const project = (name: string, projectUrl: string, credentials: object) => ({
      id: name.toLowerCase().replaceAll(' ', '-'),
      name,
      provider: 'powabase',
      url: projectUrl,
      credentials,
    });
    const key = (name: string) => ({ from: 'dotenv', file: '.env', key: name });
    const projects = [
      project('Wrong password', url, { databaseUrl: key('WRONG_DATABASE_URL') }),
      project('Wrong key', url, { serviceRoleKey: key('WRONG_KEY') }),
      project('Nobody there', nowhere, { anonKey: key('ANON_KEY') }),
      project('No value', url, { databaseUrl: key('NOT_IN_THE_FILE') }),
      { id: 'broken', name: 'Broken', provider: 'firebase' },
    ];
    workbench = await openWorkbench({
      files: {
        'requests.pgrst': requests,
        '.env': [
          `WRONG_DATABASE_URL=${withWrongPassword.href}`,
          `WRONG_KEY=${wrongKey}`,
          `ANON_KEY=${sandbox.projects.powabase.anonKey}`,
        ].join('\n'),
        '.vscode/settings.json': JSON.stringify({ 'powabase.projects': projects }),
      },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await sandbox?.stop();
  });

  const sentence = async (expected: RegExp) => {
    const names = workbench.page.locator('.sidebar .label-name');
    await poll(`a node that says ${expected}`, async () =>
      (await names.allTextContents()).some((text) => expected.test(text)),
    );
  };

  it('says which entry of the setting is not valid, and where', async () => {
    await workbench.expand();
    await sentence(/Not valid at "provider" of project 5 in powabase\.projects/);
    assert.equal(await workbench.page.locator('.sidebar .monaco-list-row').count(), 5);
  });

  it('says in the tree that the password is wrong', async () => {
    await workbench.expand('Wrong password');
    await sentence(/^The server does not accept this password for the user "shopref"\./);
    await workbench.screenshot('wrong-password');
  });

  it('says in the tree that nobody answers at an address', async () => {
    await workbench.expand('Nobody there');
    await sentence(/^Nothing listens at http:\/\/127\.0\.0\.1:\d+\./);
  });

  it('says which key of which file has no value', async () => {
    await workbench.expand('No value');
    await sentence(/"\.env" has no value for NOT_IN_THE_FILE/);
  });

  it('tries again with Retry, once the value was mended', async () => {
    const { databaseUrl } = sandbox.projects.powabase;
    await workbench.writeFile('.env', `NOT_IN_THE_FILE=${databaseUrl}\n`);
    await workbench.page.locator('.sidebar .label-name', { hasText: 'NOT_IN_THE_FILE' }).click();
    await workbench.expand('No value', 'public');
  });

  it('says that the gateway refused the key, and what to do', async () => {
    await workbench.writeFile(
      '.env',
      `WRONG_KEY=${wrongKey}\nANON_KEY=${sandbox.projects.powabase.anonKey}\n`,
    );
    await workbench.openFile('requests.pgrst');
    await workbench.page.getByRole('button', { name: /^Send PostgREST Request/ }).waitFor();
    await workbench.page.keyboard.press('Control+Enter');
    const results = await workbench.webview('Powabase Results');
    await results.locator('.failedCard').waitFor();
    assert.match((await results.locator('.failedCard').textContent()) ?? '', /key/i);
    await workbench.screenshot('wrong-key');
  });

  it('says that an unreachable host does not answer', async () => {
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.press('Control+Enter');
    const results = await workbench.webview('Powabase Results');
    await poll('the sentence', async () =>
      /127\.0\.0\.1:\d+/.test((await results.locator('.failedCard h2').textContent()) ?? ''),
    );
    await workbench.screenshot('unreachable');
  });

  it('repeats no secret in a message or in the log', async () => {
    const frames = await Promise.all(
      workbench.page.frames().map((frame) =>
        frame
          .locator('body')
          .textContent()
          .catch(() => ''),
      ),
    );
    const said = [...frames, await workbench.logs(), ...(await workbench.notificationTexts())];
    for (const secret of [wrongPassword, wrongKey, wrongKey.slice(-24)]) {
      assert.ok(!said.some((text) => text?.includes(secret)), 'a secret was repeated');
    }
  });
});
