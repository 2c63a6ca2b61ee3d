import assert from 'node:assert/strict';
import { loadModule, parseSync } from 'libpg-query';
import { createStatementIndex } from '../../../src/core/sql/statementIndex';
import { seededRandom } from '../../random';
import { corpus } from './corpus';

/** The statements as Postgres' parser finds them, or undefined where it refuses the text. Its offsets count bytes. */
function byParser(text: string): readonly string[] | undefined {
  const bytes = Buffer.from(text);
  try {
    const { stmts = [] } = parseSync(text);
    return stmts.map(({ stmt_location: at = 0, stmt_len: length }) =>
      withoutBlanks(bytes.subarray(at, length ? at + length : bytes.length).toString()),
    );
  } catch {
    return undefined;
  }
}

/** Postgres counts comments and blanks before a statement as part of it. */
function withoutBlanks(text: string): string {
  let rest = text.trim();
  for (;;) {
    const shorter = rest.replace(/^--[^\n\r]*/, '').trimStart();
    const behind = shorter.startsWith('/*')
      ? shorter.slice(endOfComment(shorter)).trimStart()
      : shorter;
    if (behind === rest) return rest;
    rest = behind;
  }
}

function endOfComment(text: string): number {
  let depth = 0;
  for (const { 0: mark, index } of text.matchAll(/\/\*|\*\//g)) {
    depth += mark === '/*' ? 1 : -1;
    if (depth === 0) return index + 2;
  }
  return text.length;
}

const byIndex = (text: string) =>
  createStatementIndex(text)
    .statements()
    .map((statement) => statement.text);

describe('the statements of a text, beside Postgres’ own parser', function () {
  this.timeout(60_000);
  before(() => loadModule());

  it('are the same for every statement of the corpus', () => {
    for (const sql of corpus) {
      const expected = byParser(sql);
      assert.ok(expected, `Postgres refuses: ${sql}`);
      assert.equal(expected.length, 1, sql);
      assert.deepEqual(byIndex(sql), [sql.trim()]);
    }
  });

  it('are the same for 3,000 texts of several statements', () => {
    const random = seededRandom(11);
    const gaps = [
      ';',
      ';\n',
      ' ; ',
      ';;\n',
      ';-- a ; b\n',
      ';/* ; */',
      '; /* /* ; */ */ ',
      ';\r\n',
      ";\n-- it's\n",
    ];
    const oneOf = (list: readonly string[]) => list[random(list.length)] ?? '';
    for (let round = 0; round < 3_000; round++) {
      const parts = Array.from({ length: 1 + random(6) }, () => oneOf(corpus) + oneOf(gaps));
      const text = parts.join('');
      assert.deepEqual(byIndex(text), byParser(text), text);
    }
  });

  it('are the same for what Postgres accepts of 20,000 damaged texts', () => {
    const random = seededRandom(5);
    const oneOf = (list: readonly string[]) => list[random(list.length)] ?? '';
    const bits = [
      "'",
      '"',
      '$$',
      '$a$',
      '--',
      '/*',
      '*/',
      ';',
      '(',
      ')',
      '\n',
      'E',
      ' ',
      'begin atomic',
      'end',
      'case',
      '$',
      'é',
    ];
    let accepted = 0;
    for (let round = 0; round < 20_000; round++) {
      let text = `${oneOf(corpus)};\n${oneOf(corpus)}`;
      for (let change = random(3); change >= 0; change--) {
        const at = random(text.length + 1);
        text = text.slice(0, at) + oneOf(bits) + text.slice(at + random(3));
      }
      const expected = /\p{Surrogate}/u.test(text) ? undefined : byParser(text);
      if (expected === undefined) {
        byIndex(text);
        continue;
      }
      accepted++;
      assert.deepEqual(byIndex(text), expected, text);
    }
    assert.ok(accepted > 1_500, `only ${accepted} were accepted`);
  });
});
