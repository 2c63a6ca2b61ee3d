import assert from 'node:assert/strict';
import { columnAt } from '../../../src/core/edits/table';
import { plain } from '../../../src/core/errors';
import type { Setting } from '../../../src/core/ports';
import { failureOf } from '../keeping';
import { conflictIn, set, withTables } from './editing';

const schema = `
create type mood as enum ('sad', 'it''s "ok"');
create table things (id int primary key, label text, price numeric, feeling mood, yes bool,
  gen int generated always as (id * 2) stored);
insert into things (id, label) values (1, 'one'), (2, 'two'), (3, 'three');
create table pairs (a int, "B ""q"" b" text, value int, unique (value), primary key (a, "B ""q"" b"));
insert into pairs values (1, 'x''y', 10), (1, 'z', 20);
create table keyless (n int); insert into keyless values (1);
create table named (code text not null, n int, constraint named_code unique (code) deferrable initially deferred);
insert into named values ('a', 1), ('b', 2);
create table logged (id int primary key, name text);
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
create table identities (id int generated always as identity primary key, name text not null default 'none');
`;

const asAnon: readonly Setting[] = [['role', 'anon']];

describe('the table behind a result', function () {
  this.timeout(60_000);
  const { edit, elsewhere } = withTables(schema);

  it('finds a row by a key of several columns with hostile names', async () => {
    const { apply, table } = await edit('select value, "B ""q"" b", a from pairs order by value');
    assert.deepEqual(table.key, [2, 1]);
    assert.equal((await apply([], set(0, 0, '11'), set(0, 1, "p'q"))).kind, 'made');
    assert.deepEqual(await elsewhere('select * from pairs order by value'), [
      ['1', "p'q", '11'],
      ['1', 'z', '20'],
    ]);
  });

  it('changes a row through a view of a view, and one of a partitioned table', async () => {
    const view = await edit('select * from seen_again order by number');
    assert.deepEqual(view.table.key, [1]);
    assert.equal((await view.apply([], set(0, 0, 'through'))).kind, 'made');
    assert.deepEqual(await elsewhere('select label from things where id = 1'), [['through']]);
    const parted = await edit('select * from measures');
    assert.equal((await parted.apply([], set(0, 2, '6'))).kind, 'made');
    assert.deepEqual(await elsewhere('select value from measures_26'), [['6']]);
  });

  it('tells the rows of a table without primary key by a unique constraint', async () => {
    const { apply } = await edit('select n, code from named order by code');
    assert.equal((await apply([], set(1, 0, '22'))).kind, 'made');
    assert.deepEqual(await elsewhere("select n from named where code = 'b'"), [['22']]);
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
      'select o.id, l.id from owned o, logged l',
      'The result is of several tables. Query one of them to change its rows.',
    ],
    ['select * from logged', 'public.logged cannot be changed by anon.', 'anon'],
  ];
  for (const [sql, why, role] of refused) {
    it(`says why it cannot change the rows of "${sql}"`, async () => {
      assert.equal((await failureOf(edit(sql, role))).message, why);
    });
  }

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
    assert.deepEqual(await elsewhere('select body from owned order by id'), [['new'], ['theirs']]);
  });
});
