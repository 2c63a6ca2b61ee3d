import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { packRows } from '../../src/core/packedRows';
import type { PackedRows, Row } from '../../src/core/ports';
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
