import type { Client } from 'pg';
import type { Cell, Frame, Row, Setting } from '../core/ports';

/** Makes the settings for one transaction, with their values bound. */
function settingQuery(settings: readonly Setting[]): string {
  const calls = settings.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  return `select ${calls.join(', ') || '1'}`;
}

/**
 * Runs one statement in a transaction of its own. After its first query a transaction cannot stop being read-only,
 * so the settings are made by one, with their values bound.
 */
export async function inFrame<T>(
  client: Client,
  { readOnly, settings, rollsBack }: Frame,
  work: () => Promise<T>,
): Promise<T> {
  await client.query(readOnly ? 'begin read only' : 'begin');
  let kept = false;
  try {
    await client.query(settingQuery(settings), settings.flat());
    const outcome = await work();
    kept = !readOnly && !rollsBack;
    return outcome;
  } finally {
    await client.query(kept ? 'commit' : 'rollback');
  }
}

/** One question to the server. */
type Ask = (sql: string, params: readonly Cell[]) => Promise<readonly Row[]>;

const inNew = { begin: 'begin', keep: ['commit'], undo: ['rollback'] };
const inOpen = {
  begin: 'savepoint powabase_edits',
  keep: ['release powabase_edits'],
  undo: ['rollback to powabase_edits', 'release powabase_edits'],
};

/**
 * Keeps all of what `work` does or nothing of it: in a transaction of its own, in a savepoint where one is `open`.
 * `ask` may be cancelled, `undo` never is.
 */
export async function inTransaction<T>(
  { open, settings }: { readonly open: boolean; readonly settings: readonly Setting[] },
  ask: Ask,
  undo: Ask,
  work: () => Promise<T>,
): Promise<T> {
  const words = open ? inOpen : inNew;
  await ask(words.begin, []);
  try {
    if (settings.length > 0) await ask(settingQuery(settings), settings.flat());
    const outcome = await work();
    for (const word of words.keep) await ask(word, []);
    return outcome;
  } catch (error) {
    // A commit that failed has rolled back, which the server then only notices; a connection that has ended too.
    for (const word of words.undo) await undo(word, []).catch(() => {});
    throw error;
  }
}
