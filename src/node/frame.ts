import type { Client } from 'pg';
import type { Frame } from '../core/ports';

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
    const calls = settings.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
    await client.query(`select ${calls.join(', ') || '1'}`, settings.flat());
    const outcome = await work();
    kept = !readOnly && !rollsBack;
    return outcome;
  } finally {
    await client.query(kept ? 'commit' : 'rollback');
  }
}
