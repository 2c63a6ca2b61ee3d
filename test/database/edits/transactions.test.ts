import assert from 'node:assert/strict';
import { failureOf, never } from '../keeping';
import { set, withTables } from './editing';

const schema = `
create table owned (id int primary key, body text);
insert into owned values (1, 'mine'), (2, 'theirs');
create table parents (id int primary key);
create table children (id int primary key, parent int references parents deferrable initially deferred);
insert into parents values (1); insert into children values (1, 1);
`;

describe('the transaction that makes the changes of a result', function () {
  this.timeout(60_000);
  const { database, edit, elsewhere } = withTables(schema);

  it('takes a deferred constraint at its word: what it refuses at the commit is not kept', async () => {
    const { apply } = await edit('select * from children');
    const said = (await failureOf(apply([], set(0, 1, '99')))).message;
    assert.match(said, /violates foreign key constraint/);
    assert.deepEqual(await elsewhere('select * from children'), [['1', '1']]);
    assert.equal(database().transaction, 'none');
  });

  it('leaves the transaction of the person open, with or without the changes', async () => {
    await database().query('begin', [], never);
    await database().query('insert into parents values (50)', [], never);
    const { apply } = await edit('select * from parents order by id');
    assert.equal((await apply([], set(0, 0, '60'))).kind, 'made');
    assert.match((await failureOf(apply([], set(1, 0, 'x')))).message, /invalid input syntax/);
    assert.equal(database().transaction, 'open');
    const inside = await database().query('select id from parents order by id', [], never);
    assert.deepEqual(inside, [['50'], ['60']]);
    await database().query('rollback', [], never);
    assert.deepEqual(await elsewhere('select id from parents'), [['1']]);
  });

  it('runs nothing of others between its statements', async () => {
    const { apply } = await edit('select * from owned order by id');
    const applied = apply([], set(0, 1, 'again'), set(1, 1, 'again'));
    const counted = database().query('select txid_current_if_assigned()', [], never);
    assert.equal((await applied).kind, 'made');
    assert.deepEqual(await counted, [[null]]);
  });
});
