import assert from 'node:assert/strict';
import { createStatementIndex, type Found } from '../../../src/core/sql/statementIndex';
import { seededRandom } from '../../random';

const texts = (sql: string) =>
  createStatementIndex(sql)
    .statements()
    .map(({ text }) => text);

/** What is at the bar in the text. */
function at(marked: string): Found {
  const offset = marked.indexOf('|');
  return createStatementIndex(marked.replace('|', '')).at(offset);
}

function statementAt(marked: string): string | undefined {
  const found = at(marked);
  return found.kind === 'statement' ? found.statement.text : undefined;
}

describe('the statements of a text', () => {
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
    [
      'an escape string that goes on in the next line',
      "select E'a' -- ;\n 'b\\';' ; select 2",
      ["select E'a' -- ;\n 'b\\';'", 'select 2'],
    ],
    ['a plain string that goes on', "select 'a'\n'\\'; select 2", ["select 'a'\n'\\'", 'select 2']],
    [
      'a Unicode string',
      String.raw`select U&'\0061;\'; select 2`,
      [String.raw`select U&'\0061;\'`, 'select 2'],
    ],
    [
      'a name that ends in e',
      "select'a' as e, 'x\\'; select 2",
      ["select'a' as e, 'x\\'", 'select 2'],
    ],
    [
      'a name with an e before a string',
      "select te'x\\'; select 2",
      ["select te'x\\'", 'select 2'],
    ],
    [
      'an operator that meets a comment',
      'select 1+-- ;\n2; select 3',
      ['select 1+-- ;\n2', 'select 3'],
    ],
    [
      'a carriage return that ends a comment',
      'select 1 -- x\r; select 2',
      ['select 1 -- x', 'select 2'],
    ],
    [
      'an empty dollar tag within another',
      'select $a$ $b$;$b$ $$ $a$; select 2',
      ['select $a$ $b$;$b$ $$ $a$', 'select 2'],
    ],
    ['a parameter that touches a dollar', 'select $1$; select 2', ['select $1$', 'select 2']],
    ['letters beyond ASCII in a tag', 'do $é$ ; $é$; select 2', ['do $é$ ; $é$', 'select 2']],
    [
      'BEGIN of a transaction',
      'begin; select 1; end; select 2',
      ['begin', 'select 1', 'end', 'select 2'],
    ],
    [
      'a copy with its data',
      'copy t (a) from stdin;\n1\t;\n\\.\nselect 2',
      ['copy t (a) from stdin', 'select 2'],
    ],
    [
      'a copy from stdin without data',
      'copy t from stdin; select 2',
      ['copy t from stdin', 'select 2'],
    ],
    ['a meta-command', '\\d users; x\nselect 2', ['select 2']],
    ['a statement that a meta-command ends', 'select 1 \\gset\nselect 2', ['select 1', 'select 2']],
  ];
  for (const [name, sql, expected] of cases) {
    it(`keeps ${name} together`, () => assert.deepEqual(texts(sql), expected));
  }
});

describe('the statement at the cursor', () => {
  const cases: readonly [string, string, string | undefined][] = [
    ['in a statement', 'select 1; sel|ect 2; select 3', 'select 2'],
    ['at its first letter', 'select 1;\n|select 2', 'select 2'],
    ['between statement and semicolon', 'select 1 |; select 2', 'select 1'],
    ['behind a semicolon', 'select 1;|\nselect 2', 'select 1'],
    ['on the blanks behind it', 'select 1;  |\nselect 2', 'select 1'],
    ['in a comment behind it', 'select 1; -- the fi|rst\nselect 2', 'select 1'],
    ['in the blanks before it', '  | select 1', 'select 1'],
    ['in a comment above it', 'select 1;\n-- the |second\nselect 2', 'select 2'],
    ['in the first line of a comment above it', '/* what |\n\n it does */\nselect 2', 'select 2'],
    ['on an empty line between two', 'select 1;\n|\nselect 2', undefined],
    ['on an empty line within one', 'select 1\n|\n, 2', 'select 1\n\n, 2'],
    ['at the end of the text', 'select 1;\nselect 2;\n\n|', 'select 2'],
    ['at the end, before a comment', 'select 2;\n|\n-- end', 'select 2'],
    ['behind a statement without semicolon', 'select 1;\nselect 2\n|', 'select 2'],
    ['in an empty text', ' |\n', undefined],
    ['behind the last line of a copy', 'copy t from stdin;\n1\n\\.\n|\n', undefined],
    ['in the line of a copy', 'copy t from stdin;|\n1\n\\.\n', 'copy t from stdin'],
  ];
  for (const [name, marked, expected] of cases) {
    it(`${name}: ${expected === undefined ? 'none' : JSON.stringify(expected)}`, () =>
      assert.equal(statementAt(marked), expected));
  }

  it('knows a meta-command of psql', () => {
    const found = at('select 1;\n\\d us|ers\nselect 2');
    assert.equal(found.kind, 'meta');
    assert.equal(found.kind === 'meta' && found.statement.text, '\\d users');
  });
  it('knows the lines of data of a copy', () => {
    assert.equal(at('copy t from stdin;\n1\t|2\n\\.\n').kind, 'data');
  });
});

describe('a text that is edited', function () {
  this.timeout(30_000);
  const whole = [
    'select 1',
    ';',
    ';\n',
    '\n',
    ' ',
    ',',
    '(',
    ')',
    'begin',
    'atomic',
    'case',
    'end',
    'copy',
    'from',
    'stdin',
    'copy t from stdin;\n',
    '\n\\.\n',
    '\\d t\n',
    '-- c;\n',
    '/* ; */',
    "'it''s;'",
    "E'\\';'",
    '\n',
    '$$ ; $$',
    '$a$;$a$',
    'create function f() begin atomic select 1; end;',
    'é',
    '😀',
    'x',
  ];
  /** What swallows the rest of a text is rare, or every text would be one string. */
  const open = ["'", "E'", '"', '$$', '$a$', '/*', '*/', '--', '\\'];

  it('has the statements that a reading from the start finds', () => {
    const random = seededRandom(7);
    const oneOf = (list: readonly string[]) => list[random(list.length)] ?? '';
    const piece = () => oneOf(random(80) === 0 ? open : whole);
    const words = (count: number) =>
      Array.from({ length: count }, piece).join(random(2) ? ' ' : '');
    for (let round = 0; round < 100; round++) {
      let text = words(random(400));
      // Small strides put a place to begin again between most of the tokens.
      const index = createStatementIndex(text, { stride: 8 });
      for (let edit = 0; edit < 60; edit++) {
        const offset = random(text.length + 1);
        const length = random(4) === 0 ? random(Math.min(40, text.length - offset) + 1) : 0;
        const inserted = random(5) === 0 ? '' : words(random(4));
        const before = text;
        text = text.slice(0, offset) + inserted + text.slice(offset + length);
        index.edit({ offset, length, text: inserted });
        assert.equal(index.text, text);
        assert.deepEqual(
          index.statements(),
          createStatementIndex(text).statements(),
          JSON.stringify({ before, offset, length, inserted }),
        );
      }
    }
  });
});
