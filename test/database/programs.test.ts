import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gitStateOf, isInstalled } from '../../src/node/programs';

const run = promisify(execFile);

describe('the programs of the machine', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-programs-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are found in the PATH', async () => {
    assert.equal(await isInstalled('git'), true);
    assert.equal(await isInstalled('a-program-that-nobody-has'), false);
  });

  it('git says nothing of a file outside of a repository', async () => {
    assert.equal(await gitStateOf(join(folder, '.env')), 'outside');
  });

  it('git says of each file whether a commit would take it along', async () => {
    const git = (...args: readonly string[]) => run('git', args, { cwd: folder });
    await git('init', '--quiet');
    await writeFile(join(folder, '.gitignore'), '.env\n.env.tracked\n');
    await writeFile(join(folder, '.env.tracked'), '');
    await git('add', '--force', '.env.tracked');
    const states = ['.env', '.env.local', '.env.tracked'].map((name) =>
      gitStateOf(join(folder, name)),
    );
    assert.deepEqual(await Promise.all(states), ['ignored', 'open', 'tracked']);
  });
});
