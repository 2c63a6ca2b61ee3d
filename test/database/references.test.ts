import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFailure, plain } from '../../src/core/errors';
import { openDatabase } from '../../src/node/postgres';
import { readReference } from '../../src/node/references';
import { type Sandbox, start } from '../sandbox';

const never = new AbortController().signal;

describe('references to secrets outside of the editor', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: URL;
  let folder: string;

  before(async () => {
    sandbox = await start();
    url = new URL(await sandbox.database());
    folder = await mkdtemp(join(tmpdir(), 'powabase-references-'));
  });
  after(async () => {
    await sandbox?.stop();
    await rm(folder, { recursive: true, force: true });
    delete process.env.PGPASSFILE;
    delete process.env.PGSERVICEFILE;
    delete process.env.POWABASE_TEST_VALUE;
  });

  async function connects(reference: Parameters<typeof readReference>[0]) {
    const database = await openDatabase(await readReference(reference), never);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
    await database.close();
  }

  async function writePasswords(mode: number) {
    process.env.PGPASSFILE = join(folder, 'pgpass');
    const password = decodeURIComponent(url.password).replace(/[\\:]/g, '\\$&');
    await writeFile(
      process.env.PGPASSFILE,
      `${url.hostname}:${url.port}:*:${url.username}:${password}\n`,
    );
    await chmod(process.env.PGPASSFILE, mode);
  }

  const withoutPassword = () => {
    const copy = new URL(url);
    copy.password = '';
    return copy.href;
  };

  it('connects with the password file', async () => {
    await writePasswords(0o600);
    await connects({ from: 'pgpass', url: withoutPassword() });
  });

  if (process.platform !== 'win32') {
    it('does not use a password file that others may read, as libpq does not', async () => {
      await writePasswords(0o644);
      await assert.rejects(
        readReference({ from: 'pgpass', url: withoutPassword() }),
        (error) =>
          /Others may read /.test(plain(asFailure(error).sentence)) &&
          asFailure(error).detail.hint?.text === 'Take that away with chmod 600.',
      );
    });
  }

  it('connects with a service and the password file', async () => {
    await writePasswords(0o600);
    process.env.PGSERVICEFILE = join(folder, 'services');
    const lines = [
      `host=${url.hostname}`,
      `port=${url.port}`,
      `user=${url.username}`,
      `dbname=${url.pathname.slice(1)}`,
    ];
    await writeFile(process.env.PGSERVICEFILE, `[shop]\n${lines.join('\n')}\n`);
    await connects({ from: 'service', name: 'shop' });
    await assert.rejects(readReference({ from: 'service', name: 'none' }), /no section \[none\]/);
  });

  it('reads a variable, and says which one is missing', async () => {
    process.env.POWABASE_TEST_VALUE = url.href;
    await connects({ from: 'environment', variable: 'POWABASE_TEST_VALUE' });
    await assert.rejects(
      readReference({ from: 'environment', variable: 'POWABASE_NOT_SET' }),
      /no variable POWABASE_NOT_SET/,
    );
  });

  it('takes what a program prints, without a shell', async () => {
    const node = process.execPath;
    const print = (text: string) => [node, '-e', 'console.log(process.argv[1])', text];
    await connects({ from: 'command', command: print(url.href) });
    const value = await readReference({ from: 'command', command: print('$(id); `id` && id') });
    assert.equal(value, '$(id); `id` && id');
  });

  it('repeats nothing of a program that fails', async () => {
    const script = 'console.log("hunter2"); console.error("hunter2"); process.exit(1)';
    const failing = readReference({ from: 'command', command: [process.execPath, '-e', script] });
    await assert.rejects(failing, (error: Error) => {
      assert.match(error.message, /ended with an error/);
      assert.doesNotMatch(error.message, /hunter2/);
      return true;
    });
    await assert.rejects(
      readReference({ from: 'command', command: ['no-such-program-of-powabase'] }),
      /There is no program no-such-program-of-powabase/,
    );
  });
});
