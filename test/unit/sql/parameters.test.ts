import assert from 'node:assert/strict';
import { bindParameters } from '../../../src/core/sql/parameters';

/** What is sent, and the names in the order of their values. */
const cases: readonly [string, string, string, readonly string[]][] = [
  ['numbers stay', 'select $1, $2', 'select $1, $2', ['$1', '$2']],
  ['a number left out wants a value too', 'select $3', 'select $3', ['$1', '$2', '$3']],
  ['a name', 'select :id', 'select $1', [':id']],
  ['the same name twice', 'select :a, :b, :a', 'select $1, $2, $1', [':a', ':b']],
  ['a name with a cast', 'select :id::int', 'select $1::int', [':id']],
  ['a cast alone', "select '1'::int, x::text", "select '1'::int, x::text", []],
  ['a string', "select ':a', E'\\':b', U&':c'", "select ':a', E'\\':b', U&':c'", []],
  ['dollar quotes', 'select $$ :a $1 $$, $t$ :b $t$', 'select $$ :a $1 $$, $t$ :b $t$', []],
  ['a quoted name', 'select ":a"', 'select ":a"', []],
  [
    'comments',
    'select 1 -- :a\n, 2 /* :b /* $1 */ :c */',
    'select 1 -- :a\n, 2 /* :b /* $1 */ :c */',
    [],
  ],
  ['a slice', 'select a[1:n], a[lo:hi], a[:n]', 'select a[1:n], a[lo:hi], a[:n]', []],
  ['an index in parentheses', 'select a[(:n)]', 'select a[($1)]', [':n']],
  ['an array', 'select array[:a, :b]', 'select array[$1, $2]', [':a', ':b']],
  ['nested arrays', 'select ARRAY[[:a], [:b]]', 'select ARRAY[[$1], [$2]]', [':a', ':b']],
  ['a named argument', 'select f(a := 1, b => :b)', 'select f(a := 1, b => $1)', [':b']],
  ['letters beyond ASCII', "select '😀', :größe", "select '😀', $1", [':größe']],
  ['a dollar in a name', 'select a$1 from t', 'select a$1 from t', []],
  ['psql’s quoted variables are nobody’s', `select :'a', :"b"`, `select :'a', :"b"`, []],
  [
    'a function’s own arguments',
    'create function f(int) returns int return $1',
    'create function f(int) returns int return $1',
    [],
  ],
  [
    'behind a parenthesis',
    '(select :a) union select :b',
    '(select $1) union select $2',
    [':a', ':b'],
  ],
  ['an update', 'update t set a = :a where b=:b', 'update t set a = $1 where b=$2', [':a', ':b']],
  ['no blank before it', 'select 1 where x>:x', 'select 1 where x>$1', [':x']],
  ['explain', 'explain select :a', 'explain select $1', [':a']],
];

describe('the parameters of a statement', () => {
  for (const [title, text, sql, names] of cases) {
    it(title, () => {
      const bound = bindParameters(text);
      assert.equal(bound.sql, sql);
      assert.deepEqual(bound.names, names);
    });
  }

  it('are numbers or names, not both', () => {
    assert.throws(() => bindParameters('select $1, :a'), { reason: 'badInput' });
  });

  it('have no number beyond what Postgres counts to', () => {
    assert.equal(bindParameters('select $65535').names.length, 65_535);
    assert.throws(() => bindParameters('select 1, $99999999999'), {
      reason: 'badInput',
      detail: { position: 10 },
    });
  });

  it('leave every other place where it was', () => {
    const text = "select '😀', :long_name, nmae, :x, :long_name, oops";
    const { sql, originalOffset } = bindParameters(text);
    for (const word of ['select', '😀', 'nmae', 'oops']) {
      assert.equal(originalOffset(sql.indexOf(word)), text.indexOf(word));
    }
    assert.equal(originalOffset(sql.indexOf('$2')), text.indexOf(':x'));
    assert.equal(originalOffset(sql.indexOf('$2') + 1), text.indexOf(':x'));
    assert.equal(originalOffset(sql.lastIndexOf('$1')), text.lastIndexOf(':long_name'));
    assert.equal(originalOffset(sql.length), text.length);
  });
});
