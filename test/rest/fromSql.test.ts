import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { isFailure } from '../../src/core/errors';
import { parseRequest } from '../../src/core/rest/parse';
import { compareRows, rowsAsJson } from '../../src/core/rest/proof';
import type { RestCatalog } from '../../src/core/rest/restCatalog';
import { checkoutRoot } from '../hosts/root';
import { type Sandbox, start } from '../sandbox';
import { requestFromSql } from '../sqlParser';
import { catalogOfDatabase, sendAsService } from './asService';
import { aggregates, reads, writes } from './fromSqlCases';
import { refusals } from './fromSqlRefusals';
import { seeded } from './mutations';
import { randomSelect } from './randomStatements';

describe('the request of a statement', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: Client;
  let catalog: RestCatalog;

  before(async () => {
    sandbox = await start({ aggregates: true });
    client = new Client({ connectionString: sandbox.projects.fluxV1.databaseUrl });
    await client.connect();
    await client.query('set search_path = api');
    catalog = await catalogOfDatabase(sandbox);
  });
  after(async () => {
    await client?.end();
    await sandbox?.stop();
  });

  const catalogOf = async (schema = 'api') => ({ ...catalog, schema, schemas: ['api', 'public'] });

  async function hasTheRows(sql: string) {
    const { text, columns, isOrdered } = await requestFromSql(sql, catalogOf);
    assert.deepEqual(parseRequest(text)?.issues, [], text);
    const answer = await sendAsService(sandbox, text);
    assert.equal(answer.status, 200, `${text}\n${answer.body}`);
    const { rows } = await client.query({ text: rowsAsJson(sql, columns), rowMode: 'array' });
    const objects = rows.map(([object]) => String(object));
    assert.deepEqual(
      compareRows(objects, answer.body, columns, isOrdered),
      { kind: 'equal', count: rows.length },
      text,
    );
  }

  for (const sql of [...reads, ...aggregates]) {
    it(`has the rows of: ${sql}`, () => hasTheRows(sql));
  }

  it('writes what the statement writes, and answers what it returns', async () => {
    const copy = new Client({ connectionString: await sandbox.database() });
    await copy.connect();
    try {
      for (const [sql, table] of writes) {
        const { text, columns } = await requestFromSql(sql, catalogOf);
        const answer = await sendAsService(sandbox, text);
        assert.ok(answer.status < 300, `${text}\n${answer.body}`);
        const { rows } = await copy.query({ text: sql, rowMode: 'array' });
        const returned = rows.map((row) => JSON.stringify(row));
        const body = answer.body === '' ? '[]' : answer.body;
        if (!sql.includes('*')) {
          assert.equal(compareRows(returned, body, columns, false)?.kind, 'equal', text);
        }
        const all = `select to_jsonb(one) - 'updated_at' as row from ${table} one order by 1`;
        const [there, here] = await Promise.all([client.query(all), copy.query(all)]);
        assert.deepEqual(there.rows, here.rows, text);
      }
    } finally {
      await copy.end();
    }
  });

  for (const [sql, at, words] of refusals) {
    it(`is refused where it stands: ${sql}`, async () => {
      const failure = await requestFromSql(sql, catalogOf).then(
        ({ text }) => assert.fail(text),
        (error: unknown) => error,
      );
      assert.ok(isFailure(failure), String(failure));
      assert.ok(failure.message.includes(words), failure.message);
      const from = sql.slice(failure.detail.position);
      assert.ok(from.startsWith(at), `${failure.message} ${failure.detail.position}: ${from}`);
    });
  }

  it('says no sentence that is not among these', async () => {
    const said = await Promise.all(
      refusals.map(([sql]) =>
        requestFromSql(sql, catalogOf).then(
          () => undefined,
          (error: unknown) => (isFailure(error) ? error.sentence.text : undefined),
        ),
      ),
    );
    const folder = join(checkoutRoot(), 'src/core/rest/fromSql');
    const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const sentences = sources.flatMap((source) =>
      [...source.matchAll(/(?<!message\()'([A-Z][^'\n]{20,}\.)'/g)].map(([, text = '']) => text),
    );
    assert.ok(sentences.length > 60);
    assert.deepEqual(
      sentences.filter((text) => !said.includes(text)),
      [],
    );
  });

  it('has the rows of random statements, or is refused', async () => {
    const random = seeded(2026);
    let equal = 0;
    for (let done = 0; done < 400; done++) {
      const sql = randomSelect(random);
      try {
        await hasTheRows(sql);
        equal += 1;
      } catch (error) {
        if (!isFailure(error)) throw new Error(`${sql}\n${error}`);
      }
    }
    assert.ok(equal > 200, String(equal));
  });

  it('is proved by enough statements', () => {
    assert.ok(reads.length + aggregates.length >= 60 && writes.length >= 10);
  });
});
