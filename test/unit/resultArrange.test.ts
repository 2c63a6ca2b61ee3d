import assert from 'node:assert/strict';
import { packRows } from '../../src/core/packedRows';
import type { Cell, Row } from '../../src/core/ports';
import { arrange } from '../../src/core/results/arrange/arrange';
import { arrangedWindow } from '../../src/core/results/arrange/arrangedWindow';
import {
  type Arrangement,
  asFetched,
  type CellTest,
  testProblem,
  turned,
} from '../../src/core/results/arrange/arrangement';

function fetched(types: readonly string[], rows: readonly Row[]) {
  const { pieces } = packRows(rows);
  return {
    columns: types.map((type, at) => ({ name: `c${at}`, type })),
    rowCount: rows.length,
    window: async (offset: number, count: number) => rows.slice(offset, offset + count),
    pick: async (numbers: Uint32Array) => ({
      count: numbers.length,
      pieces: Array.from(numbers, (row) => pieces[row] ?? new Uint8Array()),
    }),
  };
}

const never = new AbortController().signal;

async function arranged(
  types: readonly string[],
  rows: readonly Row[],
  wanted: Partial<Arrangement>,
) {
  const order = await arrange(fetched(types, rows), { ...asFetched, ...wanted }, never, () => {});
  return Array.from(order, (row) => rows[row]);
}

/** Each in its order; the test shuffles it. */
const orders: readonly [type: string, cells: readonly Cell[]][] = [
  [
    'int8',
    [
      '-9223372036854775808',
      '-10',
      '-9',
      '0',
      '9',
      '10',
      '9007199254740992',
      '9007199254740993',
      null,
    ],
  ],
  [
    'numeric',
    [
      '-Infinity',
      '-1.10',
      '-1.1',
      '-0.001',
      '0.0010',
      '1.09',
      '1.1',
      '99',
      '100.5',
      'Infinity',
      'NaN',
      null,
    ],
  ],
  ['float8', ['-Infinity', '-1e+300', '-1e-07', '1e-300', '2.5', '1e+20', 'Infinity', 'NaN']],
  ['money', ['-$1,000.50', '-$2.00', '$0.00', '$9.99', '$10.00', '$1,234,567.89']],
  ['text', ['', ' a', '10', '9', 'A', 'NULL', 'Z', 'a', 'a\0b', 'ab', 'é', '￿', '😀', null]],
  [
    'date',
    [
      '-infinity',
      '0044-03-15 BC',
      '0001-01-01',
      '1999-12-31',
      '2024-02-29',
      '2024-03-01',
      '10000-01-01',
      'infinity',
      null,
    ],
  ],
  [
    'timestamp',
    [
      '0001-12-31 23:59:59 BC',
      '2024-01-01 00:00:00',
      '2024-01-01 00:00:00.000001',
      '2024-01-01 00:00:01',
    ],
  ],
  [
    'timestamptz',
    [
      '2024-10-27 02:30:00+02',
      '2024-10-27 02:15:00+01',
      '2024-10-27 01:20:00+00',
      '2024-10-27 02:30:00+01',
    ],
  ],
  ['time', ['00:00:00', '09:59:59.5', '10:00:00', '24:00:00']],
  ['', ['-2', '9', '10', '1e2', 'a', 'b', null]],
  ['bool', ['f', 't', null]],
  // As PostgREST writes lists.
  ['integer[]', ['[]', '[[1], [2]]', '[9]', '[9, null]', '[10]', null]],
  ['text[]', ['["\\"a"]', '["a"]', '["a","b"]', '[null]']],
];

/** Another order, the same each time. */
function shuffled<T>(values: readonly T[]): T[] {
  return values.map((_, at) => values[(at * 5 + 3) % values.length] as T);
}

describe('sorting what was fetched', () => {
  for (const [type, cells] of orders) {
    it(`knows the order of ${type === '' ? 'an unknown type' : type}`, async () => {
      assert.notEqual(cells.length % 5, 0);
      const rows = shuffled(cells).map((cell) => [cell]);
      const sort = [{ column: 0, descending: false }];
      // Values that are equal keep the order in which they came.
      const equal = (cell: Cell | undefined) => (cell === '-1.10' ? '-1.1' : cell);
      const found = (await arranged([type], rows, { sort })).map((row) => equal(row?.[0]));
      assert.deepEqual(found, cells.map(equal));
      const back = await arranged([type], rows, { sort: [{ column: 0, descending: true }] });
      const nulls = cells.filter((cell) => cell === null);
      const values = cells.filter((cell) => cell !== null).toReversed();
      assert.deepEqual(
        back.map((row) => equal(row?.[0])),
        [...values, ...nulls].map(equal),
      );
    });
  }

  it('keeps equal rows as they came, and sorts by several columns', async () => {
    const rows = [
      ['b', '1', 'x'],
      ['a', '2', 'y'],
      ['b', '10', 'z'],
      ['a', '2', 'w'],
      [null, '3', 'v'],
    ];
    const sort = [
      { column: 0, descending: true },
      { column: 1, descending: false },
    ];
    const found = await arranged(['text', 'int4', 'text'], rows, { sort });
    assert.deepEqual(
      found.map((row) => row?.[2]),
      ['x', 'z', 'y', 'w', 'v'],
    );
  });

  it('tells long texts apart at their ends', async function () {
    this.timeout(60_000);
    const long = 'https://example.com/'.repeat(2_000);
    const rows = Array.from({ length: 300 }, (_, at) => [`${long}${(at * 7) % 300}`]);
    const found = await arranged(['text'], rows, { sort: [{ column: 0, descending: false }] });
    const wanted = rows.map(([cell]) => cell ?? '').toSorted();
    assert.deepEqual(
      found.map((row) => row?.[0]),
      wanted,
    );
  });

  it('puts 300,000 rows in order while others run, and ends when it is told to', async function () {
    this.timeout(60_000);
    const rows = Array.from({ length: 300_000 }, (_, at) => [String((at * 7919) % 300_007)]);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const sort = [{ column: 0, descending: false }];
    const found = await arranged(['int4'], rows, { sort });
    clearInterval(timer);
    assert.ok(found.every((row, at) => at === 0 || Number(row?.[0]) >= Number(found[at - 1]?.[0])));
    assert.ok(turns > 5, `${turns} turns`);
    const stop = new AbortController();
    const running = arrange(fetched(['int4'], rows), { ...asFetched, sort }, stop.signal, () => {});
    stop.abort();
    await assert.rejects(running, { reason: 'cancelled' });
  });

  it('turns a column from ascending to descending to as it came', () => {
    const up = turned(asFetched, 2, false);
    assert.deepEqual(up.sort, [{ column: 2, descending: false }]);
    const down = turned(up, 2, false);
    assert.deepEqual(down.sort, [{ column: 2, descending: true }]);
    assert.deepEqual(turned(down, 1, true).sort, [...down.sort, { column: 1, descending: false }]);
    assert.deepEqual(turned(down, 2, false).sort, []);
  });
});

describe('filtering what was fetched', () => {
  const cells = ['1', '1.0', '2', '10', 'NaN', null];
  const tests: readonly [CellTest['kind'], string, readonly Cell[]][] = [
    ['equals', '1.00', ['1', '1.0']],
    ['differs', '1', ['2', '10', 'NaN']],
    ['less', '2', ['1', '1.0']],
    ['greater', '2', ['10', 'NaN']],
    ['contains', '0', ['1.0', '10']],
    ['isNull', '', [null]],
    ['isNotNull', '', ['1', '1.0', '2', '10', 'NaN']],
  ];
  for (const [kind, text, passing] of tests) {
    it(`lets through what ${kind} ${text}`, async () => {
      const filters = [{ column: 0, test: { kind, text } }];
      const found = await arranged(
        ['numeric'],
        cells.map((cell) => [cell]),
        { filters },
      );
      assert.deepEqual(
        found.map((row) => row?.[0]),
        passing,
      );
    });
  }

  it('takes a time without a zone as it is written in the column', async () => {
    const rows = [['2024-06-01 12:00:00+02'], ['2024-06-01 13:00:00+02']];
    const test = { kind: 'less', text: '2024-06-01 12:30' } as const;
    const found = await arranged(['timestamptz'], rows, { filters: [{ column: 0, test }] });
    assert.deepEqual(found, [rows[0]]);
  });

  for (const [type, text, isTaken] of [
    ['int8', '12', true],
    ['int8', 'twelve', false],
    ['numeric', 'NaN', true],
    ['date', '2024-02-29', true],
    ['timestamptz', '2024-02-29 18:00', true],
    ['timestamptz', 'yesterday', false],
    ['money', '$12.50', true],
    ['money', '12.50', true],
    ['money', '12', false],
    ['money', '12.5', false],
    ['bool', 'true', true],
    ['bool', 'yes', false],
    ['text', 'anything', true],
    ['', 'anything', true],
    ['interval', '-1 days +02:00:00', true],
    ['interval', 'soon', false],
    ['inet', '10.0.0.1', true],
    ['inet', '10.0.0.256', false],
    ['inet', '::1/129', false],
    ['inet', '1:2:3', false],
    ['int4[]', '{1,2}', true],
    ['int4[]', '{one}', false],
    ['int4[]', '1,2', false],
    ['int4range', '[1,2)', true],
    ['int4range', '[1,2', false],
  ] as const) {
    it(`${isTaken ? 'takes' : 'refuses'} ${text} to compare ${type || 'an unknown type'} with`, () => {
      assert.equal(testProblem('less', text, { type }) === undefined, isTaken);
      assert.equal(testProblem('contains', text, { type }), undefined);
    });
  }

  it('takes what an enumerated type has alone', () => {
    const column = { type: 'mood', labels: ['sad', 'ok'] };
    assert.equal(testProblem('equals', 'ok', column), undefined);
    assert.match(testProblem('equals', 'happy', column)?.text ?? '', /values of type/);
  });

  it('knows true and false by both of their names', async () => {
    const rows = [['t'], ['f'], ['true'], [null]];
    const test = { kind: 'equals', text: 'true' } as const;
    assert.deepEqual(await arranged(['bool'], rows, { filters: [{ column: 0, test }] }), [
      ['t'],
      ['true'],
    ]);
  });

  it('wants every filter passed, and sorts what is left', async () => {
    const rows = [
      ['Ada', '3'],
      ['ADAM', '1'],
      ['Bob', '2'],
      ['adele', null],
    ];
    const filters = [
      { column: 0, test: { kind: 'contains', text: 'ad' } as const },
      { column: 1, test: { kind: 'isNotNull', text: '' } as const },
    ];
    const sort = [{ column: 1, descending: false }];
    const found = await arranged(['text', 'int4'], rows, { filters, sort });
    assert.deepEqual(
      found.map((row) => row?.[0]),
      ['ADAM', 'Ada'],
    );
  });
});

describe('windows over arranged rows', () => {
  it('give the rows of the order, wherever and however much is asked for', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => [String(at)]);
    const order = Uint32Array.from(rows, (_, at) => (at * 7919) % rows.length);
    const window = arrangedWindow(fetched(['int4'], rows), order);
    for (const [offset, count] of [
      [0, 200],
      [200, 200],
      [400, 500],
      [49_900, 500],
      [7, 3],
      [60_000, 5],
    ] as const) {
      const found = await window(offset, count);
      const wanted = Array.from(order.subarray(offset, offset + count), (row) => [String(row)]);
      assert.deepEqual(found, wanted, `${count} from ${offset}`);
    }
  });

  it('read ahead for who reads on, and end where the rows are gone', async () => {
    const rows = Array.from({ length: 50_000 }, (_, at) => [String(at)]);
    const order = Uint32Array.from(rows, (_, at) => rows.length - 1 - at);
    // Not a part of what is read ahead: the last window of a block goes on in the next one.
    const count = 450;
    const all = fetched(['int4'], rows);
    let picks = 0;
    let closed = false;
    const pick = async (numbers: Uint32Array) => {
      picks++;
      return closed ? { count: 0, pieces: [] } : all.pick(numbers);
    };
    const window = arrangedWindow({ pick }, order);
    const found: Row[] = [];
    for (let offset = 0; offset < rows.length; offset += count) {
      found.push(...(await window(offset, count)));
    }
    assert.deepEqual(found, rows.toReversed());
    assert.ok(picks < 5, `${picks} times over the file`);
    closed = true;
    assert.deepEqual(await window(0, 500), []);
    assert.deepEqual(await window(0, 500), []);
  });
});
