import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyEntry } from '../../src/core/history';
import { openHistory } from '../../src/node/history';

const run = (text: string) =>
  historyEntry({
    text,
    projectId: 'user:1',
    project: 'Shop',
    role: 'anon',
    outcome: 'done',
    milliseconds: 3,
    rows: 2,
    at: '2026-01-02T03:04:05.000Z',
  });

describe('an entry of the history', () => {
  const secrets: readonly [string, string][] = [
    ["alter role x password 'hunter2'", 'hunter2'],
    ["create user x with encrypted PASSWORD E'hunt''er2' login", "hunt''er2"],
    ['alter role x password $p$hunter2$p$', 'hunter2'],
    ["select dblink('host=x password=hunter2')", 'hunter2'],
    ["select * from t where key = 'sb_secret_abcdefghijklmnopqrstuv_12345678'", 'abcdefghij'],
  ];
  for (const [text, secret] of secrets) {
    it(`holds no secret: ${text}`, () => {
      const entry = run(text);
      assert.ok(!JSON.stringify(entry).includes(secret), entry.text);
      assert.equal(entry.isMasked, true);
    });
  }

  it('holds no secret that is known, whatever its shape', () => {
    const { text } = historyEntry({ ...run("select 'plum pudding'") }, ['plum pudding']);
    assert.equal(text, "select '••••'");
  });

  it('is the statement as it was where it holds none', () => {
    const text = "select 'grüße 😀'\n  from password_resets";
    assert.equal(run(text).text, text);
    assert.equal(run(text).isMasked, false);
  });

  it('is bounded, and then does not run again', () => {
    const entry = run(`select '${'a b '.repeat(100_000)}'`);
    assert.ok(entry.text.length <= 20_000);
    assert.equal(entry.isMasked, true);
  });
});

describe('the history file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'powabase-history-')), 'made', 'by it');
  });
  afterEach(() => rm(join(folder, '../..'), { recursive: true }));

  const path = () => join(folder, 'history.jsonl');

  it('gives the newest first, in another window too, and nothing once it is cleared', async () => {
    const history = openHistory(folder);
    assert.deepEqual(await history.read(), []);
    await history.append(run('select 1'));
    await openHistory(folder).append(run('select 2'));
    assert.deepEqual(
      (await history.read()).map(({ text }) => text),
      ['select 2', 'select 1'],
    );
    await history.clear();
    await history.clear();
    assert.deepEqual(await history.read(), []);
  });

  it('can be read by nobody else', async function () {
    if (process.platform === 'win32') this.skip();
    await openHistory(folder).append(run('select 1'));
    assert.equal((await stat(path())).mode & 0o077, 0);
  });

  it('gives at most 500, and stays small', async function () {
    this.timeout(60_000);
    const history = openHistory(folder);
    const long = 'x'.repeat(9).concat(' ').repeat(1_900);
    for (let n = 0; n < 600; n++) await history.append(run(`select ${n}, '${long}'`));
    const entries = await history.read();
    assert.ok(entries.length <= 500 && entries.length >= 100, String(entries.length));
    assert.match(entries[0]?.text ?? '', /^select 599,/);
    assert.ok((await stat(path())).size < 5_000_000);
  });

  it('goes on behind a line that was cut off', async () => {
    const history = openHistory(folder);
    await history.append(run('select 1'));
    await appendFile(path(), '{"text":"sel\n');
    await history.append(run('select 2'));
    assert.equal((await history.read()).length, 2);
    assert.match(await readFile(path(), 'utf8'), /sel\n/);
  });
});
