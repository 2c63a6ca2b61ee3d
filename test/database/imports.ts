import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { detectCsv, lineEndsOf, recordsOf } from '../../src/core/csv/detect';
import type { CsvFormat } from '../../src/core/csv/format';
import type { ImportOptions, ImportPlan } from '../../src/core/csv/plan';
import { defaultMapping, readTarget, type Target } from '../../src/core/csv/target';
import type { Database, Frame } from '../../src/core/ports';
import { importCsv, openCsv } from '../../src/node/importCsv';
import { openDatabase } from '../../src/node/postgres';
import { start } from '../sandbox';
import { never } from './keeping';

/** A database of its own, and files to import into it. */
export interface ImportGround {
  readonly url: string;
  readonly database: Database;
  run(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  target(name: string): Promise<Target>;
  /** Writes the file and says how it would be imported by default. */
  plan(
    table: string,
    content: string | Uint8Array,
    changes?: Partial<CsvFormat>,
  ): Promise<{ readonly path: string; readonly plan: ImportPlan }>;
  /** The same, with the mapping as it is given, imported. */
  load(
    table: string,
    content: string | Uint8Array,
    changes?: Partial<CsvFormat> & {
      readonly mapping?: ImportPlan['mapping'];
      readonly options?: Partial<ImportOptions>;
    },
  ): Promise<number>;
  close(): Promise<void>;
}

export const reading: Frame = { readOnly: true, settings: [] };

export async function openGround(): Promise<ImportGround> {
  const sandbox = await start();
  const folder = await mkdtemp(join(tmpdir(), 'powabase-import-'));
  const url = await sandbox.database();
  const database = await openDatabase(url, never);
  const target = (name: string) => readTarget(database, { schema: 'public', name }, reading, never);
  let files = 0;

  const plan: ImportGround['plan'] = async (table, content, changes = {}) => {
    const path = join(folder, `${files++}.csv`);
    await writeFile(path, content);
    const { sample } = await openCsv(path);
    const found = await target(table);
    const names = found.columns.map(({ name }) => name);
    const format = { ...detectCsv(sample, names), ...changes };
    const [first] = recordsOf(sample, format, 1);
    const cells = first?.cells ?? [];
    const header = format.header ? cells.map((cell) => cell ?? '') : undefined;
    return {
      path,
      plan: {
        relation: found.relation,
        format,
        lineEnds: lineEndsOf(sample, format),
        mapping: defaultMapping(header, cells.length, found),
      },
    };
  };

  return {
    url,
    database,
    target,
    plan,
    run: (sql) => database.query(sql, [], never),
    async load(table, content, { mapping, options, ...changes } = {}) {
      const planned = await plan(table, content, changes);
      return importCsv(
        database,
        planned.path,
        { ...planned.plan, ...(mapping ? { mapping } : {}) },
        { signal: never, progress: () => {}, ...options },
      );
    },
    async close() {
      await database.close();
      await rm(folder, { recursive: true });
      await sandbox.stop();
    },
  };
}
