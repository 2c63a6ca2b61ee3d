import assert from 'node:assert/strict';
import { csvTable } from '../../src/core/results/csvTable';

describe('csvTable', () => {
  const rows: readonly [
    string,
    string,
    readonly string[],
    readonly (readonly (string | null)[])[],
  ][] = [
    [
      'lines',
      'a,b\n1,2\n3,4',
      ['a', 'b'],
      [
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    ['a last line end', 'a\r\n1\r\n', ['a'], [['1']]],
    ['quotes', 'a,b\n"x, ""y""\nz",2', ['a', 'b'], [['x, "y"\nz', '2']]],
    ['NULL and the empty string', 'a,b,c\n,"",\n', ['a', 'b', 'c'], [[null, '', null]]],
    ['names alone', 'a,b\n', ['a', 'b'], []],
    ['digits as they are', 'n\n12345678901234567890.10', ['n'], [['12345678901234567890.10']]],
    ['a NULL alone in its row', 'a\n\n1', ['a'], [[null], ['1']]],
    ['a quote that never ends', 'a\n"x', ['a'], [['x']]],
  ];
  for (const [name, text, columns, expected] of rows) {
    it(`reads ${name}`, () => {
      const table = csvTable(text) ?? assert.fail(text);
      assert.deepEqual(
        table.columns.map((column) => column.name),
        columns,
      );
      assert.deepEqual(table.rows, expected);
    });
  }

  it('is no table without a line', () => assert.equal(csvTable(''), undefined));
});
