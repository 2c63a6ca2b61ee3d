import assert from 'node:assert/strict';
import type { Row } from '../../src/core/ports';
import { createPages } from '../../webview/results/pages';

interface Asked {
  readonly offset: number;
  readonly count: number;
  readonly signal: AbortSignal;
  answer(rows: readonly Row[]): Promise<void>;
  fail(error: Error): Promise<void>;
}

const rowsFrom = (offset: number, count: number): Row[] =>
  Array.from({ length: count }, (_, i) => [`row ${offset + i}`]);

/** Lets the promise callbacks that are due run. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function start(rowCount: number, first: readonly Row[] = []) {
  const asked: Asked[] = [];
  const errors: unknown[] = [];
  let painted = 0;
  const pages = createPages({
    rowCount,
    first,
    ask: (offset, count, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
        asked.push({
          offset,
          count,
          signal,
          answer: (rows) => {
            resolve(rows);
            return settled();
          },
          fail: (error) => {
            reject(error);
            return settled();
          },
        });
      }),
    onRows: () => {
      painted++;
    },
    onError: (error) => errors.push(error),
  });
  const offsets = () => asked.map(({ offset }) => offset);
  const nth = (index: number) => {
    const found = asked[index];
    assert.ok(found, `request ${index} was not made`);
    return found;
  };
  return { pages, asked, errors, offsets, nth, painted: () => painted };
}

describe('the pages of rows', () => {
  it('show the first rows that came with the result and ask nothing', () => {
    const { pages, asked } = start(1_000_000, rowsFrom(0, 200));
    pages.look(0, 60);
    assert.equal(asked.length, 0);
    assert.deepEqual(pages.row(0), ['row 0']);
    assert.deepEqual(pages.row(199), ['row 199']);
  });

  it('ask for whole pages around what is looked at', async () => {
    const { pages, offsets, nth, painted } = start(1_000_000);
    pages.look(1190, 1230);
    assert.deepEqual(offsets(), [1000, 1200]);
    assert.equal(nth(0).count, 200);
    assert.equal(pages.row(1200), undefined);
    await nth(1).answer(rowsFrom(1200, 200));
    assert.deepEqual(pages.row(1200), ['row 1200']);
    assert.equal(painted(), 1);
  });

  it('ask for no more rows than there are', () => {
    const { pages, nth } = start(1_000_050);
    pages.look(1_000_010, 1_000_049);
    assert.deepEqual([nth(0).offset, nth(0).count], [1_000_000, 50]);
  });

  it('drop what was asked for where nobody looks any more', async () => {
    const { pages, offsets, nth } = start(1_000_000);
    pages.look(0, 40);
    pages.look(500_000, 500_040);
    assert.equal(nth(0).signal.aborted, true);
    await settled();
    assert.deepEqual(offsets(), [0, 500_000]);
    assert.equal(nth(1).signal.aborted, false);
  });

  it('ask once, however often one looks', () => {
    const { pages, asked } = start(1_000_000);
    for (let i = 0; i < 20; i++) pages.look(0, 40 + i);
    assert.equal(asked.length, 1);
  });

  it('keep at most two requests open while the scroll bar is dragged past a slow host', () => {
    const { pages, asked } = start(1_000_000);
    for (let row = 0; row < 900_000; row += 10_000) pages.look(row, row + 40);
    assert.ok(asked.length <= 2, `${asked.length} requests`);
  });

  it('ask again for a last page that has grown', async () => {
    const { pages, asked, nth } = start(250);
    pages.look(210, 249);
    await nth(0).answer(rowsFrom(200, 50));
    pages.look(210, 249);
    assert.equal(asked.length, 1);
    pages.grow(1000);
    assert.deepEqual([nth(1).offset, nth(1).count], [200, 200]);
    assert.deepEqual(pages.row(249), ['row 249']);
  });

  it('complete the first rows when the result has grown past them', () => {
    const { pages, nth } = start(100, rowsFrom(0, 100));
    pages.look(0, 99);
    pages.grow(5000);
    assert.deepEqual([nth(0).offset, nth(0).count], [0, 200]);
  });

  it('forget the pages seen longest ago', async () => {
    const { pages, asked, nth } = start(1_000_000, rowsFrom(0, 200));
    for (let page = 1; page <= 64; page++) {
      pages.look(page * 200, page * 200 + 40);
      await nth(page - 1).answer(rowsFrom(page * 200, 200));
    }
    assert.equal(pages.row(0), undefined);
    assert.deepEqual(pages.row(200), ['row 200']);
    assert.equal(asked.length, 64);
  });

  it('report a failure, do not repeat it by themselves, and try again at the next look', async () => {
    const { pages, asked, errors, nth } = start(1000);
    pages.look(0, 40);
    await nth(0).fail(new Error('The file is gone.'));
    assert.deepEqual(errors, [new Error('The file is gone.')]);
    assert.equal(asked.length, 1);
    pages.look(0, 40);
    assert.equal(asked.length, 2);
  });

  it('take an answer that is shorter than asked for without asking forever', async () => {
    const { pages, asked, nth } = start(1000);
    pages.look(0, 40);
    await nth(0).answer(rowsFrom(0, 3));
    pages.look(0, 40);
    assert.equal(asked.length, 1);
  });

  it('paint nothing after they are closed', async () => {
    const { pages, nth, errors, painted } = start(1000);
    pages.look(0, 40);
    pages.close();
    assert.equal(nth(0).signal.aborted, true);
    await settled();
    assert.deepEqual(errors, []);
    assert.equal(painted(), 0);
  });
});
