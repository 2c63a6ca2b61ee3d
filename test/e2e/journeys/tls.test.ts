import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, start } from '../../sandbox';
import { changeCertificate } from '../../sandbox/certificates';
import { poll } from '../poll';
import { chooseFile } from '../quickInput';
import { openWorkbench, type Workbench } from '../workbench';

/** Reaches this machine, yet is not one of the addresses that go without a verified certificate. */
const remoteLooking = '0.0.0.0';

describe('Journey: a database with a certificate that this machine does not trust', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start({ tls: 'required' });
    await changeCertificate(sandbox.folder, { names: [`IP:${remoteLooking}`], days: 7 });
    const url = new URL(sandbox.projects.powabase.databaseUrl);
    url.hostname = remoteLooking;
    workbench = await openWorkbench({
      files: {
        '.env': `DATABASE_URL=${url.href}\n`,
        'ca.pem': sandbox.ca ?? '',
        '.vscode/settings.json': JSON.stringify({
          'powabase.projects': [
            {
              id: 'shop',
              name: 'Far shop',
              provider: 'powabase',
              credentials: { databaseUrl: { from: 'dotenv', file: '.env', key: 'DATABASE_URL' } },
            },
          ],
        }),
      },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await sandbox?.stop();
  });

  const settings = async () => {
    const text = await readFile(join(workbench.workspace, '.vscode/settings.json'), 'utf8');
    return JSON.parse(text)['powabase.projects'][0];
  };

  it('says whose certificate it is and asks what to do', async () => {
    const { page } = workbench;
    await workbench.expand();
    await page.locator('.sidebar .monaco-list-row', { hasText: 'Far shop' }).click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.getByText('issued by "Sandbox CA"').waitFor();
    await workbench.screenshot('tls-question');
    await dialog.getByRole('button', { name: 'Choose CA File…' }).click();
  });

  it('connects with the chosen file, and keeps it from the folder on', async () => {
    await chooseFile(
      workbench.page,
      'Certificate authorities',
      join(workbench.workspace, 'ca.pem'),
    );
    await workbench.expand('Far shop', 'public', 'products');
    assert.deepEqual((await settings()).tls, { mode: 'verify-full', caFile: 'ca.pem' });
  });

  it('tells in the verdict that the certificate was verified', async () => {
    const { page } = workbench;
    await workbench.command('Powabase: Verify Connection');
    const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: 'Postgres' });
    await poll('the verdict', async () =>
      /over TLS with a verified certificate/.test(
        ((await row.textContent()) ?? '').replaceAll('\u00a0', ' '),
      ),
    );
    await page.keyboard.press('Escape');
  });

  it('takes another choice later, and says so where the pointer rests', async () => {
    const { page } = workbench;
    await workbench.command('Powabase: Set TLS…');
    await page.getByText('Verify with a CA file…').waitFor();
    await workbench.screenshot('set-tls');
    await workbench.quickPick('Encrypt without verification');
    await poll('the choice', async () => (await settings()).tls?.mode === 'require');
    await workbench.expand('Far shop', 'public', 'customers');
    const row = page.locator('.sidebar .monaco-list-row', { hasText: 'Far shop' });
    const words = page.locator('.monaco-hover', { hasText: 'its certificate not verified' });
    // A tree that is drawn again closes what the pointer rests on.
    await poll('the words about its TLS', async () => {
      await page.mouse.move(800, 400);
      await row.hover({ timeout: 2_000 });
      return words.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
  });
});
