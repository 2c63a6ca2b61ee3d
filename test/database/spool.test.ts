import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { packRows, unpackRows } from '../../src/core/packedRows';
import type { PackedRows, Row, Spool } from '../../src/core/ports';
import { arrangedWindow } from '../../src/core/results/arrange/arrangedWindow';
import { openSpool } from '../../src/node/spool';

const rowsFrom = (first: number, count: number): PackedRows =>
  packRows(
    Array.from({ length: count }, (_, index) => [String(first + index), index % 2 ? null : '']),
  );

describe('spool', () => {
  it('gives back any window of what was appended, across batches', async () => {
    const spool = await openSpool();
    await spool.append(rowsFrom(0, 200));
    for (let first = 200; first < 20_200; first += 2_000)
      await spool.append(rowsFrom(first, 2_000));
    assert.equal(spool.rowCount, 20_200);
    assert.deepEqual(await spool.window(0, 2), [
      ['0', ''],
      ['1', null],
    ]);
    const across = await spool.window(199, 2_002);
    assert.equal(across.length, 2_002);
    assert.deepEqual(
      across.map(([id]) => id),
      Array.from({ length: 2_002 }, (_, index) => String(199 + index)),
    );
    assert.deepEqual(
      (await spool.window(20_198, 100)).map(([id]) => id),
      ['20198', '20199'],
    );
    assert.deepEqual(await spool.window(30_000, 5), []);
    await spool.close();
  });

  it('keeps every batch as it was, whether the next is longer, shorter or of other letters', async () => {
    const spool = await openSpool();
    const rows: readonly Row[] = [
      ['long '.repeat(2_000)],
      ['ä€😀'],
      ['x'],
      ['€'.repeat(9_000)],
      [null],
    ];
    await Promise.all(rows.map((row) => spool.append(packRows([row]))));
    assert.deepEqual(await spool.window(0, 5), rows);
    await spool.close();
  });

  it('gives the row that a person has changed, in every window over it', async () => {
    const spool = await openSpool();
    await spool.append(rowsFrom(0, 10));
    await spool.append(rowsFrom(10, 10));
    spool.replace(12, ['changed', null]);
    const changed = [['changed', null]];
    assert.deepEqual(await spool.window(12, 1), changed);
    assert.deepEqual((await spool.window(0, 20)).slice(12, 13), changed);
    assert.deepEqual(await spool.window(13, 1), [['13', null]]);
    await spool.close();
  });

  it('picks rows from all over the file, changed ones as they are now', async () => {
    const spool = await openSpool();
    for (let first = 0; first < 10_000; first += 100) await spool.append(rowsFrom(first, 100));
    spool.replace(5_000, ['changed', null]);
    for (const wanted of [[0, 1, 99], [99, 100, 5_000, 9_999], [4_999], []]) {
      const picked = unpackRows(await spool.pick(Uint32Array.from(wanted)));
      assert.deepEqual(
        picked.map(([id]) => id),
        wanted.map((row) => (row === 5_000 ? 'changed' : String(row))),
      );
    }
    const both = [Uint32Array.from([1, 9_998]), Uint32Array.from([2, 9_999])];
    const [one, other] = await Promise.all(both.map((numbers) => spool.pick(numbers)));
    assert.deepEqual(
      [one, other].map((rows) => rows && unpackRows(rows)[1]),
      [
        ['9998', ''],
        ['9999', null],
      ],
    );
    await spool.close();
    assert.deepEqual(await spool.pick(Uint32Array.from([1])), { count: 0, pieces: [] });
  });

  it('gives windows over long rows in another order, and holds few of them in memory', async () => {
    const spool = await openSpool();
    const long = 'x'.repeat(50_000);
    const row = (at: number): Row => [String(at), at < 1_000 ? 'short' : long];
    for (let first = 0; first < 3_000; first += 20) {
      await spool.append(packRows(Array.from({ length: 20 }, (_, at) => row(first + at))));
    }
    const counts: number[] = [];
    const pick: Spool['pick'] = async (numbers, atMost) => {
      const picked = await spool.pick(numbers, atMost);
      counts.push(picked.pieces.reduce((sum, { length }) => sum + length, 0));
      return picked;
    };
    const window = arrangedWindow(
      { pick },
      Uint32Array.from({ length: 3_000 }, (_, at) => at),
    );
    for (let offset = 0; offset < 3_000; offset += 100) {
      const wanted = Array.from({ length: 100 }, (_, at) => row(offset + at));
      assert.deepEqual(await window(offset, 100), wanted);
    }
    const megabytes = Math.max(...counts) / 1024 / 1024;
    assert.ok(megabytes > 20 && megabytes < 37, `${megabytes} MB`);
    await spool.close();
  });

  it('answers windows while rows are still being appended', async () => {
    const spool = await openSpool();
    const asked = [spool.append(rowsFrom(0, 10)), spool.append(rowsFrom(10, 10))];
    await Promise.all(asked);
    const [window] = await Promise.all([spool.window(5, 10), spool.append(rowsFrom(20, 10))]);
    assert.deepEqual(
      window.map(([id]) => id),
      ['5', '6', '7', '8', '9', '10', '11', '12', '13', '14'],
    );
    await spool.close();
  });

  it('leaves no name behind that anybody could read', async () => {
    const spool = await openSpool();
    await spool.append(packRows([['a secret of the customer']]));
    const names = () => readdirSync(tmpdir()).filter((name) => /^powabase-.*\.rows$/.test(name));
    if (process.platform === 'win32') await spool.close();
    assert.deepEqual(names(), []);
    await spool.close();
  });
});
