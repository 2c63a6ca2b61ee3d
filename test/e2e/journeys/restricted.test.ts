import { type Sandbox, start } from '../../sandbox';
import { sampleWorkspace } from '../../sandbox/workspace';
import { openWorkbench, type Workbench } from '../workbench';

describe('Journey: a folder in Restricted Mode', () => {
  let sandbox: Sandbox;
  let workbench: Workbench;

  before(async () => {
    sandbox = await start();
    workbench = await openWorkbench({ files: sampleWorkspace(sandbox), restricted: true });
  });
  after(async () => {
    await workbench?.dispose();
    await sandbox?.stop();
  });

  it('shows none of its projects and says what to do', async () => {
    const { page } = workbench;
    await workbench.expand();
    await page.getByText('Trust this folder to see them.').waitFor();
    await page.getByText('Shop (Powabase)').waitFor({ state: 'hidden' });
    await workbench.screenshot('restricted');
  });

  it('refuses to read its files, with the way to trust them', async () => {
    const { page } = workbench;
    await workbench.command('Powabase: Add Project…');
    await workbench.quickPick('Look into this workspace');
    const notification = page.locator('.notification-toast', { hasText: 'Restricted Mode' });
    await notification.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await page.getByRole('button', { name: 'Trust', exact: true }).waitFor();
  });

  it('shows them once the folder is trusted', async () => {
    await workbench.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await workbench.expand('Shop (Powabase)', 'public', 'products');
  });
});
