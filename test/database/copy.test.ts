import assert from 'node:assert/strict';
import type { Database } from '../../src/core/ports';
import { failureOf, keeping, never } from './keeping';
import { withDatabase } from './withDatabase';

describe('COPY to and from the client', function () {
  this.timeout(60_000);
  let database: Database;
  withDatabase((ownDatabase) => {
    database = ownDatabase;
  });

  it('survives COPY to and from the client with a sentence', async () => {
    const failure = await failureOf(
      database.run('copy customers from stdin', keeping().sink, never),
    );
    assert.match(failure.message, /needs a file\. Powabase: Import CSV takes one/);
    await database.run('copy (select generate_series(1, 200000)) to stdout', keeping().sink, never);
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });

  it('hands on every byte that COPY sends, as fast as it is taken', async () => {
    const { sink } = keeping();
    const pieces: Buffer[] = [];
    const data = async (bytes: Uint8Array) => {
      await new Promise((resolve) => setImmediate(resolve));
      pieces.push(Buffer.from(bytes));
    };
    const { tag } = await database.run(
      "copy (select n, repeat('é', n % 50) from generate_series(1, 100000) as n) to stdout (format csv)",
      { ...sink, data },
      never,
    );
    assert.equal(tag, 'COPY 100000');
    const lines = Array.from(
      { length: 100_000 },
      (_, at) => `${at + 1},${'é'.repeat((at + 1) % 50)}\n`,
    );
    const written = Buffer.concat(pieces).toString();
    // An empty text is quoted, so that it is not NULL.
    assert.equal(written.replaceAll('""', ''), lines.join(''));
  });

  it('ends a COPY whose taker was cancelled, and goes on', async () => {
    const abort = new AbortController();
    const failure = await failureOf(
      database.run(
        'copy (select generate_series(1, 100000000)) to stdout',
        { ...keeping().sink, data: async () => abort.abort() },
        abort.signal,
      ),
    );
    assert.equal(failure.reason, 'cancelled');
    assert.deepEqual(await database.query('select 1', [], never), [['1']]);
  });
});
