import assert from 'node:assert/strict';
import { Client } from 'pg';
import { snippets } from '../../src/core/snippets';
import type { RequestKey } from '../../src/providers/snippetContext';
import { ensureDebian } from '../hosts/debian';
import { type Sandbox, start } from '../sandbox';
import { poll } from '../sandbox/poll';
import { USERS } from '../sandbox/shop/platform';
import { notRun, pastTheGateway, programs, run } from './runSnippet';

/** The categories of the shop, as the sandbox fills them in. */
const names = ['Home', 'Lighting', 'Kitchen', 'Garden', 'Tools', 'Office', 'Paper', 'Bags'];

interface Category {
  readonly id: number;
  readonly name: string;
}

function assertCategories(printed: string, count = names.length) {
  const rows: readonly Category[] = JSON.parse(printed);
  assert.equal(rows.length, count);
  assert.deepEqual(
    rows,
    rows.map(({ id }) => ({ id, name: names[id - 1] })),
  );
}

describe('every snippet', () => {
  it('is run here, or is named as not run; those of .env files are read back by their own tests', () => {
    const code = snippets.filter(({ group }) => group !== 'environment').map(({ id }) => id);
    const named = [...Object.keys(programs), ...Object.keys(notRun)];
    assert.deepEqual(named.sort(), code.sort());
  });
});

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('snippets, run against the sandbox', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  before(async function () {
    this.timeout(600_000);
    const wanted = Object.values(programs).flatMap(({ packages }) => packages);
    ensureDebian([...new Set(wanted)]);
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  const keys: readonly (readonly [keyof Sandbox['projects'], RequestKey])[] = [
    ['powabase', { own: 'serviceRoleKey' }],
    ['powabase', { own: 'anonKey' }],
    ['powabase', { own: 'userToken', gateway: 'anonKey' }],
    ['supabase', { own: 'secretKey' }],
    ['supabase', { own: 'publishableKey' }],
    ['supabase', { own: 'userToken', gateway: 'publishableKey' }],
    ['fluxV2', { own: 'userToken' }],
    ['fluxV1', { own: 'serviceRoleKey' }],
  ];
  for (const [name, key] of keys) {
    const words = `${name} with ${[key.own, key.gateway].filter(Boolean).join(' beside ')}`;
    const options = { key, schema: name.startsWith('flux') ? 'api' : 'public' };

    it(`curl reads rows from ${words}`, async () => {
      assertCategories(await run('curl', sandbox.projects[name], options), 5);
    });

    for (const id of ['fetch', 'requests', 'netHttp', 'nextServer']) {
      it(`${id} reads rows from ${words}`, async () => {
        assertCategories(await run(id, sandbox.projects[name], options));
      });
    }
  }

  for (const id of ['curl', 'fetch', 'requests', 'netHttp', 'nextServer']) {
    it(`${id} reads rows from a PostgREST without a gateway, whose first schema is another`, async () => {
      const direct = await pastTheGateway(sandbox.projects.fluxV2);
      const options = { key: { own: 'userToken' }, schema: direct.schema } as const;
      assertCategories(await run(id, direct, options), id === 'curl' ? 5 : names.length);
    });

    it(`${id} reads rows from a PostgREST without a gateway as nobody`, async () => {
      const direct = await pastTheGateway(sandbox.projects.fluxV1);
      const printed = await run(id, direct, { schema: direct.schema });
      assertCategories(printed, id === 'curl' ? 5 : names.length);
    });
  }

  for (const id of ['fetch', 'requests', 'netHttp']) {
    it(`${id} reads rows with its values written down`, async () => {
      const options = { key: { own: 'serviceRoleKey' }, source: 'written' } as const;
      assertCategories(await run(id, sandbox.projects.powabase, options));
    });

    it(`${id} fails with what the server says when the key is wrong`, async () => {
      const options = { key: { own: 'serviceRoleKey' }, variables: { API_KEY: 'wrong' } } as const;
      await assert.rejects(run(id, sandbox.projects.powabase, options), /401/);
    });
  }

  it('curl reads rows with its values written down', async () => {
    const options = { key: { own: 'serviceRoleKey' }, source: 'written' } as const;
    assertCategories(await run('curl', sandbox.projects.powabase, options), 5);
  });

  for (const id of ['fetch', 'netHttp']) {
    it(`${id} says which variable is missing`, async () => {
      const options = { key: { own: 'serviceRoleKey' }, variables: { API_KEY: '' } } as const;
      await assert.rejects(
        run(id, sandbox.projects.powabase, options),
        /Set BASE_URL and API_KEY\./,
      );
    });
  }

  for (const [name, own] of [
    ['powabase', 'anonKey'],
    ['supabase', 'secretKey'],
    ['supabase', 'publishableKey'],
    ['supabase', 'anonKey'],
  ] as const) {
    it(`supabase-js reads rows from ${name} with ${own}`, async () => {
      assertCategories(await run('supabaseJs', sandbox.projects[name], { key: { own } }));
    });
  }

  it('the client of Next.js reads rows with the publishable key', async () => {
    const options = { key: { own: 'publishableKey' } } as const;
    assertCategories(await run('nextClient', sandbox.projects.supabase, options));
  });

  it('the token of Clerk’s template reads rows from Flux', async () => {
    assertCategories(await run('clerk', sandbox.projects.fluxV2, { schema: 'api' }));
  });

  it('the token that Auth.js’ server signs reads rows from Flux', async () => {
    const { fluxV2 } = sandbox.projects;
    const token = await run('authJs', fluxV2, { variables: { SIGNED_IN_USER: USERS[0].id } });
    const options = {
      key: { own: 'userToken' },
      schema: 'api',
      variables: { FLUX_BEARER_TOKEN: token.trim() },
    } as const;
    assertCategories(await run('fetch', fluxV2, options));
  });

  for (const id of ['verifyCurl', 'verifyFetch', 'verifyRequests']) {
    it(`${id} finds the agents of Powabase`, async () => {
      const printed = await run(id, sandbox.projects.powabase, { key: { own: 'serviceRoleKey' } });
      assert.match(printed, /['"]?name['"]?: ?['"]\w+/);
    });
  }

  for (const source of ['environment', 'written'] as const) {
    describe(`with the password ${source === 'written' ? 'written down' : 'from the environment'}`, () => {
      for (const id of ['nodejs', 'python', 'sqlalchemy', 'php']) {
        it(`${id} reads rows`, async () => {
          const printed = JSON.parse(await run(id, sandbox.projects.powabase, { source }));
          const rows: readonly (Category | readonly [number, string])[] = printed;
          const pairs = rows.map((row) => ('name' in row ? [row.id, row.name] : row));
          assert.deepEqual(
            pairs,
            names.map((name, at) => [at + 1, name]),
          );
        });
      }

      for (const id of ['psql', 'uri']) {
        it(`${id} reads rows`, async () => {
          const printed = await run(id, sandbox.projects.powabase, { source });
          const expected = names.map((name, at) => `${at + 1},${name}`);
          assert.deepEqual(printed.trim().split('\n'), expected);
        });
      }

      it('jdbc reads rows', async () => {
        const printed = await run('jdbc', sandbox.projects.powabase, { source });
        assert.deepEqual(
          printed.trim().split('\n'),
          [...names.keys()].map((at) => String(at + 1)),
        );
      });

      for (const id of ['golang', 'countRows']) {
        it(`${id} counts rows`, async () => {
          const printed = await run(id, sandbox.projects.powabase, { source });
          assert.equal(printed.trim(), String(names.length));
        });
      }
    });
  }

  describe('for a table with names that have to be quoted', () => {
    const table = {
      schema: 'public',
      name: 'it\'s "a" $table\\ 100%, (1) {x}',
      columns: ['id', 'select', 'na me', 'q"uo\'te', 'co:lon', 'a,b.c', '$x\\y`'],
    };
    const key = { own: 'serviceRoleKey' } as const;
    const values = table.columns.map((_, at) => at + 1);

    before(async () => {
      const { powabase } = sandbox.projects;
      const client = new Client(powabase.databaseUrl);
      await client.connect();
      const name = client.escapeIdentifier(table.name);
      const columns = table.columns.map((column) => `${client.escapeIdentifier(column)} int`);
      await client.query(`create table ${name} (${columns.join(', ')})`);
      await client.query(`insert into ${name} values (${values.join(', ')})`);
      await client.query("notify pgrst, 'reload schema'");
      await client.end();
      const known = () => run('curl', powabase, { key, table }).catch(() => undefined);
      await poll(known, 'PostgREST does not know the table');
    });

    for (const id of ['curl', 'fetch', 'requests', 'netHttp', 'supabaseJs']) {
      it(`${id} reads its row`, async () => {
        const rows = JSON.parse(await run(id, sandbox.projects.powabase, { key, table }));
        assert.deepEqual(rows, [
          Object.fromEntries(table.columns.map((name, at) => [name, at + 1])),
        ]);
      });
    }

    for (const id of ['nodejs', 'python', 'sqlalchemy', 'php']) {
      it(`${id} reads its row`, async () => {
        const rows: readonly object[] = JSON.parse(
          await run(id, sandbox.projects.powabase, { table }),
        );
        assert.deepEqual(rows.map(Object.values), [values]);
      });
    }

    it('psql reads its row', async () => {
      const printed = await run('psql', sandbox.projects.powabase, { table });
      assert.equal(printed.trim(), values.join(','));
    });

    for (const id of ['jdbc', 'golang', 'countRows']) {
      it(`${id} finds its row`, async () => {
        assert.equal((await run(id, sandbox.projects.powabase, { table })).trim(), '1');
      });
    }
  });

  for (const id of ['verifyJose', 'verifyPyJwt']) {
    it(`${id} takes the token of a user, and none that another secret signed`, async () => {
      for (const name of ['powabase', 'fluxV2'] as const) {
        const project = sandbox.projects[name];
        const variables = { TOKEN: project.userToken ?? '' };
        assert.equal((await run(id, project, { variables })).trim(), USERS[0].id);
        const other = {
          JWT_SECRET: 'another secret, of more than 32 characters',
          FLUX_GATEWAY_JWT_SECRET: 'another secret, of more than 32 characters',
        };
        await assert.rejects(
          run(id, project, { variables: { ...variables, ...other } }),
          /[Ss]ignature/,
        );
      }
    });

    it(`${id} refuses the anon key, which names no user`, async () => {
      const { powabase } = sandbox.projects;
      const variables = { TOKEN: powabase.anonKey ?? '' };
      await assert.rejects(run(id, powabase, { variables }), /aud|sub/);
    });
  }
});
