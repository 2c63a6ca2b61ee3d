import assert from 'node:assert/strict';
import { Client } from 'pg';
import { isFailure } from '../../src/core/errors';
import { readNotExposed, readOpenApi } from '../../src/core/rest/openapi';
import { compareRows, rowsAsJson } from '../../src/core/rest/proof';
import { restCatalog } from '../../src/core/rest/restCatalog';
import { type Sandbox, start } from '../sandbox';
import { requestFromSql } from '../sqlParser';
import { sendTo } from './asService';

describe('the request of a statement about another schema', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;
  let client: Client;

  before(async () => {
    sandbox = await start();
    client = new Client({ connectionString: sandbox.projects.powabase.databaseUrl });
    await client.connect();
  });
  after(async () => {
    await client?.end();
    await sandbox?.stop();
  });

  /** As PostgREST tells it. */
  async function catalogOf(schema = 'public') {
    const text = schema === 'public' ? 'GET /' : `GET /\nAccept-Profile: ${schema}`;
    const { body } = await sendTo(sandbox.projects.powabase, text);
    return restCatalog(
      readOpenApi(body, schema) ?? readNotExposed(body, schema) ?? assert.fail(body),
    );
  }

  const reads: readonly string[] = [
    'select name, model from ai.agents order by name',
    "select r.status, s.session_id from ai.agent_runs r join ai.agent_sessions s on s.id = r.session_id where r.status <> 'failed'",
    'select name from ai.agents a where exists (select 1 from ai.agent_sessions where agent_id = a.id)',
    'select id, name from public.categories where parent_id is null order by id',
  ];

  for (const sql of reads) {
    it(`has the rows of: ${sql}`, async () => {
      const { text, schema, columns, isOrdered } = await requestFromSql(sql, catalogOf);
      assert.equal(/^Accept-Profile: (.+)$/m.exec(text)?.[1] ?? 'public', schema);
      const answer = await sendTo(sandbox.projects.powabase, text);
      assert.equal(answer.status, 200, `${text}\n${answer.body}`);
      const { rows } = await client.query({ text: rowsAsJson(sql, columns), rowMode: 'array' });
      assert.ok(rows.length > 0);
      const objects = rows.map(([object]) => String(object));
      const verdict = compareRows(objects, answer.body, columns, isOrdered);
      assert.deepEqual(verdict, { kind: 'equal', count: rows.length }, text);
    });
  }

  it('names the schema of a write in the header for writes', async () => {
    const sql =
      "update ai.agents set model = 'gpt-4.1-mini' where name like 'S%' returning name, model";
    const { text, columns } = await requestFromSql(sql, catalogOf);
    assert.match(text, /^Content-Profile: ai$/m);
    const answer = await sendTo(sandbox.projects.powabase, text);
    assert.equal(answer.status, 200, `${text}\n${answer.body}`);
    const { rows } = await client.query({
      text: "select name, model from ai.agents where name like 'S%'",
      rowMode: 'array',
    });
    assert.ok(rows.length > 0);
    const expected = rows.map((row) => JSON.stringify(row));
    assert.equal(compareRows(expected, answer.body, columns, false)?.kind, 'equal', answer.body);
  });

  it('is refused where the schema is not exposed, and says which are', async () => {
    const sql = 'select id from auth.users';
    const failure = await requestFromSql(sql, catalogOf).catch((error: unknown) => error);
    assert.ok(isFailure(failure), String(failure));
    assert.match(failure.message, /does not expose the schema auth: there is public, storage/);
    assert.equal(failure.detail.position, sql.indexOf('auth.users'));
  });
});
