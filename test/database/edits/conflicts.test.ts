import assert from 'node:assert/strict';
import { conflictIn, set, withTables } from './editing';

const schema = `
create table things (id int primary key, label text, price numeric(8,2), doc json, span interval);
insert into things values (1, 'one', 1.10, '{"a": 1.0}', '1 mon');
create table logged (id int primary key, name text);
create function shout() returns trigger language plpgsql as $$ begin new.name := upper(new.name); return new; end $$;
create trigger shout before insert or update on logged for each row execute function shout();
`;

describe('rows that somebody else has changed in the meantime', function () {
  this.timeout(60_000);
  const { edit, elsewhere } = withTables(schema);

  const meantime: readonly [
    column: string,
    text: string,
    other: string,
    from: string,
    to: string,
  ][] = [
    ['label', 'x', "'other'", "'one'", "'other'"],
    ['doc', '1', `'{"c":1}'`, `'{"a": 1.0}'`, `'{"c":1}'`],
    ['span', '1 day', "'30 days'", "'1 mon'", "'30 days'"],
    ['price', '1', 'null', "'1.10'", 'NULL'],
  ];
  for (const [column, text, other, from, to] of meantime) {
    it(`changes nothing where somebody changed ${column} in the meantime`, async () => {
      const { place, apply } = await edit(`select id, ${column} from things where id = 1`);
      await elsewhere(`update things set ${column} = ${other} where id = 1`);
      assert.equal(
        await conflictIn(apply([], set(0, place(column), text))),
        `Row (id = 1): somebody changed ${column} from ${from} to ${to} in the meantime. Nothing was changed.`,
      );
    });
  }

  it('rolls everything back where the last of several rows was deleted in the meantime', async () => {
    await elsewhere("insert into logged values (1, 'a'), (2, 'b')");
    const { apply } = await edit('select * from logged order by id');
    await elsewhere('delete from logged where id = 2');
    const said = await conflictIn(apply([], set(0, 1, 'changed'), set(1, 1, 'changed')));
    assert.equal(
      said,
      'Row (id = 2) is not there any more, or a policy hides it. Nothing was changed.',
    );
    assert.deepEqual(await elsewhere('select * from logged'), [['1', 'A']]);
  });

  it('deletes a row only as it was seen', async () => {
    const { apply } = await edit('select * from logged');
    await elsewhere("update logged set name = 'new' where id = 1");
    assert.match(await conflictIn(apply([], { kind: 'delete', row: 0 })), /somebody changed name/);
    const again = await edit('select * from logged');
    assert.equal((await again.apply([], { kind: 'delete', row: 0 })).kind, 'made');
    assert.deepEqual(await elsewhere('select * from logged'), []);
  });
});
