import '../unit/fakeVscode';
import assert from 'node:assert/strict';
import { costliest, readPlan, stepsOf } from '../../src/core/explain';
import { unpackRows } from '../../src/core/packedRows';
import type { Database, PackedRows, Row, RunOptions } from '../../src/core/ports';
import { planText } from '../../src/vscode/planText';
import { rows } from './rows';
import { withDatabase } from './withDatabase';

const never = new AbortController().signal;
const rolledBack = { frame: { readOnly: false, settings: [], rollsBack: true } };

const tables = [
  'create table sales (id int primary key, customer int, total numeric)',
  'insert into sales select n, n % 100, n from generate_series(1, 20000) n',
  'create table buyers (id int primary key, name text)',
  "insert into buyers select n, 'c' || n from generate_series(0, 99) n",
  'create index sales_customer on sales (customer)',
  'analyze',
];

describe('the plan of a statement', function () {
  this.timeout(60_000);
  let url: string;
  let database: Database;
  withDatabase(async (ownDatabase, ownUrl) => {
    database = ownDatabase;
    url = ownUrl;
    for (const statement of tables) await database.query(statement, [], never);
  });

  async function planOf(sql: string, options: RunOptions = {}) {
    const kept: Row[] = [];
    const sink = {
      columns: () => {},
      rows: async (batch: PackedRows) => {
        kept.push(...unpackRows(batch));
        return 'more' as const;
      },
    };
    await database.run(sql, sink, never, options);
    return readPlan(kept[0]?.[0] ?? '');
  }

  const shown = (plan: ReturnType<typeof readPlan>, text: string) =>
    planText(plan, { project: 'Shop', role: 'anon', text, rolledBack: false });

  it('is an estimate where nothing runs', async () => {
    const plan = await planOf(
      'explain (format json) select * from sales where total > 5 order by total',
    );
    assert.equal(plan.isAnalyzed, false);
    assert.deepEqual(
      stepsOf(plan.root).map(({ title }) => title),
      ['Sort', 'Seq Scan on sales'],
    );
    assert.match(shown(plan, ''), /Nothing was run/);
    assert.match(shown(plan, ''), /Filter: \(total > '5'::numeric\)/);
  });

  it('names the step that took most, and every step’s share', async () => {
    const plan = await planOf(
      'explain (analyze, buffers, format json) select c.name, (select pg_sleep(0.05)) from buyers c left join sales o on o.customer = c.id where c.id = 7',
    );
    assert.match(costliest(plan).title, /^InitPlan 1.*: Result$/);
    assert.ok(costliest(plan).share > 0.5);
    const shares = stepsOf(plan.root).reduce((sum, { share }) => sum + share, 0);
    assert.ok(shares > 0.9 && shares < 1.1, String(shares));
    const titles = stepsOf(plan.root).map(({ title }) => title);
    assert.ok(titles.includes('Bitmap Index Scan using sales_customer'), titles.join());
    assert.ok(
      titles.some((title) => title.includes('Left')),
      titles.join(),
    );
    assert.match(shown(plan, 'select 1'), /^ +[\d.]+ +\d+ % .*►.*InitPlan/m);
  });

  it('marks rows that were expected to be ten times as many, or as few', async () => {
    const plan = await planOf(
      'explain (analyze, format json) select * from sales where customer + 0 = customer',
    );
    const [step] = stepsOf(plan.root);
    assert.equal(step?.rows.actual, 20_000);
    assert.match(shown(plan, ''), /! Seq Scan on sales: 20,000 rows where [\d,]+ were expected/);
  });

  it('counts the rows of all loops, and the time of processes side by side once', async () => {
    for (const setting of [
      'parallel_setup_cost = 0',
      'parallel_tuple_cost = 0',
      'min_parallel_table_scan_size = 0',
      'debug_parallel_query = off',
    ]) {
      await database.query(`set ${setting}`, [], never);
    }
    const plan = await planOf('explain (analyze, format json) select count(*) from sales');
    const titles = stepsOf(plan.root).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Finalize Aggregate',
      'Gather',
      'Partial Aggregate',
      'Parallel Seq Scan on sales',
    ]);
    const scan = stepsOf(plan.root).at(-1);
    // The server rounds the rows of one loop.
    assert.ok(Math.abs((scan?.rows.actual ?? 0) - 20_000) <= 5);
    assert.ok((scan?.milliseconds ?? 0) <= (plan.root.milliseconds ?? 0));
    await database.query('reset all', [], never);
  });

  it('says of a step that it never ran', async () => {
    const plan = await planOf(
      'explain (analyze, format json) select * from buyers c where false or exists (select 1 from sales where id < 0 and customer = c.id) and c.id < 0',
    );
    assert.match(shown(plan, ''), /never ran/);
  });

  it('is of a statement that leaves nothing behind', async () => {
    const plan = await planOf(
      'explain (analyze, buffers, format json) delete from sales where id = $1',
      { ...rolledBack, values: ['17'] },
    );
    assert.equal(plan.root.title, 'Delete on sales');
    assert.deepEqual(await rows(url, 'select count(*) from sales'), [['20000']]);
  });

  it('is refused in words where the answer is none', () => {
    for (const answer of ['', '{}', '[]', '[{"Plan": 3}]', 'Seq Scan on t']) {
      assert.throws(() => readPlan(answer), { reason: 'badAnswer' });
    }
  });
});
