import assert from 'node:assert/strict';
import { existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { poll } from '../e2e/poll';
import { underLock } from '../hosts/lock';
import { runTree, startTree } from '../hosts/processTree.mjs';
import { row } from '../hosts/row';
import { faultsOf } from '../hosts/vsix.mjs';

describe('The runner', function () {
  this.timeout(30_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-hosts-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe('ends a process tree', () => {
    it('carries the exit code of a command that ends by itself', async () => {
      const outcome = await runTree(process.execPath, ['-e', 'process.exit(3)'], {
        limitMs: 20_000,
      });
      assert.deepEqual(outcome, { kind: 'ended', code: 3 });
    });

    it('ends a command at its time limit', async () => {
      const outcome = await runTree(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
        limitMs: 500,
      });
      assert.deepEqual(outcome, { kind: 'timedOut', code: 1 });
    });

    it('ends a child that left the group, which a signal to the group does not reach', async function () {
      // Elsewhere there is no /proc to find it by.
      if (process.platform !== 'linux') this.skip();
      const file = join(folder, 'pid');
      const script = `
        const { spawn } = require('node:child_process');
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], { detached: true, stdio: 'ignore' });
        require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
        setInterval(() => {}, 1e6);`;
      const tree = startTree(process.execPath, ['-e', script], {
        stdio: 'ignore',
        graceMs: 100,
      });
      // The file is there a moment before its content is.
      await poll('the child to start', async () => existsSync(file) && statSync(file).size > 0);
      const pid = Number(await readFile(file, 'utf8'));
      assert.equal(await running(pid), true);
      await tree.end();
      // Its memory is gone at once; a busy machine takes a moment longer to take it off the list.
      await poll('the child to be gone', async () => !(await running(pid)));
    });
  });

  describe('locks', () => {
    it('lets one at a time work', async () => {
      const file = join(folder, 'lock');
      const steps: string[] = [];
      const work = (name: string) =>
        underLock(file, async () => {
          steps.push(`${name} begins`);
          await new Promise((resolve) => setTimeout(resolve, 50));
          steps.push(`${name} ends`);
        });
      await Promise.all([work('one'), work('two')]);
      assert.deepEqual([steps.slice(0, 2), steps.slice(2)].map((pair) => pair.join()).sort(), [
        'one begins,one ends',
        'two begins,two ends',
      ]);
      assert.equal(existsSync(file), false);
    });

    it('takes over from a process that died', async () => {
      const file = join(folder, 'lock');
      const dead = startTree(process.execPath, ['-e', '']);
      await dead.ended;
      await writeFile(file, String(dead.child.pid));
      assert.equal(await underLock(file, async () => 'done'), 'done');
    });
  });

  describe('guards the package', () => {
    const whole = [
      'extension.vsixmanifest',
      'extension/package.json',
      'extension/dist/extension.js',
    ];

    it('finds no fault in what runs', async () => {
      const file = await zip(whole.map((name) => ({ name, size: 1_000 })));
      assert.deepEqual(faultsOf(file), []);
    });

    it('names a file that does not run', async () => {
      const names = [...whole, 'extension/dist/extension.js.map', 'extension/test/run.mjs'];
      const file = await zip(names.map((name) => ({ name, size: 1 })));
      assert.deepEqual(faultsOf(file), [
        'extension/dist/extension.js.map should not be in the package.',
        'extension/test/run.mjs should not be in the package.',
      ]);
    });

    it('says that activation reads too much', async () => {
      const file = await zip([{ name: 'extension/dist/extension.js', size: 122_881 }]);
      assert.deepEqual(faultsOf(file), [
        'dist/extension.js is 122881 bytes; activation may read 122880.',
      ]);
    });

    it('says that the main script is missing', async () => {
      assert.deepEqual(faultsOf(await zip([])), ['dist/extension.js is missing.']);
    });

    /** The directory of a zip file without the files, which the guard does not read. */
    async function zip(entries: readonly { name: string; size: number }[]): Promise<string> {
      const records = entries.map(({ name, size }) => {
        const record = Buffer.alloc(46);
        record.write('PK\x01\x02', 'latin1');
        record.writeUInt32LE(size, 24);
        record.writeUInt16LE(name.length, 28);
        return Buffer.concat([record, Buffer.from(name)]);
      });
      const end = Buffer.alloc(22);
      end.write('PK\x05\x06', 'latin1');
      end.writeUInt16LE(entries.length, 10);
      const file = join(folder, 'some.vsix');
      await writeFile(file, Buffer.concat([...records, end]));
      return file;
    }
  });

  describe('makes a row of a bench', () => {
    it('takes the medians and their ratio', () => {
      assert.deepEqual(row('a/b', 'ms', [30, 10, 20], [5, 5, 50, 15]), {
        name: 'a/b',
        ours: 20,
        peer: 10,
        ratio: 2,
        atMost: null,
        verdict: null,
        unit: 'ms',
        runs: 3,
      });
    });

    it('has no ratio without another side', () => {
      const { peer, ratio } = row('a/b', 'ms', [1]);
      assert.deepEqual([peer, ratio], [null, null]);
    });

    it('says whether its aim is met, also one of nothing at all', () => {
      const verdicts = [
        row('a/b', 'ms', [150], [100], 1.5),
        row('a/b', 'ms', [151], [100], 1.5),
        row('a/b', 'times', [0], [0], 1),
        row('a/b', 'times', [1], [0], 1),
      ].map(({ verdict }) => verdict);
      assert.deepEqual(verdicts, ['met', 'missed', 'met', 'missed']);
    });
  });
});

async function running(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}
