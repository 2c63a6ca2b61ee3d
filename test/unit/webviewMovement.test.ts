import assert from 'node:assert/strict';
import { moved } from '../../webview/results/movement';

const extent = { rowCount: 1_000_000, columnCount: 10, rowsPerPage: 20 };
const middle = { row: 500, column: 5 };

function press(key: string, command = false, from = middle) {
  return moved(from, { key, command }, extent);
}

describe('the keys of the grid', () => {
  it('go one cell by an arrow', () => {
    assert.deepEqual(press('ArrowUp'), { row: 499, column: 5 });
    assert.deepEqual(press('ArrowDown'), { row: 501, column: 5 });
    assert.deepEqual(press('ArrowLeft'), { row: 500, column: 4 });
    assert.deepEqual(press('ArrowRight'), { row: 500, column: 6 });
  });

  it('go to the edge by an arrow with Ctrl or Cmd', () => {
    assert.deepEqual(press('ArrowUp', true), { row: 0, column: 5 });
    assert.deepEqual(press('ArrowDown', true), { row: 999_999, column: 5 });
    assert.deepEqual(press('ArrowLeft', true), { row: 500, column: 0 });
    assert.deepEqual(press('ArrowRight', true), { row: 500, column: 9 });
  });

  it('go a page, and stop at the ends', () => {
    assert.deepEqual(press('PageDown'), { row: 520, column: 5 });
    assert.deepEqual(press('PageUp'), { row: 480, column: 5 });
    assert.deepEqual(press('PageUp', false, { row: 3, column: 0 }), { row: 0, column: 0 });
    assert.deepEqual(press('PageDown', false, { row: 999_990, column: 0 }), {
      row: 999_999,
      column: 0,
    });
  });

  it('go to the ends of the row, and with Ctrl or Cmd to the corners', () => {
    assert.deepEqual(press('Home'), { row: 500, column: 0 });
    assert.deepEqual(press('End'), { row: 500, column: 9 });
    assert.deepEqual(press('Home', true), { row: 0, column: 0 });
    assert.deepEqual(press('End', true), { row: 999_999, column: 9 });
  });

  it('do not leave the grid', () => {
    assert.deepEqual(press('ArrowUp', false, { row: 0, column: 0 }), { row: 0, column: 0 });
    assert.deepEqual(press('ArrowRight', false, { row: 0, column: 9 }), { row: 0, column: 9 });
  });

  it('leave Tab, Escape and letters to the browser', () => {
    for (const key of ['Tab', 'Escape', 'Enter', 'a']) assert.equal(press(key), undefined);
  });
});
