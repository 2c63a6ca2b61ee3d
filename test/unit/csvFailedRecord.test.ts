import assert from 'node:assert/strict';
import { placeIn } from '../../src/core/csv/failedRecord';

const plan = {
  relation: { schema: 'public', name: 'orders_2' },
  mapping: ['id', undefined, 'unit price', 'price'],
};

describe('where the server says that a COPY failed', () => {
  for (const [context, place] of [
    ['COPY orders_2, line 3, column price: "x"', { line: 3, column: 'price' }],
    ['COPY orders_2, line 12, column unit price: "7: x"', { line: 12, column: 'unit price' }],
    ['COPY orders_2, line 3, column price: null input', { line: 3, column: 'price' }],
    ['COPY orders_2, line 3: "4,price"', { line: 3 }],
    ['COPY orders_2, line 3', { line: 3 }],
    ['COPY orders_2, Zeile 3, Spalte price: »x«', { line: 3, column: 'price' }],
    ['COPY orders_2, ligne 3, colonne price : « x »', { line: 3, column: 'price' }],
    ['orders_2のCOPY、行 3、列 price: "x"', { line: 3, column: 'price' }],
    ['PL/pgSQL function check() line 5 at RAISE\nCOPY orders_2, line 9: "1,2"', { line: 9 }],
    ['SQL statement "select 1"', undefined],
    [undefined, undefined],
  ] as const) {
    it(`is ${JSON.stringify(place)} in ${JSON.stringify(context)}`, () => {
      assert.deepEqual(placeIn(context, plan), place);
    });
  }
});
