import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from './workbench';

describe('The installed .vsix', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({ files: { 'notes.txt': 'nothing of ours' } });
  });

  after(async () => {
    await workbench?.dispose();
  });

  it('shows its view container in the activity bar, and the view opens', async () => {
    await workbench.expand();
    const title = await workbench.page.locator('.sidebar .composite.title h2').textContent();
    assert.match(title ?? '', /^Powabase/);
    await workbench.screenshot('view');
  });

  it('says nothing to somebody who opened a file of another kind', async () => {
    await workbench.openFile('notes.txt');
    assert.deepEqual(await workbench.notificationTexts(), []);
  });

  it('has logged no error of its own', async () => {
    const lines = (await workbench.logs()).split('\n');
    const errors = lines.filter(
      (line) => /\[error\]/.test(line) && /powabase\.powabase/i.test(line),
    );
    assert.deepEqual(errors, []);
  });
});
