import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectCsv, lineEndsOf } from '../../src/core/csv/detect';
import type { ImportPlan } from '../../src/core/csv/plan';
import { importCsv, openCsv } from '../../src/node/importCsv';
import { openDatabase } from '../../src/node/postgres';
import { debianPackages, ensureDebian } from '../hosts/debian';
import { inTurn, timed } from '../hosts/inTurn';
import { makeMillion, million, timePsql } from '../hosts/million';
import { type Row, row } from '../hosts/row';
import { start } from '../sandbox';

export const peers = {
  'sql/import-csv-1m': 'psql with \\copy, from its start to its end',
  'sql/import-csv-fields-1m': 'the same, which takes every field',
};

const runs = 5;
const never = new AbortController().signal;
const columns = 'run, n, id, name, email, price, quantity, active, created_at, note'.split(', ');

/** A million rows from a file into a table: its bytes as they are, and with its last field left out. */
export async function run(): Promise<readonly Row[]> {
  ensureDebian([debianPackages.psql]);
  const sandbox = await start();
  const folder = await mkdtemp(join(tmpdir(), 'powabase-bench-'));
  const path = join(folder, 'rows.csv');
  const url = await sandbox.database();
  const database = await openDatabase(url, never);
  try {
    await makeMillion(url);
    const csv = 'with (format csv, header)';
    await timePsql(url, ['-c', `\\copy (${million('bench')}) to '${path}' ${csv}`]);
    await database.query(`create table taken as ${million('bench')} limit 0`, [], never);
    const emptied = async (work: () => Promise<number>) => {
      await database.query('truncate taken', [], never);
      return work();
    };
    const { sample } = await openCsv(path);
    const format = detectCsv(sample, columns);
    const plan = (mapping: ImportPlan['mapping']): ImportPlan => ({
      relation: { schema: 'public', name: 'taken' },
      format,
      lineEnds: lineEndsOf(sample, format),
      mapping,
    });
    const ours = (mapping: ImportPlan['mapping']) => () =>
      emptied(() =>
        timed(() =>
          importCsv(database, path, plan(mapping), { signal: never, progress: () => {} }),
        ),
      );
    const allButLast: ImportPlan['mapping'] = [...columns.slice(0, -1), undefined];
    const [whole = [], fields = [], byPsql = []] = await inTurn(
      runs,
      ours(columns),
      ours(allButLast),
      () => emptied(() => timePsql(url, ['-c', `\\copy taken from '${path}' ${csv}`])),
    );
    return [
      row('sql/import-csv-1m', 'ms', whole, byPsql, 1.15),
      row('sql/import-csv-fields-1m', 'ms', fields, byPsql),
    ];
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
    await sandbox.stop();
  }
}
