import assert from 'node:assert/strict';
import { applyEdits } from '../../src/core/edits/apply';
import { type Change, emptyLog, rowEdits, withStep } from '../../src/core/edits/changes';
import { readEditTable } from '../../src/core/edits/readTable';
import { readableSql } from '../../src/core/edits/statements';
import { columnAt } from '../../src/core/edits/table';
import { type Failure, plain } from '../../src/core/errors';
import { unpackRows } from '../../src/core/packedRows';
import type { Database, ResultColumn, Row, Setting } from '../../src/core/ports';
import { rows as rowsOf } from './rows';
import { withDatabase } from './withDatabase';

const never = new AbortController().signal;

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
create table pairs (a int, "B ""q"" b" text, value int, unique (value), primary key (a, "B ""q"" b"));
insert into pairs values (1, 'x''y', 10), (1, 'z', 20);
create table keyless (n int); insert into keyless values (1);
create table named (code text not null, n int, constraint named_code unique (code) deferrable initially deferred);
insert into named values ('a', 1), ('b', 2);
create table logged (id int primary key, name text);
create function shout() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$;
create trigger shout before insert or update on logged for each row execute function shout();
create table owned (id int primary key, owner text, body text);
insert into owned values (1, 'anon', 'mine'), (2, 'other', 'theirs');
alter table owned enable row level security;
create policy see on owned for select to anon using (true);
create policy change on owned for update to anon using (owner = 'anon');
revoke all on owned, logged from anon;
grant usage on schema public to anon; grant select, update (body) on owned to anon; grant select on logged to anon;
create view seen as select id as number, label as title, price from things where id < 3;
create view seen_again as select title, number from seen;
create table measures (id int, year int, value int, primary key (id, year)) partition by list (year);
create table measures_26 partition of measures for values in (26);
insert into measures values (1, 26, 5);
create table parents (id int primary key);
create table children (id int primary key, parent int references parents deferrable initially deferred);
insert into parents values (1); insert into children values (1, 1);
create table identities (id int generated always as identity primary key, name text not null default 'none');
`;

const asAnon: readonly Setting[] = [['role', 'anon']];

async function failureOf(work: Promise<unknown>): Promise<string> {
  const outcome = await work.then(
    () => undefined,
    (error: Failure) => plain(error.sentence),
  );
  return outcome ?? assert.fail('nothing failed');
}

describe('editing a result', function () {
  this.timeout(60_000);
  let url: string;
  let database: Database;

  withDatabase(async (ownDatabase, ownUrl) => {
    database = ownDatabase;
    url = ownUrl;
    await rowsOf(url, schema);
  });

  async function query(sql: string) {
    const rows: Row[] = [];
    let columns: readonly ResultColumn[] = [];
    await database.run(
      sql,
      {
        columns: (given) => {
          columns = given;
        },
        rows: async (batch) => {
          rows.push(...unpackRows(batch));
          return 'more';
        },
      },
      never,
    );
    return { columns, rows };
  }

  async function edit(sql: string, role?: string) {
    const { columns, rows } = await query(sql);
    const acting = { name: role ?? database.user, isOwn: role === undefined };
    const table = await database.atomically(
      [],
      (ask) => readEditTable(ask, columns, acting),
      never,
    );
    const originals = new Map(rows.entries());
    const editsOf = (changes: readonly Change[]) =>
      rowEdits(withStep(emptyLog, changes), originals);
    return {
      table,
      rows,
      place: (name: string) => columns.findIndex((column) => column.name === name),
      sql: (...changes: readonly Change[]) => readableSql(table, editsOf(changes)),
      apply: (settings: readonly Setting[], ...changes: readonly Change[]) =>
        applyEdits(database, table, editsOf(changes), settings, never),
    };
  }

  const set = (row: number, column: number, text: string | null): Change => ({
    kind: 'set',
    row,
    column,
    value: text === null ? { kind: 'null' } : { kind: 'text', text },
  });

  const conflictIn = async (applied: ReturnType<typeof applyEdits>): Promise<string> => {
    const outcome = await applied;
    return outcome.kind === 'conflict' ? plain(outcome.conflict.sentence) : outcome.kind;
  };

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
        await database.query("set timezone to 'UTC'", [], never);
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
    await rowsOf(url, `${sql(...changes)} `);
    const again = await query('select * from things order by id');
    for (const [column, , returned] of values) {
      assert.equal(again.rows[2]?.[place(column)], returned, column);
    }
    assert.deepEqual(again.rows[0], rows[0]);
  });

  const meantime: readonly [string, string, string, string, string][] = [
    [
      'label',
      'x',
      "label = 'other'",
      'select id, label from things where id = 1',
      "Row \\(id = 1\\): somebody changed label from '.*' to 'other' in the meantime. Nothing was changed.",
    ],
    [
      'doc',
      '1',
      'doc = \'{"c":1}\'',
      'select id, doc from things where id = 1',
      `Row \\(id = 1\\): somebody changed doc from '.*' to '\\{"c":1\\}' in the meantime. Nothing was changed.`,
    ],
    [
      'span',
      '1 day',
      "span = '30 days'",
      'select id, span from things where id = 1',
      "Row \\(id = 1\\): somebody changed span from '1 mon' to '30 days' in the meantime. Nothing was changed.",
    ],
    [
      'price',
      '1',
      'price = null',
      'select id, price from things where id = 1',
      "Row \\(id = 1\\): somebody changed price from '12.35' to NULL in the meantime. Nothing was changed.",
    ],
  ];
  for (const [column, text, other, sql, expected] of meantime) {
    it(`changes nothing where somebody changed ${column} in the meantime`, async () => {
      const { place, apply } = await edit(sql);
      await rowsOf(url, `update things set ${other} where id = 1`);
      const said = await conflictIn(apply([], set(0, place(column), text)));
      assert.match(said, new RegExp(`^${expected}$`));
    });
  }

  it('rolls everything back where the last of several rows was deleted in the meantime', async () => {
    await rowsOf(url, "insert into logged values (1, 'a'), (2, 'b')");
    const { apply } = await edit('select * from logged order by id');
    await rowsOf(url, 'delete from logged where id = 2');
    const said = await conflictIn(apply([], set(0, 1, 'changed'), set(1, 1, 'changed')));
    assert.equal(
      said,
      'Row (id = 2) is not there any more, or a policy hides it. Nothing was changed.',
    );
    assert.deepEqual(await rowsOf(url, 'select * from logged'), [['1', 'A']]);
  });

  it('deletes a row only as it was seen', async () => {
    const { apply } = await edit('select * from logged');
    await rowsOf(url, "update logged set name = 'new' where id = 1");
    assert.match(await conflictIn(apply([], { kind: 'delete', row: 0 })), /somebody changed name/);
    const again = await edit('select * from logged');
    assert.equal((await again.apply([], { kind: 'delete', row: 0 })).kind, 'made');
    assert.deepEqual(await rowsOf(url, 'select * from logged'), []);
  });

  it('shows what a trigger makes of a new row', async () => {
    const { apply } = await edit('select id, name, 1 as computed from logged');
    const applied = await apply(
      [],
      { kind: 'insert', row: -1 },
      set(-1, 0, '9'),
      set(-1, 1, 'abc'),
    );
    assert.deepEqual(applied, { kind: 'made', returned: new Map([[-1, ['9', 'ABC']]]) });
  });

  it('finds a row by a key of several columns with hostile names', async () => {
    const { apply, table } = await edit('select value, "B ""q"" b", a from pairs order by value');
    assert.deepEqual(table.key, [2, 1]);
    assert.equal((await apply([], set(0, 0, '11'), set(0, 1, "p'q"))).kind, 'made');
    assert.deepEqual(await rowsOf(url, 'select * from pairs order by value'), [
      ['1', "p'q", '11'],
      ['1', 'z', '20'],
    ]);
  });

  it('takes a deferred constraint at its word: what it refuses at the commit is not kept', async () => {
    const { apply } = await edit('select * from children');
    const said = await failureOf(apply([], set(0, 1, '99')));
    assert.match(said, /violates foreign key constraint/);
    assert.deepEqual(await rowsOf(url, 'select * from children'), [['1', '1']]);
    assert.equal(database.transaction, 'none');
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
      assert.match(await failureOf(apply([], set(2, place(column), text))), expected);
    }
    assert.equal(database.transaction, 'none');
  });

  it('changes a row through a view of a view, and one of a partitioned table', async () => {
    const view = await edit('select * from seen_again order by number');
    assert.deepEqual(view.table.key, [1]);
    assert.equal((await view.apply([], set(0, 0, 'through'))).kind, 'made');
    assert.deepEqual(await rowsOf(url, 'select label from things where id = 1'), [['through']]);
    const parted = await edit('select * from measures');
    assert.equal((await parted.apply([], set(0, 2, '6'))).kind, 'made');
    assert.deepEqual(await rowsOf(url, 'select value from measures_26'), [['6']]);
  });

  it('tells the rows of a table without primary key by a unique constraint', async () => {
    const { apply } = await edit('select n, code from named order by code');
    assert.equal((await apply([], set(1, 0, '22'))).kind, 'made');
    assert.deepEqual(await rowsOf(url, "select n from named where code = 'b'"), [['22']]);
  });

  it('runs as the role of the result, whose policies decide', async () => {
    const { table, apply } = await edit('select * from owned order by id', 'anon');
    const locks = table.columns.map(({ locked }) => locked && plain(locked));
    assert.deepEqual(locks, [
      'id cannot be changed by anon.',
      'owner cannot be changed by anon.',
      undefined,
    ]);
    assert.ok(!table.canInsert && !table.canDelete);
    assert.equal((await apply(asAnon, set(0, 2, 'new'))).kind, 'made');
    const said = await conflictIn(apply(asAnon, set(1, 2, 'new')));
    assert.equal(
      said,
      'Row (id = 2) can be seen but not changed: a policy or a trigger keeps it. Nothing was changed.',
    );
    assert.deepEqual(await rowsOf(url, 'select body from owned order by id'), [
      ['new'],
      ['theirs'],
    ]);
  });

  it('leaves the transaction of the person open, with or without the changes', async () => {
    await database.query('begin', [], never);
    await database.query('insert into parents values (50)', [], never);
    const { apply } = await edit('select * from parents order by id');
    assert.equal((await apply([], set(0, 0, '60'))).kind, 'made');
    assert.match(await failureOf(apply([], set(1, 0, 'x'))), /invalid input syntax/);
    assert.equal(database.transaction, 'open');
    const inside = await database.query('select id from parents order by id', [], never);
    assert.deepEqual(inside, [['50'], ['60']]);
    await database.query('rollback', [], never);
    assert.deepEqual(await rowsOf(url, 'select id from parents'), [['1']]);
  });

  it('says which columns the database alone gives, and what they may hold', async () => {
    const { table } = await edit('select id, gen, feeling, yes, id as again from things');
    const facts = table.columns.map(({ locked, choices }) => [locked && plain(locked), choices]);
    assert.deepEqual(facts, [
      [undefined, undefined],
      ['gen is generated from other columns.', undefined],
      [undefined, ['sad', 'it\'s "ok"']],
      [undefined, ['t', 'f']],
      ['id is shown twice. Change the first one.', undefined],
    ]);
    const identity = await edit('select * from identities');
    assert.equal(
      plain(columnAt(identity.table, 0)?.locked ?? assert.fail()),
      'id is an identity that the database alone gives.',
    );
    const applied = await identity.apply([], { kind: 'insert', row: -1 });
    assert.deepEqual(applied, { kind: 'made', returned: new Map([[-1, ['1', 'none']]]) });
  });

  const refused: readonly [string, string, string?][] = [
    ['select 1 as id', 'The result shows no columns of a table.'],
    [
      'select label from things',
      'The result lacks id, without which a row of public.things cannot be told from the others.',
    ],
    [
      'select a, value from pairs',
      'The result lacks a, B "q" b, without which a row of public.pairs cannot be told from the others.',
    ],
    [
      'select * from keyless',
      'public.keyless has no primary key, so its rows cannot be told apart.',
    ],
    [
      'select o.id, p.id from owned o, parents p',
      'The result is of several tables. Query one of them to change its rows.',
    ],
    ['select * from logged', 'public.logged cannot be changed by anon.', 'anon'],
  ];
  for (const [sql, why, role] of refused) {
    it(`says why it cannot change the rows of "${sql}"`, async () => {
      assert.equal(await failureOf(edit(sql, role)), why);
    });
  }

  it('runs nothing of others between its statements', async () => {
    const { apply } = await edit('select * from owned order by id');
    const applied = apply([], set(0, 2, 'again'), set(1, 2, 'again'));
    const counted = database.query('select txid_current_if_assigned()', [], never);
    assert.equal((await applied).kind, 'made');
    assert.deepEqual(await counted, [[null]]);
  });
});
