// First: what is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Database, ResultColumn, RowSink, Spool } from '../../src/core/ports';
import { copyOf } from '../../src/core/sql/copy';
import { createFile } from '../../src/node/files';
import { openDatabase } from '../../src/node/postgres';
import { openSpool } from '../../src/node/spool';
import { arrangeRows } from '../../src/vscode/panels/arrangeResult';
import { exportResult, type ResultRows } from '../../src/vscode/panels/resultActions';
import { createResultRuns } from '../../src/vscode/panels/resultRuns';
import { debianPackages, ensureDebian } from '../hosts/debian';
import { inTurn, timed } from '../hosts/inTurn';
import { makeMillion, million, timePsql } from '../hosts/million';
import { type Row, row } from '../hosts/row';
import { start } from '../sandbox';
import { setEditor } from '../unit/fakeVscode';

export const peers = {
  'sql/stream-1m': 'the same cursor, its rows thrown away',
  'sql/stream-1m-psql': 'psql with FETCH_COUNT=2000, from its start to its end, into /dev/null',
  'sql/first-rows': 'the first batch of the same cursor',
  'sql/memory-1m': 'the aim of 64 MB',
  'sql/whole-driver': 'a query of pg that gives all rows as objects',
  'sql/export-csv-1m': 'psql with \\copy',
  'results/window-p95': 'the aim of 5 ms',
  'results/export-sorted-1m': 'the same rows as they were fetched, both in processor time',
};

const runs = 5;
/** Of what takes a millisecond. */
const shortRuns = 101;
const windows = 100;
const aimMegabytes = 64;
const aimMs = 5;
const never = new AbortController().signal;
const sql = million('bench');

/** A million rows through the connection, the spool and a file, in this process. */
export async function run(): Promise<readonly Row[]> {
  ensureDebian([debianPackages.psql]);
  const sandbox = await start();
  const folder = await mkdtemp(join(tmpdir(), 'powabase-bench-'));
  const url = await sandbox.database();
  const database = await openDatabase(url, never);
  try {
    await makeMillion(url);
    const stream = () => streamed(database);
    const drop = () => timed(() => database.run(sql, dropping, never));
    const psql = () => timePsql(url, ['-v', 'FETCH_COUNT=2000', '-o', '/dev/null', '-c', sql]);
    const grown = await growth(stream);
    const [ours, dropped, byPsql] = await inTurn(runs, stream, drop, psql);
    const [first, rawFirst] = await inTurn(
      shortRuns,
      () => firstRows(database, true),
      () => firstRows(database, false),
    );
    const file = join(folder, 'rows.csv');
    const [exported, copied] = await inTurn(
      runs,
      () => timed(() => exportCsv(database, file)),
      () => timePsql(url, ['-c', `\\copy (${sql}) to '${file}' with (format csv, header)`]),
    );
    const p95 = await timeWindows(database);
    const [sorted, unsorted] = await timeExports(database, file);
    const [whole = []] = await inTurn(runs, () => wholeDriver(url));
    return [
      row('sql/stream-1m', 'ms', ours ?? [], dropped, 1.5),
      row('sql/stream-1m-psql', 'ms', ours ?? [], byPsql, 1.2),
      row('sql/first-rows', 'ms', first ?? [], rawFirst, 1.5),
      row('sql/memory-1m', 'MB', [grown], [aimMegabytes], 1),
      row('sql/whole-driver', 'ms', ours ?? [], whole, 0.4),
      row('sql/export-csv-1m', 'ms', exported ?? [], copied, 1.15),
      row('results/window-p95', 'ms', p95, [aimMs], 1),
      row('results/export-sorted-1m', 'ms', sorted ?? [], unsorted, 2),
    ];
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
    await sandbox.stop();
  }
}

const dropping: RowSink = { columns: () => {}, rows: async () => 'more' };

function into(spool: Spool): RowSink {
  return {
    columns: () => {},
    async rows(batch) {
      await spool.append(batch);
      return 'more';
    },
  };
}

async function streamed(database: Database): Promise<number> {
  const spool = await openSpool();
  try {
    return await timed(() => database.run(sql, into(spool), never));
  } finally {
    await spool.close();
  }
}

/** Until the view has the first rows to show, or the first batch is here. */
async function firstRows(database: Database, shown: boolean): Promise<number> {
  let ready = Number.NaN;
  const began = performance.now();
  const tell = () => {
    ready ||= performance.now() - began;
  };
  const runs = createResultRuns(openSpool, {
    changed: (view) => {
      if (view.kind === 'rows') tell();
    },
    tabs: () => {},
    outgrew: async () => {},
  });
  const begun = runs.begin(
    { project: '', role: '', text: sql },
    { cancel() {}, retry() {} },
    false,
  );
  const sink: RowSink = {
    columns: begun.columns,
    async rows(batch) {
      if (shown) await begun.rows(batch);
      else tell();
      return 'enough';
    },
  };
  await database.run(sql, sink, never);
  begun.finish('capped', '');
  await runs.close();
  return ready;
}

/** How much more memory this process takes at most meanwhile, in MB. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const megabytes = () => process.memoryUsage.rss() / 1_000_000;
  const before = megabytes();
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, megabytes());
  }, 5);
  await work();
  clearInterval(watching);
  return peak - before;
}

async function exportCsv(database: Database, path: string): Promise<void> {
  const file = await createFile(path);
  await database.run(copyOf(sql, 'csv'), { ...dropping, data: file.write }, never);
  await file.finish();
}

/** Five times the 95th of a hundred windows of 100 rows, all over the result. */
async function timeWindows(database: Database): Promise<readonly number[]> {
  const spool = await openSpool();
  await database.run(sql, into(spool), never);
  const p95: number[] = [];
  for (let at = 0; at < runs; at++) {
    const times: number[] = [];
    for (let one = at * windows; one < (at + 1) * windows; one++) {
      // A step that shares no factor with the rows: the same places in every run.
      const offset = (one * 618_033_989) % (spool.rowCount - 100);
      times.push(await timed(() => spool.window(offset, 100)));
    }
    p95.push(times.toSorted((one, next) => one - next)[Math.floor(windows * 0.95)] ?? Number.NaN);
  }
  await spool.close();
  return p95;
}

/**
 * What the results view holds, as CSV: in the order of a column that scatters the rows, and as they were fetched. In
 * processor time, which is steady where a dozen passes over the file and the writing of another one meet a busy disk.
 */
async function timeExports(database: Database, path: string): Promise<number[][]> {
  const spool = await openSpool();
  let columns: readonly ResultColumn[] = [];
  const describing = (given: readonly ResultColumn[]) => {
    columns = given;
  };
  await database.run(sql, { ...into(spool), columns: describing }, never);
  const { rowCount, size, window, pick } = spool;
  const fetched = { columns, rowCount, size, text: sql, window };
  const byId = { column: columns.findIndex(({ name }) => name === 'id'), descending: false };
  const arrangement = { sort: [byId], filters: [] };
  const arranged = await arrangeRows({ ...fetched, pick }, arrangement, never, () => {});
  if (!arranged) throw new Error('Nothing was sorted.');
  const all = columns.map((_, at) => at);
  const exporting = (rows: ResultRows) => async () => {
    setEditor({ chosenFile: path, taken: [['CSV']] });
    const before = process.cpuUsage();
    await exportResult({ createFile }, rows, all);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const sides = [exporting({ ...fetched, window: arranged.window }), exporting(fetched)];
  const times = await inTurn(runs, ...sides);
  await spool.close();
  return times;
}

async function wholeDriver(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await timed(() => client.query(sql));
  } finally {
    await client.end();
  }
}
