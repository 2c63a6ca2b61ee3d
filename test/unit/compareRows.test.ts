import './fakeVscode';
import assert from 'node:assert/strict';
import { compareRows } from '../../src/core/compareRows';
import { comparisonText } from '../../src/vscode/comparisonText';

const rows = {
  anon: [['1', 'tea']],
  ada: [
    ['1', 'tea'],
    ['2', null],
    ['2', null],
    ['3', ''],
  ],
  bob: [
    ['3', null],
    ['1', 'tea'],
  ],
};

describe('comparing the rows of roles', () => {
  it('says how often each role has each row, in the order of the longest result', () => {
    assert.deepEqual(
      compareRows([rows.anon, rows.ada, rows.bob]).map(({ row, counts, isSame }) => [
        row.join(),
        ...counts,
        isSame,
      ]),
      [
        ['1,tea', 1, 1, 1, true],
        ['2,', 0, 2, 0, false],
        ['3,', 0, 1, 0, false],
        ['3,', 0, 0, 1, false],
      ],
    );
  });

  const columns = [
    { name: 'id', type: 'int4' },
    { name: 'what', type: 'text' },
  ];
  const compared = comparisonText({
    project: 'Shop',
    of: 'statement',
    text: 'select id, what from t',
    columns,
    results: [
      { role: 'anon', kind: 'rows', rows: rows.anon, isCapped: false },
      { role: 'ada', kind: 'rows', rows: rows.ada, isCapped: true },
      { role: 'nobody', kind: 'refused', reason: 'permission denied for table t' },
    ],
  });

  it('shows who sees which row, who is refused, and marks what differs', () => {
    assert.equal(
      compared.text,
      `The same statement on Shop as anon, ada, nobody
anon: 1 row
ada: the first 4 rows
nobody: permission denied for table t
2 of 3 rows differ (≠).

   anon  ada   id  what
   ✓     ✓     1   tea
≠  –     ✓ ×2  2   NULL
≠  –     ✓     3

select id, what from t
`,
    );
    assert.deepEqual(
      compared.marks.map(({ start, end }) => compared.text.slice(start, end)),
      ['≠  –     ✓ ×2  2   NULL', '≠  –     ✓     3'],
    );
  });
});
