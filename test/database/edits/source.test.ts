// First: what is imported after it gets this `vscode`.
import '../../unit/fakeVscode';
import assert from 'node:assert/strict';
import { type Change, emptyLog, rowEdits, withStep } from '../../../src/core/edits/changes';
import { plain } from '../../../src/core/errors';
import type { Project } from '../../../src/core/model';
import { unpackRows } from '../../../src/core/packedRows';
import type { ResultColumn, Row } from '../../../src/core/ports';
import type { Actor } from '../../../src/core/roles';
import { editSourceOf } from '../../../src/vscode/edits/editSource';
import { poll } from '../../e2e/poll';
import { type Sandbox, start } from '../../sandbox';
import { Uri } from '../../unit/fakeTypes';
import { setEditor } from '../../unit/fakeVscode';
import { failureOf, never } from '../keeping';
import { rows as rowsOf } from '../rows';
import { shop, sqlServices } from '../sqlServices';

describe('the rows of a statement', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: string;
  const open: { dispose(): void }[] = [];

  before(async () => {
    sandbox = await start();
    url = await sandbox.database();
  });
  beforeEach(() =>
    rowsOf(
      url,
      `drop table if exists fruit;
       create table fruit (id int primary key, name text);
       insert into fruit values (1, 'apple'), (2, 'pear');
       revoke all on fruit from anon; grant select, update (name) on fruit to anon`,
    ),
  );
  afterEach(() => {
    for (const session of open.splice(0)) session.dispose();
  });
  after(() => sandbox?.stop());

  async function source(text: string, project: Project = shop(), actor?: Actor) {
    const { services, history } = await sqlServices(url, project);
    open.push(services.sessions);
    const session = new Uri('/fruit.sql') as never;
    const found: Row[] = [];
    let columns: readonly ResultColumn[] = [];
    const database = await services.sessions.forDocument(session, project, never);
    await database.run(
      text,
      {
        columns: (given) => {
          columns = given;
        },
        rows: async (batch) => {
          found.push(...unpackRows(batch));
          return 'more';
        },
      },
      never,
    );
    const statement = { text, start: 0, end: text.length };
    const made = editSourceOf(services, {
      project,
      statement,
      session,
      ...(actor ? { actor } : {}),
    });
    return {
      ...made,
      database,
      history,
      table: () => made.readTable(columns),
      async rename(name: string) {
        const column = columns.findIndex((known) => known.name === 'name');
        const change: Change = { kind: 'set', row: 0, column, value: { kind: 'text', text: name } };
        const edits = rowEdits(withStep(emptyLog, [change]), new Map(found.entries()));
        return made.apply(await made.readTable(columns), edits, never);
      },
    };
  }

  const names = () => rowsOf(url, 'select name from fruit order by id');
  const all = 'select id, name from fruit order by id';
  const production: Project = { ...shop('confirm'), environment: 'production' };
  const anon: Actor = { role: 'anon', claims: {} };

  it('cannot be changed in a project that is read-only', async () => {
    const { table } = await source(all, shop('read-only'));
    const { reason, sentence, detail } = await failureOf(table());
    assert.equal(reason, 'readOnly');
    assert.equal(plain(sentence), '"Shop" is read-only.');
    assert.match(plain(detail.hint ?? sentence), /Set Safety Mode/);
  });

  it('cannot be changed where a table is read twice, for a value may be of either row', async () => {
    const { table } = await source('select a.id, b.name from fruit a join fruit b on a.id < b.id');
    assert.equal(
      (await failureOf(table())).message,
      'The query reads public.fruit more than once, so it is not sure which row a value is of.',
    );
  });

  it('cannot be changed in a transaction that has failed', async () => {
    const { table, database } = await source(all);
    await database.query('begin', [], never);
    await failureOf(database.query('select nothing', [], never));
    assert.match((await failureOf(table())).message, /has failed. Roll it back first/);
  });

  it('are changed once the person has said yes, where changes are confirmed', async () => {
    const { rename } = await source(all, production);
    const shown = setEditor({ pressed: ['Cancel'] });
    assert.equal((await failureOf(rename('fig'))).reason, 'cancelled');
    assert.match(shown.join(), /Writes to public.fruit \(UPDATE\)\./);
    assert.deepEqual(await names(), [['apple'], ['pear']]);
    setEditor({ pressed: ['Run'] });
    assert.equal((await rename('fig')).kind, 'made');
    assert.deepEqual(await names(), [['fig'], ['pear']]);
  });

  it('are changed as the role of their statement, and in no transaction of the person', async () => {
    const { rename, database, history } = await source(all, shop(), anon);
    setEditor();
    assert.equal((await rename('of anon')).kind, 'made');
    assert.deepEqual(await names(), [['of anon'], ['pear']]);
    assert.deepEqual(await database.query('select current_user = $1', [database.user], never), [
      ['t'],
    ]);
    await poll('the history', async () => (await history.read()).length > 0);
    const [entry] = await history.read();
    assert.match(entry?.text ?? '', /update public.fruit\nset name = 'of anon'\nwhere id = 1/);
    assert.equal(entry?.role, 'anon');
    await database.query('begin', [], never);
    assert.match((await failureOf(rename('x'))).message, /needs one of its own/);
  });

  it('are changed within the transaction of the person, which stays theirs', async () => {
    const { rename, database, isInTransaction } = await source(all);
    setEditor();
    await database.query('begin', [], never);
    assert.equal((await rename('inside')).kind, 'made');
    assert.ok(isInTransaction());
    assert.deepEqual(await names(), [['apple'], ['pear']]);
    await database.query('commit', [], never);
    assert.deepEqual(await names(), [['inside'], ['pear']]);
  });
});
