// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Project } from '../../src/core/model';
import type { Database, Row } from '../../src/core/ports';
import { createFile } from '../../src/node/files';
import { runOne } from '../../src/vscode/commands/runStatement';
import {
  copySelection,
  exportResult,
  type ResultRows,
} from '../../src/vscode/panels/resultActions';
import type { Services } from '../../src/vscode/services';
import { classifyStatement } from '../sqlParser';
import { setEditor } from '../unit/fakeVscode';
import { failureOf, never } from './keeping';
import { withDatabase } from './withDatabase';

/** `count` rows of a number and a text that begins as a formula. */
function rowsOf(count: number, more: Partial<ResultRows> = {}): ResultRows {
  return {
    columns: [
      { name: 'n', type: 'int8' },
      { name: 'text', type: 'text' },
    ],
    rowCount: count,
    size: 0,
    text: 'select * from sums',
    window: async (offset, wanted) =>
      Array.from({ length: Math.min(wanted, count - offset) }, (_, at): Row => {
        return [String(offset + at), `=${offset + at}`];
      }),
    ...more,
  };
}

const cells = (first: number, last: number, columns: readonly number[]) => ({
  rows: [{ first, last }],
  columns,
});

describe('a copy of a result', () => {
  const copied = () => vscode.env.clipboard.readText();
  const copy = (...given: Parameters<typeof copySelection>) => copySelection(...given);
  beforeEach(() => vscode.env.clipboard.writeText('before'));

  for (const [name, selection, taken, text] of [
    ['one cell as it is', cells(3, 3, [1]), undefined, '=3'],
    ['several as TSV', cells(3, 4, [0, 1]), undefined, '3\t=3\n4\t=4\n'],
    ['in the chosen form', cells(3, 4, [0]), 'JSON', '[\n{"n":3},\n{"n":4}\n]\n'],
    ['a single cell in the chosen form', cells(3, 3, [1]), 'SQL IN List', "('=3')\n"],
  ] as const) {
    it(`is ${name}`, async () => {
      setEditor({ taken: taken === undefined ? [] : [[taken]] });
      assert.equal(await copy(rowsOf(10), selection, taken ? 'choose' : 'plain'), true);
      assert.equal(await copied(), text);
    });
  }

  it('leaves the clipboard alone where no form was chosen', async () => {
    setEditor();
    assert.equal(await copy(rowsOf(10), cells(0, 9, [0]), 'choose'), false);
    assert.equal(await copied(), 'before');
  });

  it('says that it is too much for the clipboard, and leaves that alone', async () => {
    const long = 'x'.repeat(1_000_000);
    const window = async (_: number, count: number) => Array.from({ length: count }, () => [long]);
    const failure = await failureOf(copy(rowsOf(100, { window }), cells(0, 99, [0]), 'plain'));
    assert.match(failure.message, /Use Export Result/);
    assert.equal(await copied(), 'before');
  });
});

describe('an export', function () {
  this.timeout(60_000);
  let database: Database;
  let folder: string;
  let path: string;
  withDatabase((ownDatabase) => {
    database = ownDatabase;
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-export-'));
    path = join(folder, 'rows.csv');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const world = { createFile, classifyStatement };
  const left = () => readdir(folder);
  const cancelAtOnce = (_: unknown, cancel: () => void) => cancel();

  it('writes every row, and says where', async () => {
    const shown = setEditor({ chosenFile: path, taken: [['CSV']] });
    await exportResult(world, rowsOf(5_000), [0, 1]);
    const lines = Array.from({ length: 5_000 }, (_, at) => `${at},=${at}\n`);
    assert.equal(await readFile(path, 'utf8'), `n,text\n${lines.join('')}`);
    assert.equal(shown.at(-1), `Written to ${path}.`);
    assert.deepEqual(await left(), ['rows.csv']);
  });

  for (const [choice, text] of [
    ['The visible columns (1)', 'text\n=0\n=1\n'],
    ['All columns (2)', 'n,text\n0,=0\n1,=1\n'],
  ] as const) {
    it(`has ${choice.toLowerCase()} where one is hidden and that is wanted`, async () => {
      setEditor({ chosenFile: path, taken: [[choice], ['CSV']] });
      await exportResult(world, rowsOf(2), [1]);
      assert.equal(await readFile(path, 'utf8'), text);
    });
  }

  it('that is cancelled half-way leaves the file that was there', async () => {
    await writeFile(path, 'the old one');
    setEditor({ chosenFile: path, taken: [['CSV']], onProgress: cancelAtOnce });
    const failure = await failureOf(exportResult(world, rowsOf(1_000_000), [0, 1]));
    assert.equal(failure.reason, 'cancelled');
    assert.equal(await readFile(path, 'utf8'), 'the old one');
    assert.deepEqual(await left(), ['rows.csv']);
  });

  it('whose rows cannot be read any more leaves nothing', async () => {
    setEditor({ chosenFile: path, taken: [['NDJSON']] });
    const window = async (offset: number, count: number) => {
      if (offset > 0) throw new Error('the disk is gone');
      return Array.from({ length: count }, () => ['1', '2']);
    };
    await assert.rejects(exportResult(world, rowsOf(5_000, { window }), [0, 1]), /disk is gone/);
    assert.deepEqual(await left(), []);
  });

  /** Runs a statement as a person types it; gives what the results view said of it. */
  async function run(text: string): Promise<{ succeeded: boolean; said: string[] }> {
    const said: string[] = [];
    const begun = {
      columns() {},
      rows: async () => 'more',
      runsAs() {},
      finish: () => said.push('rows'),
      done: (status: string) => said.push(status),
      fail: ({ sentence }: { sentence: string }) => said.push(sentence),
    };
    const services = {
      world,
      results: { begin: () => begun },
      sessions: { forDocument: async () => database, onDidRun: { fire() {} } },
      errors: { show() {} },
      log: { failure() {} },
    } as unknown as Services;
    const project: Project = {
      id: 'user:shop',
      name: 'Shop',
      provider: 'powabase',
      place: 'user',
      safety: 'free',
      credentials: {},
    };
    const statement = { text, start: 0, end: text.length };
    const session = vscode.Uri.file('/folder/notes.sql');
    const succeeded = await runOne(services, { project, statement, session });
    return { succeeded, said };
  }

  it('is what a COPY TO STDOUT that somebody types becomes', async () => {
    setEditor({ chosenFile: path });
    const sql = `-- all of them\ncopy (select n, 'a,' || n from generate_series(1, 3) as n) to stdout (format csv)`;
    assert.deepEqual(await run(sql), { succeeded: true, said: [`COPY 3 · ${path}`] });
    assert.equal(await readFile(path, 'utf8'), '1,"a,1"\n2,"a,2"\n3,"a,3"\n');
  });

  it('by COPY that is cancelled half-way leaves nothing, here and on the server', async () => {
    setEditor({ chosenFile: path, onProgress: cancelAtOnce });
    const sql = 'copy (select generate_series(1, 1000000000)) to stdout';
    assert.deepEqual(await run(sql), { succeeded: false, said: ['Cancelled.'] });
    assert.deepEqual(await left(), []);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('by COPY that fails half-way says why, and leaves nothing', async () => {
    setEditor({ chosenFile: path });
    const sql = 'copy (select 1 / (100000 - n) from generate_series(1, 200000) as n) to stdout';
    assert.deepEqual(await run(sql), { succeeded: false, said: ['division by zero'] });
    assert.deepEqual(await left(), []);
  });

  it('that no file was chosen for writes nothing', async () => {
    setEditor();
    assert.deepEqual(await run('copy (select 1) to stdout'), {
      succeeded: false,
      said: ['Cancelled.'],
    });
    assert.deepEqual(await left(), []);
  });
});
