import assert from 'node:assert/strict';
import { splitStatements, statementAt, utf16Offset } from '../../src/core/statements';

const texts = (sql: string) => splitStatements(sql).map(({ text }) => text);

/** The statement at the bar in the text. */
function at(marked: string): string | undefined {
  const offset = marked.indexOf('|');
  return statementAt(marked.replace('|', ''), offset)?.text;
}

describe('splitStatements', () => {
  const cases: readonly [string, string, readonly string[]][] = [
    ['two statements', 'select 1; select 2', ['select 1', 'select 2']],
    ['a semicolon in a string', "select ';'; select 2", ["select ';'", 'select 2']],
    ['a doubled quote', "select 'it''s; ok'; select 2", ["select 'it''s; ok'", 'select 2']],
    [
      'an escape string',
      String.raw`select E'\';'; select 2`,
      [String.raw`select E'\';'`, 'select 2'],
    ],
    [
      'a plain string ends at a backslash',
      String.raw`select '\'; select 2`,
      [String.raw`select '\'`, 'select 2'],
    ],
    ['a quoted name', 'select 1 as "a;b"; select 2', ['select 1 as "a;b"', 'select 2']],
    ['dollar quotes', 'do $$ begin; end $$; select 2', ['do $$ begin; end $$', 'select 2']],
    ['tagged dollar quotes', 'do $a$ $$;$$ $a$; select 2', ['do $a$ $$;$$ $a$', 'select 2']],
    ['a dollar within a name', 'select a$b$c; select 2', ['select a$b$c', 'select 2']],
    ['a parameter', 'select $1; select 2', ['select $1', 'select 2']],
    ['a line comment', 'select 1 -- ; no\n; select 2', ['select 1 -- ; no', 'select 2']],
    [
      'nested comments',
      'select /* ; /* ; */ ; */ 1; select 2',
      ['select /* ; /* ; */ ; */ 1', 'select 2'],
    ],
    ['comments and blanks in front', '\n-- first\n/* x */ select 1;\n', ['select 1']],
    ['nothing but comments', '-- ; \n /* ; */ ;;', []],
    [
      'the body of an SQL function',
      'create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 3',
      [
        'create function f() returns int begin atomic select 1; select case when true then 2 end; end',
        'select 3',
      ],
    ],
    [
      'a rule with several commands',
      'create rule r as on insert to t do (select 1; select 2); select 3',
      ['create rule r as on insert to t do (select 1; select 2)', 'select 3'],
    ],
    ['an unfinished string', "select 'abc; select 2", ["select 'abc; select 2"]],
  ];
  for (const [name, sql, expected] of cases) {
    it(`keeps ${name} together`, () => assert.deepEqual(texts(sql), expected));
  }
});

describe('statementAt', () => {
  it('finds the statement that the cursor is in', () => {
    assert.equal(at('select 1; sel|ect 2; select 3'), 'select 2');
  });
  it('takes the statement before when the cursor is behind its semicolon', () => {
    assert.equal(at('select 1;|\nselect 2'), 'select 1');
    assert.equal(at('select 1;  |\nselect 2'), 'select 1');
  });
  it('takes the next statement from an empty line', () => {
    assert.equal(at('select 1;\n|\nselect 2'), 'select 2');
  });
  it('takes the last statement from the end of the text', () => {
    assert.equal(at('select 1;\nselect 2;\n\n|'), 'select 2');
  });
  it('finds nothing in an empty text', () => assert.equal(at(' |\n'), undefined));
  it('counts from the comment above a statement', () => {
    assert.equal(at('select 1;\n-- the |second\nselect 2'), 'select 2');
  });
});

describe('utf16Offset', () => {
  it('counts characters beyond the basic plane as two', () => {
    assert.equal(utf16Offset("select '😀é', x", 12), 13);
  });
});
