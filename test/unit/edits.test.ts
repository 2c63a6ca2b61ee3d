import assert from 'node:assert/strict';
import {
  type Change,
  changeCount,
  discard,
  type EditLog,
  emptyLog,
  redo,
  rowEdits,
  undo,
  withStep,
} from '../../src/core/edits/changes';
import { readableSql, statementOf } from '../../src/core/edits/statements';
import type { EditColumn, EditTable } from '../../src/core/edits/table';
import type { Row } from '../../src/core/ports';

function column(at: number, name: string, type: string, more: Partial<EditColumn> = {}) {
  return {
    at,
    name,
    type,
    comparesByValue: true,
    nullable: true,
    hasDefault: false,
    ...more,
  };
}

const table: EditTable = {
  name: { schema: 'public', name: 'Order "1"; --' },
  columns: [
    column(0, 'id', 'int8'),
    column(1, 'user', 'text'),
    column(2, 'price', 'numeric'),
    column(4, 'paid', 'bool'),
    column(5, 'doc', 'json', { comparesByValue: false }),
    column(6, 'raw', 'bytea'),
  ],
  key: [0],
  canInsert: true,
  canDelete: true,
};
/** The fourth cell is computed. */
const old: Row = ['5', "O'Hara \\ Söhne", '1.10', 'x', 't', '{"a": 1}', null];
const originals = new Map([
  [0, old],
  [1, ['6', '', null, 'x', 'f', null, '\\x00']],
]);
const name = 'public."Order ""1""; --"';

function logOf(...steps: readonly (readonly Change[])[]): EditLog {
  return steps.reduce(withStep, emptyLog);
}

function sqlOf(...steps: readonly (readonly Change[])[]): string {
  return readableSql(table, rowEdits(logOf(...steps), originals));
}

const set = (row: number, at: number, text: string): Change => ({
  kind: 'set',
  row,
  column: at,
  value: { kind: 'text', text },
});

describe('pending changes', () => {
  const cases: readonly [string, readonly (readonly Change[])[], string][] = [
    [
      'a text with quotes and backslashes',
      [[set(0, 1, "D'Arcy")]],
      `update ${name}\nset "user" = 'D''Arcy'\nwhere id = 5\n  and "user" = E'O''Hara \\\\ Söhne';`,
    ],
    [
      'two cells of one row in one statement',
      [[set(0, 2, '2.00')], [set(0, 4, 'f')]],
      `update ${name}\nset price = 2.00,\n  paid = false\nwhere id = 5\n  and price = 1.10\n  and paid = true;`,
    ],
    [
      'a decimal for an integer as text, which Postgres refuses, instead of rounding it',
      [[set(0, 0, '7.5')]],
      `update ${name}\nset id = '7.5'\nwhere id = 5;`,
    ],
    [
      'NULL and the default as what they are, the text NULL as text',
      [
        [{ kind: 'set', row: 0, column: 1, value: { kind: 'null' } }],
        [{ kind: 'set', row: 0, column: 2, value: { kind: 'default' } }],
        [set(1, 1, 'NULL')],
      ],
      `update ${name}\nset "user" = null,\n  price = default\nwhere id = 5\n  and "user" = E'O''Hara \\\\ Söhne'\n  and price = 1.10;\n\nupdate ${name}\nset "user" = 'NULL'\nwhere id = 6\n  and "user" = '';`,
    ],
    [
      'a type without equality by its text, and what was NULL by that',
      [[set(0, 5, '[]'), set(0, 6, '\\xff')]],
      `update ${name}\nset doc = '[]',\n  raw = E'\\\\xff'\nwhere id = 5\n  and doc is not null and format('%s', doc) = '{"a": 1}'\n  and raw is null;`,
    ],
    [
      'a new row with what was given for it',
      [[{ kind: 'insert', row: -1 }], [set(-1, 1, 'new')]],
      `insert into ${name} ("user")\nvalues ('new');`,
    ],
    [
      'a new row of defaults alone',
      [[{ kind: 'insert', row: -1 }]],
      `insert into ${name} default values;`,
    ],
    [
      'a deleted row by all that was seen of it, whatever was changed before',
      [[set(1, 1, 'gone')], [{ kind: 'delete', row: 1 }]],
      `delete from ${name}\nwhere id = 6\n  and "user" = ''\n  and price is null\n  and paid = false\n  and doc is null\n  and raw = E'\\\\x00';`,
    ],
  ];
  for (const [what, steps, expected] of cases) {
    it(`write ${what}`, () => {
      assert.equal(sqlOf(...steps), `begin;\n\n${expected}\n\ncommit;\n`);
    });
  }

  it('are run with their values bound, and return every column that is shown', () => {
    const [edit] = rowEdits(logOf([set(0, 1, "'; drop table x; --")]), originals);
    assert.ok(edit);
    assert.deepEqual(statementOf(table, edit), {
      sql: `update ${name}\nset "user" = $1\nwhere id = $2\n  and "user" = $3\nreturning id, "user", price, paid, doc, raw`,
      values: ["'; drop table x; --", '5', "O'Hara \\ Söhne"],
    });
  });

  it('are undone and redone step by step, and a new one ends what could be redone', () => {
    const two = logOf([set(0, 1, 'a')], [set(0, 1, 'b'), set(1, 1, 'b')]);
    const count = (log: EditLog) => changeCount(rowEdits(log, originals));
    assert.equal(count(two), 2);
    assert.equal(count(undo(two)), 1);
    assert.equal(count(undo(undo(two))), 0);
    assert.equal(count(undo(undo(undo(two)))), 0);
    assert.deepEqual(redo(undo(two)), two);
    assert.deepEqual(redo(redo(discard(two))), two);
    assert.equal(count(discard(two)), 0);
    assert.deepEqual(redo(withStep(undo(two), [set(0, 1, 'c')])).done.length, 2);
  });

  it('are none where a cell is again what it was, or a new row is taken back', () => {
    const log = logOf(
      [set(0, 2, '3')],
      [set(0, 2, '1.10')],
      [{ kind: 'insert', row: -1 }],
      [set(-1, 1, 'x')],
      [{ kind: 'delete', row: -1 }],
    );
    assert.deepEqual(rowEdits(log, originals), []);
  });
});
