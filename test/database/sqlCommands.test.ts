// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import type { HistoryEntry } from '../../src/core/history';
import type { SafetyMode } from '../../src/core/model';
import type { History } from '../../src/core/ports';
import { compareRoles } from '../../src/vscode/commands/compareRoles';
import { explainStatement } from '../../src/vscode/commands/explain';
import { searchHistory } from '../../src/vscode/commands/history';
import { runFile, runStatement } from '../../src/vscode/commands/runStatement';
import { poll } from '../e2e/poll';
import { type Sandbox, start } from '../sandbox';
import { setEditor } from '../unit/fakeVscode';
import { failureOf } from './keeping';
import { rows } from './rows';
import { editorAt, editorWith, shop, sqlServices } from './sqlServices';

describe('commands that run SQL', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let url: string;

  before(async () => {
    sandbox = await start();
    url = await sandbox.database();
    const { services } = await sqlServices(url, shop());
    setEditor({ textEditor: editorAt('create table notes as select generate_series(1, 3) as id') });
    await runStatement(services, undefined);
    services.sessions.dispose();
  });
  after(() => sandbox?.stop());

  async function prepared(text: string, before = text, mode: SafetyMode = 'free', own = {}) {
    const made = await sqlServices(url, shop(mode));
    const shown = setEditor({ textEditor: editorAt(text, before), own });
    return { ...made, shown };
  }

  async function kept(history: History): Promise<HistoryEntry> {
    await poll('the history', async () => (await history.read()).length > 0);
    const [entry] = await history.read();
    return entry ?? assert.fail();
  }

  const ids = () => rows(url, 'select id from notes order by id');

  describe('keep in the history', () => {
    it('what was run, with its role, its rows and how long it took', async () => {
      const { services, history, outcomes } = await prepared('select * from notes');
      await runStatement(services, undefined);
      const { milliseconds, at, ...entry } = await kept(history);
      assert.deepEqual(entry, {
        text: 'select * from notes',
        isMasked: false,
        projectId: 'user:shop',
        project: 'Shop',
        role: new URL(url).username,
        outcome: 'done',
        rows: 3,
      });
      assert.ok(milliseconds >= 0 && Date.parse(at) > 0);
      assert.deepEqual(outcomes, ['complete: 3']);
      services.sessions.dispose();
    });

    it('what failed, and nothing that was never sent', async () => {
      const { services, history } = await prepared('select nmae from notes');
      await runStatement(services, undefined);
      assert.equal((await kept(history)).outcome, 'failed');
      const refused = await prepared('delete from notes', undefined, 'read-only');
      await runStatement(refused.services, undefined);
      assert.match(refused.outcomes.join(), /read-only/);
      assert.deepEqual(await refused.history.read(), []);
      for (const one of [services, refused.services]) one.sessions.dispose();
    });

    it('what was explained, which cannot change anything when it runs again', async () => {
      const { services, history, pages } = await prepared('select * from notes');
      await explainStatement(services, undefined, false);
      const entry = await kept(history);
      assert.equal(entry.text, 'explain select * from notes');
      const offered = setEditor({ taken: [[`$(check) ${entry.text}`]] });
      await failureOf(searchHistory(services));
      assert.match(offered.join('\n'), /Run again on "Shop"/);
      assert.match(pages[0]?.text ?? '', /notes/);
      services.sessions.dispose();
    });

    it('what was explained by running it, as something that was rolled back', async () => {
      const { services, history } = await prepared('explain delete from notes where id = 1');
      await explainStatement(services, undefined, true);
      const entry = await kept(history);
      assert.equal(entry.text, 'explain analyze delete from notes where id = 1');
      assert.equal(entry.rolledBack, true);
      // To run it again would not roll it back.
      const offered = setEditor({ taken: [[`$(check) ${entry.text}`]] });
      assert.equal((await failureOf(searchHistory(services))).reason, 'cancelled');
      assert.match(offered.join('\n'), /Insert at the cursor/);
      assert.doesNotMatch(offered.join('\n'), /Run again/);
      assert.deepEqual(await ids(), [['1'], ['2'], ['3']]);
      services.sessions.dispose();
    });

    it('what was compared, with its roles', async () => {
      const { services, history } = await prepared('select current_user');
      const own = new URL(url).username;
      setEditor({
        textEditor: editorAt('select current_user'),
        taken: [['anon', own]],
      });
      await compareRoles(services, undefined);
      const entry = await kept(history);
      assert.deepEqual(
        [entry.text, entry.role.split(', ').sort()],
        ['select current_user', ['anon', own].sort()],
      );
      services.sessions.dispose();
    });

    it('nothing where the person wants none', async () => {
      const { services, history, outcomes } = await prepared('select 1', undefined, 'free', {
        'sql.history': false,
      });
      await runStatement(services, undefined);
      assert.deepEqual(outcomes, ['complete: 1']);
      assert.deepEqual(await history.read(), []);
      services.sessions.dispose();
    });
  });

  it('say before a change is explained that it is rolled back', async () => {
    const { services, shown } = await prepared('delete from notes', undefined, 'confirm');
    const failure = await failureOf(explainStatement(services, undefined, true));
    assert.equal(failure.reason, 'cancelled');
    const said = shown.join('\n');
    assert.match(said, /Deletes every row of notes.*\n?.*rolled back: nothing of it is kept/s);
    services.sessions.dispose();
  });

  it('leave nothing of a change that was explained, once it is confirmed', async () => {
    const { services, pages } = await prepared('delete from notes', undefined, 'confirm');
    setEditor({ textEditor: editorAt('delete from notes'), pressed: ['Run'] });
    await explainStatement(services, undefined, true);
    assert.match(pages[0]?.text ?? '', /Delete/);
    assert.deepEqual(await ids(), [['1'], ['2'], ['3']]);
    services.sessions.dispose();
  });

  it('end a statement whose time is over, and say which setting gave it', async () => {
    const { services, outcomes } = await prepared('select pg_sleep(60)', undefined, 'free', {
      'sql.statementTimeoutSeconds': 0.2,
    });
    await runStatement(services, undefined);
    assert.match(outcomes.join(), /cancelled after 0.2 s.*powabase.sql.statementTimeoutSeconds/);
    services.sessions.dispose();
  });

  it('can be cancelled while they connect', async () => {
    const { services, outcomes, history } = await sqlServices(url, shop(), true);
    setEditor({ textEditor: editorAt('select 1') });
    await runStatement(services, undefined);
    assert.deepEqual(outcomes, ['Cancelled']);
    assert.deepEqual(await history.read(), []);
    services.sessions.dispose();
  });

  const script = 'select 1;\n\\connect other\ncopy notes from stdin;\n7\n\\.\nselect 2;\n';
  const psql = /"\\connect other" is a command of psql, not SQL\. Run it there\./;

  it('name a command of psql under the cursor', async () => {
    const { services } = await prepared(script, '\\connect');
    assert.match((await failureOf(runStatement(services, undefined))).message, psql);
    services.sessions.dispose();
  });

  it('run nothing of a script or a selection with a command of psql in it', async () => {
    const { services, outcomes } = await prepared(script);
    assert.match((await failureOf(runFile(services))).message, psql);
    setEditor({ textEditor: editorWith(script.slice(0, 30)) });
    assert.match((await failureOf(runStatement(services, undefined))).message, psql);
    assert.deepEqual(outcomes, []);
    services.sessions.dispose();
  });

  it('take the data of a COPY for no statement, and what follows it for one', async () => {
    const { services, outcomes } = await prepared(script, '7\n');
    const failure = await failureOf(runStatement(services, undefined));
    assert.match(failure.message, /data of the COPY above it/);
    setEditor({ textEditor: editorAt(script, 'select 2') });
    await runStatement(services, undefined);
    assert.deepEqual(outcomes, ['complete: 1']);
    services.sessions.dispose();
  });

  it('say of a COPY from stdin what does its work', async () => {
    const { services, outcomes } = await prepared(script, 'copy notes');
    await runStatement(services, undefined);
    assert.match(outcomes.join(), /^COPY FROM STDIN needs a file\. Powabase: Import CSV/);
    services.sessions.dispose();
  });

  it('end a script with the statement that is cancelled, also where that is done by then', async () => {
    const { services, outcomes, shown } = await prepared('select 1;\nselect 2;\nselect 3;');
    const { begin } = services.results;
    services.results.begin = (heading, actions, beside) => {
      const run = begin(heading, actions, beside);
      const finish: typeof run.finish = (...how) => {
        run.finish(...how);
        actions.cancel();
      };
      return { ...run, finish };
    };
    await runFile(services);
    assert.deepEqual(outcomes, ['complete: 1']);
    assert.match(shown.join(), /Cancelled at statement 1 of 3\. Those after it were not run\./);
    services.sessions.dispose();
  });

  it('run what holds a string of ten million characters, and quote little of one that is open', async () => {
    const text = 'x'.repeat(10_000_000);
    const { services, outcomes } = await prepared(`select length('${text}')`);
    await runStatement(services, undefined);
    assert.deepEqual(outcomes.splice(0), ['complete: 1']);
    setEditor({ textEditor: editorAt(`select '${text}`) });
    await runStatement(services, undefined);
    assert.match(outcomes.join(), /^unterminated quoted string at or near "'x{9000,10000}…$/);
    services.sessions.dispose();
  });

  it('say what is wrong with a NUL character', async () => {
    const { services, outcomes } = await prepared("select 'a\0b'");
    await runStatement(services, undefined);
    assert.match(outcomes.join(), /holds a NUL character/);
    services.sessions.dispose();
  });

  it('offer to roll back the transaction in which a statement failed, and do so', async () => {
    const { services, outcomes, offers, retries } = await prepared('begin; select 1/0; select 2;');
    await runFile(services);
    assert.deepEqual(outcomes, ['BEGIN', 'division by zero']);
    const [offer] = offers;
    assert.equal(offer?.label, 'Roll Back Transaction');
    offer?.run();
    await poll('the rollback', async () => outcomes.at(-1) === 'ROLLBACK');
    offers.length = 0;
    setEditor({ textEditor: editorAt('select 1/0') });
    await runStatement(services, undefined);
    assert.deepEqual(offers, []);
    // In the transaction that had failed it would have failed again.
    assert.deepEqual(retries, [false, true]);
    services.sessions.dispose();
  });

  it('keep the rows that arrived before a statement failed', async () => {
    const { services, outcomes, offers } = await prepared(
      'select n, 1 / (50000 - n) from generate_series(1, 60000) as n',
    );
    await runStatement(services, undefined);
    assert.deepEqual(outcomes, ['division by zero']);
    const [offer] = offers;
    const arrived = Number(
      /^Show Rows That Arrived \((.*)\)$/.exec(offer?.label ?? '')?.[1]?.replaceAll(',', ''),
    );
    assert.ok(arrived > 0 && arrived < 50_000, offer?.label);
    offer?.run();
    assert.equal(outcomes.at(-1), `broken: ${arrived}`);
    services.sessions.dispose();
  });
});
