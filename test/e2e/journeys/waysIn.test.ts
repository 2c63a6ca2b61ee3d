import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, start } from '../../sandbox';
import { startAccounts } from '../../sandbox/accounts';
import { poll } from '../poll';
import { openWorkbench, type Workbench } from '../workbench';

describe('Journey: the ways in', () => {
  let sandbox: Sandbox;
  let accounts: Awaited<ReturnType<typeof startAccounts>>;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    accounts = await startAccounts(sandbox.projects);
    const { url, anonKey, serviceRoleKey, databaseUrl } = sandbox.projects.powabase;
    workbench = await openWorkbench({
      machineSettings: { 'powabase.flux.apiUrl': accounts.flux.base },
      files: {
        '.env': [
          `POWABASE_URL=${url}`,
          `POWABASE_ANON_KEY=${anonKey}`,
          `POWABASE_SERVICE_ROLE_KEY=${serviceRoleKey}`,
          `DATABASE_URL=${databaseUrl}`,
        ].join('\n'),
        'supabase/config.toml': 'project_id = "cli-shop"\n\n[api]\nport = 55321\n',
        'notes/flux.json': '{ "slug": "notes", "hash": "0123abc" }\n',
      },
    });
  });
  after(async () => {
    await workbench?.dispose();
    await accounts?.stop();
    await sandbox?.stop();
  });

  const widget = () => workbench.page.locator('.quick-input-widget');
  const shows = (words: RegExp) =>
    poll(`the list to say ${words}`, async () =>
      words.test(((await widget().textContent()) ?? '').replaceAll('\u00a0', ' ')),
    );

  it('says in a sentence that a pasted text tells of no project', async () => {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Paste what you have');
    await workbench.input('hello world', 'Paste What You Have');
    await shows(/Nothing of a project was found/);
    await workbench.screenshot('paste-nothing');
    await workbench.page.keyboard.press('Escape');
  });

  it('recognises a pasted .env, shows it for review, saves and verifies it', async () => {
    const { url, anonKey, serviceRoleKey } = sandbox.projects.supabase;
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Paste what you have');
    const text = `SUPABASE_URL=${url} SUPABASE_ANON_KEY=${anonKey} SUPABASE_SERVICE_ROLE_KEY=${serviceRoleKey}`;
    await workbench.input(text.replaceAll(' ', '\n'), 'Paste What You Have');
    await shows(/This was found|Save and verify/);
    await workbench.screenshot('review');
    await workbench.quickPick('Verify first');
    await workbench.page.getByPlaceholder(/passed, .* 0 failed or not tried/).waitFor();
    await workbench.page.keyboard.press('Escape');
    await shows(/Save and verify/);
    await workbench.quickPick('Name');
    await workbench.input('Pasted shop', 'A name for the list');
    await workbench.quickPick('Save and verify');
    await workbench.page.getByPlaceholder(/passed, .* failed or not tried/).waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.expand('Pasted shop', 'public', 'products');
  });

  it('finds the project of a .env in the workspace, and leaves its keys there', async () => {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Look into this workspace');
    await shows(/Projects That Files Tell Of/);
    for (const words of [
      /cli-shop\s*Supabase/,
      /notes\s*Flux v2 \(shared\) or Flux v1/,
      /Powabase/,
    ])
      await shows(words);
    await workbench.screenshot('workspace-projects');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'Powabase' })
      .click();
    await shows(/stays in \.env, as POWABASE_ANON_KEY/);
    await workbench.quickPick('Name');
    await workbench.input('Found shop', 'A name for the list');
    await workbench.quickPick('Save and verify');
    await workbench.page.getByPlaceholder(/passed, .* failed or not tried/).waitFor();
    await workbench.page.keyboard.press('Escape');
    const settings = await readFile(join(workbench.workspace, '.vscode/settings.json'), 'utf8');
    assert.match(settings, /"key": "POWABASE_SERVICE_ROLE_KEY"/);
    assert.ok(!settings.includes(sandbox.projects.powabase.serviceRoleKey ?? 'no key'));
  });

  it('chooses a Flux project from an account, with its keys', async () => {
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Choose from an account');
    await workbench.quickPick('Flux');
    await workbench.input(accounts.flux.token, 'API key');
    await shows(/Which project\?/);
    await workbench.screenshot('account');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
  });
});
