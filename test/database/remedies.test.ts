import assert from 'node:assert/strict';
import { diagnose } from '../../src/core/diagnose';
import { grantSql, readDenied } from '../../src/core/diagnose/grants';
import { unpackRows } from '../../src/core/packedRows';
import type { Database, Row } from '../../src/core/ports';
import { emptyAnswerChecks } from '../../src/core/rest/emptyAnswer';
import { quoteName } from '../../src/core/sql/quote';
import { createStatementIndex } from '../../src/core/sql/statementIndex';
import { withDatabase } from './withDatabase';

const never = new AbortController().signal;

describe('what is offered as SQL', function () {
  this.timeout(60_000);
  let database: Database;
  withDatabase((ownDatabase) => {
    database = ownDatabase;
  });

  async function run(sql: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    await database.run(
      sql,
      {
        columns: () => {},
        rows: async (batch) => {
          rows.push(...unpackRows(batch));
          return 'more';
        },
      },
      never,
    );
    return rows;
  }

  it('quotes every name that Postgres takes only in quotes', async () => {
    const rows = await database.query(
      `select word, quote_ident(word) from (
        select word from pg_get_keywords() where catcode in ('R', 'T')
        union values ('orders'), ('Orders'), ('order items'), ('a"b'), ('1st'), ('_x'), ('é'), ('a$b'), ('')
      ) as words(word)`,
      [],
      never,
    );
    const bare = rows.filter(([word, quoted]) => quoted !== word && quoteName(word ?? '') === word);
    assert.deepEqual(bare, []);
  });

  /** Takes a right away, makes Postgres refuse, and gives what Postgres' words ask for. */
  const refusals: readonly (readonly [what: string, revoke: string, statement: string])[] = [
    [
      'a schema',
      'revoke usage on schema public from anon, public',
      'select 1 from public.categories',
    ],
    ['a table', 'revoke all on public.categories from anon', 'select 1 from public.categories'],
    [
      'a view',
      'revoke all on public.product_ratings from anon',
      'select 1 from public.product_ratings',
    ],
    [
      'a materialized view',
      'revoke all on public.monthly_sales from anon',
      'select 1 from public.monthly_sales',
    ],
    [
      'a sequence',
      'revoke all on sequence public.categories_id_seq from anon',
      "select nextval('public.categories_id_seq')",
    ],
    [
      'a function',
      'revoke all on function public.initials from anon, public',
      'select public.initials(null)',
    ],
  ];
  for (const [what, revoke, statement] of refusals) {
    it(`is the GRANT that opens ${what}`, async () => {
      await run('begin');
      try {
        await run(revoke);
        await run('savepoint refused');
        await run('set local role anon');
        const refusal = await run(statement).then(
          () => '',
          (error: Error) => error.message,
        );
        await run('rollback to savepoint refused');
        const denied = readDenied(refusal);
        assert.ok(denied, refusal);
        await run(grantSql(denied, { role: 'anon', schema: 'public' }));
        await run('set local role anon');
        await run(statement);
      } finally {
        await run('rollback');
      }
    });
  }

  for (const schema of ['public', undefined]) {
    it(`are checks that run as they stand, with the schema ${schema ?? 'of the search path'}`, () =>
      checksTell(schema));
  }

  it('is the list of the policies that refused a row, and one that would not', async () => {
    await run('begin');
    try {
      await run('set local role anon');
      await run('savepoint refused');
      const insert =
        'insert into public.reviews (product_id, customer_id, rating, title) values (1, gen_random_uuid(), 5, $$No$$)';
      const refusal = await run(insert).then(
        () => assert.fail('It was let in.'),
        (error: Error) => error.message,
      );
      await run('rollback to savepoint refused');
      const { remedies } = diagnose({
        provider: 'powabase',
        role: 'anon',
        status: 403,
        schema: 'public',
        method: 'POST',
        body: JSON.stringify({ code: '42501', message: refusal, details: null, hint: null }),
      });
      const sql = remedies[0]?.kind === 'openSql' ? remedies[0].sql : assert.fail();
      const [listed] = createStatementIndex(sql).statements();
      const policies = await run(listed?.text ?? '');
      assert.deepEqual(
        policies.map(([name]) => name),
        ['write own reviews'],
      );
      await run('reset role');
      const further = /^-- (create policy .*);$/m.exec(sql)?.[1] ?? assert.fail(sql);
      await run(further.replace('check (false)', 'check (true)'));
      await run('set local role anon');
      // The policy lets it in, and the foreign key is met.
      await assert.rejects(run(insert), /foreign key/);
    } finally {
      await run('rollback');
    }
  });

  async function checksTell(schema: string | undefined) {
    const [user] = await database.query('select id from auth.users order by id limit 1', [], never);
    const sql = emptyAnswerChecks({
      request: 'GET /customers',
      table: 'customers',
      schema,
      role: 'authenticated',
      claims: { sub: user?.[0] ?? '' },
      userId: 'uuid',
    });
    const answers: (readonly Row[])[] = [];
    for (const { text } of createStatementIndex(sql).statements()) answers.push(await run(text));
    const [rows, rls, policies, types] = answers;
    assert.ok(Number(rows?.[0]?.[0]) > 1);
    assert.deepEqual(rls, [['t', 'r']]);
    assert.deepEqual(
      policies?.map(([name]) => name),
      ['own customer'],
    );
    assert.ok(
      types?.some(
        ([column, type, uid]) => column === 'user_id' && type === 'uuid' && uid === 'uuid',
      ),
    );
    const asUser = answers.at(-2)?.[0];
    assert.deepEqual(asUser, ['1', user?.[0]]);
  }
});
