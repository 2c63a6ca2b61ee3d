import assert from 'node:assert/strict';
// What is imported after it gets this `vscode`.
import '../unit/fakeVscode';
import { Client } from 'pg';
import type { Project } from '../../src/core/model';
import type { Database } from '../../src/core/ports';
import { check } from '../../src/core/rest/check';
import { completionsAt } from '../../src/core/rest/complete';
import { readOpenApi } from '../../src/core/rest/openapi';
import { parseRequest } from '../../src/core/rest/parse';
import type { RestCatalog } from '../../src/core/rest/restCatalog';
import { toSql } from '../../src/core/rest/sql';
import { openDatabase } from '../../src/node/postgres';
import { providerOf } from '../../src/providers';
import type { LoadOnDemand } from '../../src/vscode/onDemand';
import { type CatalogSources, restCatalogOf } from '../../src/vscode/restCatalogOf';
import { createCatalogs } from '../../src/vscode/sessions/catalogs';
import type { Connecting } from '../../src/vscode/sessions/connecting';
import type { Requests } from '../../src/vscode/sessions/requests';
import { type Sandbox, start } from '../sandbox';
import type { SandboxProject } from '../sandbox/projects/project';
import { sendTo } from './asService';

const never = new AbortController().signal;
const embed = '/order_items?select=*,orders(*)';

describe('the catalog of a project with a URL and a Database URL', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  const onDatabaseAt =
    (url: string): NonNullable<CatalogSources['onDatabase']> =>
    async (work) => {
      const database: Database = await openDatabase(url, never);
      try {
        return await work(database, never);
      } finally {
        await database.close();
      }
    };

  function read(project: SandboxProject, over: CatalogSources = {}): Promise<RestCatalog> {
    const { restSchema, isHome } = providerOf(project.provider);
    return restCatalogOf(restSchema, {
      isHome,
      onDatabase: onDatabaseAt(project.databaseUrl),
      openApi: async () => {
        const { body } = await sendTo(project, 'GET /');
        return readOpenApi(body, restSchema) ?? assert.fail(body);
      },
      ...over,
    });
  }

  const findingsOf = (text: string, catalog: RestCatalog) =>
    check(text, parseRequest(text) ?? assert.fail(text), { catalog });

  for (const name of ['powabase', 'supabase', 'fluxV2', 'fluxV1'] as const) {
    it(`of ${name} knows the key of several columns, as the server does`, async () => {
      const project = sandbox.projects[name];
      const catalog = await read(project);
      assert.deepEqual(findingsOf(embed, catalog), []);
      const { status, body } = await sendTo(project, `GET ${embed}&limit=1`);
      assert.equal(status, 200, body);
      assert.ok(catalog.version, 'PostgREST tells its version');
    });

    it(`of ${name} says its schema as SQL must name it`, async () => {
      const project = sandbox.projects[name];
      const text = `${embed}&order=order_id,line&limit=3`;
      const { sql } = toSql(text, parseRequest(text) ?? assert.fail(), await read(project));
      const client = new Client({ connectionString: project.databaseUrl });
      await client.connect();
      try {
        const { rows } = await client.query(sql);
        assert.equal(rows.length, 3);
        assert.ok(rows.every(({ order_id, orders }) => String(orders.id) === order_id));
      } finally {
        await client.end();
      }
    });

    it(`of ${name} is what the server tells where the database does not answer`, async () => {
      const catalog = await read(sandbox.projects[name], {
        onDatabase: () => Promise.reject(new Error('nobody listens')),
      });
      assert.ok(catalog.tables.has('order_items'));
      assert.deepEqual(
        findingsOf(embed, catalog).map(({ severity }) => severity),
        ['hint'],
      );
    });
  }

  it('knows the foreign keys also where a request names the schema as the gateway does', async () => {
    const { url, provider, databaseUrl } = sandbox.projects.fluxV2;
    const project: Project = {
      id: 'user:shop',
      name: 'Shop',
      provider,
      place: 'user',
      url,
      credentials: { databaseUrl: { from: 'stored' } },
    };
    const openApi = async () => {
      const { body } = await sendTo(sandbox.projects.fluxV2, 'GET /');
      return readOpenApi(body, 'api') ?? assert.fail(body);
    };
    const catalogs = createCatalogs(
      {} as Connecting,
      { use: (_, work) => onDatabaseAt(databaseUrl)(work), close: () => {}, closeAll: () => {} },
      { readOpenApi: openApi } as Partial<Requests> as Requests,
      async () => ({ restCatalogOf }) as Awaited<ReturnType<LoadOnDemand>>,
    );
    const catalog = await catalogs.restCatalog(project, 'api');
    const text = `# @schema api\nGET ${embed}`;
    assert.deepEqual(findingsOf(text, catalog), []);
    const isOffered = (schema: string) => {
      const inside = `# @schema ${schema}\nGET /order_items?select=`;
      return completionsAt(inside, inside.length, catalog).some(({ label }) => label === 'orders');
    };
    assert.deepEqual(['api', 'elsewhere'].map(isOffered), [true, false]);
    const { sql } = toSql(text, parseRequest(text) ?? assert.fail(), catalog);
    assert.ok(sql.includes(`from ${sandbox.projects.fluxV2.schema}.order_items`), sql);
  });

  it('has of a schema with another name only what the server exposes', async () => {
    const project = sandbox.projects.fluxV2;
    const client = new Client({ connectionString: project.databaseUrl });
    await client.connect();
    try {
      await client.query(
        `create table ${project.schema}.inside (order_id bigint, order_placed_at timestamptz,
          foreign key (order_id, order_placed_at) references ${project.schema}.orders)`,
      );
      await client.query(
        `revoke all on ${project.schema}.inside from public, ${project.direct.role}`,
      );
      const { tables } = await read(project);
      assert.ok(!tables.has('inside'));
      assert.ok(!tables.get('orders')?.relations.some(({ table }) => table === 'inside'));
    } finally {
      await client.query(`drop table if exists ${project.schema}.inside`);
      await client.end();
    }
  });

  it('is of the tenant whose schema the login looks in', async () => {
    const url = await sandbox.database();
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      for (const tenant of ['t_a_api', 't_b_api', 't_c_api']) {
        await client.query(
          `create schema ${tenant};
          create table ${tenant}.orders (id int primary key);
          create table ${tenant}.of_${tenant} (order_id int references ${tenant}.orders)`,
        );
      }
      const home = () =>
        restCatalogOf('api', {
          isHome: providerOf('flux-v2').isHome,
          onDatabase: onDatabaseAt(url),
        });
      assert.equal((await home()).tables.size, 0, 'nothing tells which of three is meant');
      const { rows } = await client.query('select current_database() as name');
      await client.query(
        `alter role current_user in database ${rows[0].name} set search_path = t_b_api, public`,
      );
      assert.deepEqual([...(await home()).tables.keys()], ['of_t_b_api', 'orders']);
    } finally {
      await client.end();
    }
  });
});
