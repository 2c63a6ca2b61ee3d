import assert from 'node:assert/strict';
import { parseSync } from 'libpg-query';
import { formatStatement } from '../../../src/core/sql/format';
import { meanTheSame } from '../../sqlParser';
import { corpus } from './corpus';

const formatted: readonly [string, string][] = [
  ['select a,b from t where x=1', 'select\n  a,\n  b\nfrom\n  t\nwhere\n  x = 1'],
  [
    "select auth.uid(), count (*) from t where id=:id and e in('a (b')",
    "select\n  auth.uid(),\n  count(*)\nfrom\n  t\nwhere\n  id = :id\n  and e in('a (b')",
  ],
  ['update t set a=$1', 'update t\nset\n  a = $1'],
];

/** What the formatter would take apart. */
const left = [
  'create policy p on t for select to authenticated using ((select auth.uid()) = user_id)',
  'create function g() returns int language sql begin atomic select 1; end',
  "do $$ begin   raise notice 'x'; end $$",
  'grant select on all tables in schema public to anon',
  'merge into t using s on t.id = s.id when matched then delete',
  'select ((((',
];

describe('formatting a statement', () => {
  for (const [sql, expected] of formatted) {
    it(sql, () => assert.equal(formatStatement(sql, '  '), expected));
  }

  for (const sql of left) {
    it(`leaves alone: ${sql}`, () => assert.equal(formatStatement(sql, '  '), sql));
  }

  it('leaves alone what it would take minutes for', () => {
    const sql = `insert into t values ${'(1, 2), '.repeat(100_000)}(1, 2)`;
    assert.equal(formatStatement(sql, '  '), sql);
  });

  it('indents by tabs where the editor does', () => {
    assert.equal(formatStatement('select a from t', '\t'), 'select\n\ta\nfrom\n\tt');
  });

  it('changes nothing of what a statement means, or is found to', async () => {
    let kept = 0;
    for (const sql of corpus) {
      const laidOut = formatStatement(sql, '  ');
      if (!(await meanTheSame(sql, laidOut))) continue;
      kept++;
      assert.equal(meaning(laidOut), meaning(sql), sql);
    }
    assert.ok(kept > corpus.length * 0.9, `${kept} of ${corpus.length}`);
    assert.equal(await meanTheSame("select N'x'", "select N 'x'"), false);
    assert.equal(await meanTheSame('select :a', 'select\n  :a'), true);
    const lists = 'select a in(1,2),array[1,2] from t';
    assert.equal(await meanTheSame(lists, formatStatement(lists, '  ')), true);
    assert.equal(await meanTheSame(lists, lists.replace('2', '3')), false);
    assert.equal(await meanTheSame('selec 1', 'selec  1'), false);
  }).timeout(60_000);
});

/** The parse tree without the places of its nodes. */
function meaning(sql: string): string {
  return JSON.stringify(parseSync(sql), (key, value) =>
    /location|^stmt_len$|list_(start|end)$/.test(key) ? undefined : value,
  );
}
