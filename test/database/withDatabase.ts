import type { Database } from '../../src/core/ports';
import { openDatabase } from '../../src/node/postgres';
import { type Sandbox, start } from '../sandbox';

export interface OwnDatabase {
  readonly database: Database;
  readonly url: string;
}

/** A database of its own for the tests of a `describe`, which can ask for it as soon as they run. */
export function ownDatabase(): OwnDatabase {
  let own: OwnDatabase | undefined;
  withDatabase((database, url) => {
    own = { database, url };
  });
  const opened = () => {
    if (own) return own;
    throw new Error('A database is there for tests alone, not for what surrounds them.');
  };
  return {
    get database() {
      return opened().database;
    },
    get url() {
      return opened().url;
    },
  };
}

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
