import assert from 'node:assert/strict';
import { isNumeric } from '../../src/core/results/columnKinds';
import { cellText } from '../../webview/results/cellText';
import { columnWidths, gutterWidth } from '../../webview/results/columnWidths';

describe('the text of a cell', () => {
  it('tells NULL from an empty string and from the word NULL', () => {
    assert.deepEqual(cellText(null), { text: 'NULL', kind: 'null' });
    assert.deepEqual(cellText(''), { text: '', kind: 'empty' });
    assert.deepEqual(cellText('NULL'), { text: 'NULL', kind: 'value' });
  });

  it('keeps what the server wrote, digit by digit', () => {
    for (const text of ['9007199254740993', '1.50', '2026-11-21 06:21:00.123456+00']) {
      assert.equal(cellText(text).text, text);
    }
  });

  it('shows line breaks, tabs and outer spaces on one line', () => {
    assert.equal(cellText('  a b ').text, '␣␣a b␣');
    assert.equal(cellText('a\nb\r\nc\rd\te').text, 'a⏎b⏎c⏎d⇥e');
  });

  it('shows control characters, and those that turn a text around', () => {
    assert.equal(cellText('\u001b[31mred\u001b[0m\u0007\u007f').text, '␛[31mred␛[0m␇␡');
    assert.equal(cellText('a\u202edrow\u202cb\u2067').text, 'a[U+202E]drow[U+202C]b[U+2067]');
    assert.equal(cellText('שלום\u200f, سلام').text, 'שלום\u200f, سلام');
  });

  it('cuts a very long cell, and not through an emoji', () => {
    assert.equal(cellText('x'.repeat(100_000)).text, `${'x'.repeat(500)}…`);
    assert.equal(cellText(`${'x'.repeat(499)}🎉🎉`).text, `${'x'.repeat(499)}…`);
  });
});

describe('columns of numbers', () => {
  it('are known by their type', () => {
    for (const type of ['bigint', 'int4', 'integer', 'numeric(10,2)', 'double precision', 'real']) {
      assert.equal(isNumeric(type), true, type);
    }
  });

  it('are not arrays, intervals, or what merely starts like a number', () => {
    for (const type of ['bigint[]', 'interval', 'int4range', 'text', 'numrange', '']) {
      assert.equal(isNumeric(type), false, type);
    }
  });
});

describe('the first widths of columns', () => {
  const id = { name: 'id', type: 'int4' };
  const width = (name: string, type: string, ...cells: (string | null)[]) =>
    columnWidths(
      [{ name, type }],
      cells.map((cell) => [cell]),
      8,
    );

  it('fit the header with its type', () => {
    assert.deepEqual(width('price', 'numeric'), [5 * 8 + 8 + 7 * 8 + 20]);
  });

  it('fit the widest of the first rows', () => {
    assert.deepEqual(width('id', 'int4', '1', '9007199254740993'), [16 * 8 + 20]);
  });

  it('are not narrower than a word nor wider than a third of a screen', () => {
    assert.deepEqual(width('a', ''), [48]);
    assert.deepEqual(width('a', '', 'x'.repeat(5000)), [360]);
  });

  it('give East Asian text and emoji the room they take', () => {
    assert.deepEqual(width('a', '', '日本語テキスト'), [14 * 8 + 20]);
    assert.deepEqual(width('a', '', '🎉🚀🎉🚀'), [8 * 8 + 20]);
  });

  it('count NULL as the word that is shown', () => {
    assert.deepEqual(width('a', '', null), [4 * 8 + 20]);
  });

  it('come one for each column, also for a row that is too short', () => {
    assert.equal(columnWidths([id, id, id], [['1']], 8).length, 3);
  });

  it('leave room for the longest row number', () => {
    assert.equal(gutterWidth('1,000,000'.length, 8), 9 * 8 + 20);
    assert.equal(gutterWidth(1, 8), 2 * 8 + 20);
  });
});
