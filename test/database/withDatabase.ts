import type { Database } from '../../src/core/ports';
import { openDatabase } from '../../src/node/postgres';
import { type Sandbox, start } from '../sandbox';

/** Opens a database of its own for the tests of a `describe`, hands it over before the first, and ends it after the last. */
export function withDatabase(use: (database: Database, url: string) => unknown): void {
  let sandbox: Sandbox | undefined;
  let database: Database | undefined;

  before(async () => {
    sandbox = await start();
    const url = await sandbox.database();
    database = await openDatabase(url, new AbortController().signal);
    await use(database, url);
  });
  after(async () => {
    await database?.close();
    await sandbox?.stop();
  });
}
