import assert from 'node:assert/strict';
import { plain } from '../../../src/core/errors';
import { oddCharacterAt } from '../../../src/core/sql/oddCharacters';

describe('what Postgres takes for a letter', () => {
  for (const [text, offset, expected] of [
    ['select\u00a01', 0, /^A no-break space \(U\+00A0\) stands there/],
    ['select \u2018a\u2019', 7, /^A typographic quote \(U\+2018\) stands there/],
    ['\ufeffselect 1', 0, /^An invisible character \(U\+FEFF\) stands there/],
    ['select nmae, \u00a0', 7, undefined],
    ["selct 'a\u00a0b'", 0, undefined],
    ['select größe', 7, undefined],
  ] as const) {
    it(`is ${expected ? '' : 'not '}in the word at ${offset} of ${JSON.stringify(text)}`, () => {
      const said = oddCharacterAt(text, offset);
      if (expected) assert.match(said ? plain(said) : '', expected);
      else assert.equal(said, undefined);
    });
  }
});
