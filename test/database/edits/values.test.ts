import assert from 'node:assert/strict';
import type { Change } from '../../../src/core/edits/changes';
import { failureOf, never } from '../keeping';
import { set, withTables } from './editing';

const schema = String.raw`
create type mood as enum ('sad', 'it''s "ok"');
create domain short as varchar(5) check (value <> 'bad');
create table things (
  id int primary key, label text, price numeric(8,2), feeling mood, tag short, doc json, docs jsonb, raw bytea,
  list text[], spot point, span interval, at timestamptz, yes bool, code char(4), real8 float8, gen int generated always as (id * 2) stored);
insert into things (id, label, price, feeling, tag, doc, docs, raw, list, spot, span, at, yes, code, real8) values
  (1, 'one', 1.10, 'sad', 'a', '{"a": 1.0, "a": 2}', '{"n": 9007199254740993}', '\xdead', '{a,NULL,"c d"}', '(1,2)',
   '30 days', '2026-02-03 04:05:06.789012+00', true, 'ab', 0.1),
  (2, null, null, null, null, null, null, null, null, null, null, null, null, null, null),
  (3, '', 3, 'sad', 'c', '[]', '[]', '\x', '{}', '(0,0)', '1 mon', 'infinity', false, 'abcd', 'NaN');
create table logged (id int primary key, name text, letters int generated always as (length(name)) stored, changed int default 0);
create function shout() returns trigger language plpgsql as
  $$ begin new.name := upper(new.name); new.changed := new.changed + 1; return new; end $$;
create trigger shout before insert or update on logged for each row execute function shout();
`;

describe('values that are changed in a result', function () {
  this.timeout(60_000);
  const { database, edit, elsewhere, query } = withTables(schema);

  const values: readonly [column: string, text: string, returned: string][] = [
    [
      'label',
      "NULL'; drop table things; --\n\\ \u{1f600}",
      "NULL'; drop table things; --\n\\ \u{1f600}",
    ],
    ['price', '12.345', '12.35'],
    ['feeling', 'it\'s "ok"', 'it\'s "ok"'],
    ['tag', 'five5', 'five5'],
    ['doc', '{"b":  1, "b": 2.50}', '{"b":  1, "b": 2.50}'],
    ['docs', '{"n": 123456789012345678901234567890}', '{"n": 123456789012345678901234567890}'],
    ['raw', '\\x00ff', '\\x00ff'],
    ['list', '{"x,y",NULL,"\\"q\\""}', '{"x,y",NULL,"\\"q\\""}'],
    ['spot', '(3.5,-1)', '(3.5,-1)'],
    ['span', '1 month', '1 mon'],
    ['at', '2026-12-31 23:59:59.999999+00', '2026-12-31 23:59:59.999999+00'],
    ['yes', 'f', 'f'],
    ['code', 'z', 'z   '],
    ['real8', '-0', '-0'],
  ];
  for (const [row, from] of [
    [0, 'a value'],
    [1, 'NULL'],
  ] as const) {
    for (const [column, text, returned] of values) {
      it(`changes ${column} from ${from}, and shows what the server keeps`, async () => {
        await database().query("set timezone to 'UTC'", [], never);
        const { place, table, apply, rows } = await edit('select * from things order by id');
        const at = place(column);
        const applied = await apply([], set(row, at, text));
        assert.equal(applied.kind, 'made');
        assert.ok(applied.kind === 'made');
        const cells = applied.returned.get(row);
        assert.equal(cells?.[table.columns.findIndex((known) => known.at === at)], returned);
        const again = await query('select * from things order by id');
        assert.equal(again.rows[row]?.[at], returned);
        assert.deepEqual(again.rows[row]?.with(at, null), rows[row]?.with(at, null));
      });
    }
  }

  it('means by the SQL that is read what is run', async () => {
    const { sql, place, rows } = await edit('select * from things order by id');
    const changes = values.map(([column, text]) => set(2, place(column), text));
    await elsewhere(`${sql(...changes)} `);
    const again = await query('select * from things order by id');
    for (const [column, , returned] of values) {
      assert.equal(again.rows[2]?.[place(column)], returned, column);
    }
    assert.deepEqual(again.rows[0], rows[0]);
  });

  it('names the row that the server refuses', async () => {
    const { apply, place } = await edit('select * from things order by id');
    const refusals: readonly [string, string | null, RegExp][] = [
      ['tag', 'sixsix', /^Row \(id = 3\): value too long for type character varying\(5\)$/],
      ['tag', 'bad', /^Row \(id = 3\): value for domain short violates check constraint/],
      ['price', 'abc', /^Row \(id = 3\): invalid input syntax for type numeric: "abc"$/],
      ['id', null, /^Row \(id = 3\): null value in column "id".* violates not-null constraint$/],
      ['id', '1', /^Row \(id = 3\): duplicate key value violates unique constraint/],
    ];
    for (const [column, text, expected] of refusals) {
      const { message } = await failureOf(apply([], set(2, place(column), text)));
      assert.match(message, expected);
    }
    assert.equal(database().transaction, 'none');
  });

  it('returns what is in a row once every trigger has run', async () => {
    await elsewhere(`
      create table counted (id int primary key, name text, total int);
      create function recount() returns trigger language plpgsql as
        $$ begin update counted set total = (select count(*) from counted); return null; end $$;
      create trigger recount after insert on counted for each statement execute function recount()`);
    const { apply } = await edit('select total, id, name from counted');
    const rows = [-1, -2];
    const added = await apply(
      [],
      ...rows.map((row): Change => ({ kind: 'insert', row })),
      ...rows.map((row) => set(row, 1, String(-row))),
    );
    const returned = new Map(rows.map((row) => [row, ['2', String(-row), null]]));
    assert.deepEqual(added, { kind: 'made', returned });
  });

  it('returns what triggers, defaults and generated columns make of a row', async () => {
    const sql = 'select id, name, letters, changed, 1 as computed from logged';
    const { apply } = await edit(sql);
    const added = await apply([], { kind: 'insert', row: -1 }, set(-1, 0, '9'), set(-1, 1, 'abc'));
    assert.deepEqual(added, { kind: 'made', returned: new Map([[-1, ['9', 'ABC', '3', '1']]]) });
    const again = await edit(sql);
    const renamed = await again.apply([], set(0, 1, 'four'));
    assert.deepEqual(renamed, { kind: 'made', returned: new Map([[0, ['9', 'FOUR', '4', '2']]]) });
  });
});
