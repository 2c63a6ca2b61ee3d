import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liesWithin } from '../../src/node/liesWithin';

describe('a file of a folder', () => {
  let base: string;
  let folder: string;

  before(async () => {
    base = await mkdtemp(join(tmpdir(), 'powabase-links-'));
    folder = join(base, 'folder');
    await mkdir(join(folder, 'sub'), { recursive: true });
    await mkdir(join(base, 'folder-of-others'));
    for (const path of ['folder/..env', 'folder/sub/.env', 'folder-of-others/.env']) {
      await writeFile(join(base, path), 'KEY=value\n');
    }
    await symlink('../folder-of-others/.env', join(folder, 'out.env'));
    await symlink('../folder-of-others', join(folder, 'out'));
    await symlink('sub/.env', join(folder, 'in.env'));
    await symlink(folder, join(base, 'alias'));
  });
  after(() => rm(base, { recursive: true, force: true }));

  for (const [path, within] of [
    ['sub/.env', true],
    ['..env', true],
    ['in.env', true],
    ['missing.env', true],
    ['out.env', false],
    ['out/.env', false],
    ['../folder-of-others/.env', false],
  ] as const) {
    it(`${path} lies ${within ? 'in it' : 'elsewhere'}`, async () => {
      assert.equal(await liesWithin(folder, join(folder, path)), within);
    });
  }

  it('may be reached by another name of the folder', async () => {
    assert.equal(await liesWithin(join(base, 'alias'), join(base, 'alias/sub/.env')), true);
  });
});
