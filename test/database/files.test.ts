import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFile } from '../../src/node/files';

describe('a file that is written', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is there once it is whole, text and bytes in their order', async () => {
    const path = join(folder, 'rows.csv');
    await writeFile(path, 'the old one');
    const file = await createFile(path);
    await file.write('héad\n');
    await file.write(Buffer.from('bytes\n'));
    await file.write('x'.repeat(3_000_000));
    assert.equal(await readFile(path, 'utf8'), 'the old one');
    await file.finish();
    assert.equal(await readFile(path, 'utf8'), `héad\nbytes\n${'x'.repeat(3_000_000)}`);
    assert.deepEqual(await readdir(folder), ['rows.csv']);
  });

  it('leaves nothing behind when it is given up', async () => {
    const file = await createFile(join(folder, 'rows.csv'));
    await file.write('x'.repeat(3_000_000));
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });

  it('says in a sentence that it cannot be written', async () => {
    await assert.rejects(
      createFile(join(folder, 'missing', 'rows.csv')),
      /could not be written \(ENOENT\)/,
    );
  });
});
