import assert from 'node:assert/strict';
import { exceptionsOf } from '../../src/core/connectionStrings/exceptions';
import { formatIds } from '../../src/core/connectionStrings/formats';
import type { ConnectionParts } from '../../src/core/connectionStrings/parts';
import { preparedByPostgres } from '../../src/core/connectionStrings/saslprep';
import { plain } from '../../src/core/errors';
import { hostileValues, impossiblePasswords } from '../database/hostileValues';

const parts: ConnectionParts = {
  host: 'h.example',
  port: 5432,
  user: 'u',
  database: 'd',
  tls: 'unsaid',
};

describe('what a driver cannot do', () => {
  for (const format of formatIds) {
    it(`is said of those passwords alone that the driver of ${format} was seen to refuse`, () => {
      const named = hostileValues.filter(
        (password) => exceptionsOf(format, { ...parts, password }).length > 0,
      );
      assert.deepEqual([...named].sort(), [...impossiblePasswords[format]].sort());
    });

    it(`is never a user or a database in ${format}, and nothing when there is no password`, () => {
      assert.deepEqual(exceptionsOf(format, parts), []);
      for (const value of hostileValues) {
        assert.deepEqual(exceptionsOf(format, { ...parts, user: value, database: value }), []);
      }
    });

    it(`is a zero byte or half a character in ${format}`, () => {
      for (const wrong of [{ user: 'a\0' }, { password: '\0' }, { database: 'a\ud83d' }]) {
        const [sentence] = exceptionsOf(format, { ...parts, ...wrong });
        assert.match(sentence ? plain(sentence) : '', /character that Postgres cannot take/);
      }
    });
  }

  it('names the driver and a way out, and not the password', () => {
    const said = [
      ...exceptionsOf('nodejs', { ...parts, password: '\ufb01😀' }),
      ...exceptionsOf('golang', { ...parts, password: '\ufb01secret' }),
      ...exceptionsOf('jdbc', { ...parts, password: '😀secret' }),
    ].map(plain);
    assert.equal(said.length, 3);
    for (const [index, driver] of ['pg', 'lib/pq', 'pgjdbc'].entries()) {
      assert.match(said[index] ?? '', new RegExp(`driver ${driver} .* Choose a password`));
      assert.doesNotMatch(said[index] ?? '', /secret|😀|\ufb01/);
    }
  });
});

/** RFC 4013, section 3, and what RFC 3454 says of single characters; undefined where it is forbidden. */
const examples: readonly (readonly [password: string, prepared: string | undefined])[] = [
  ['I\u00adX', 'IX'],
  ['user', 'user'],
  ['USER', 'USER'],
  ['\u00aa', 'a'],
  ['\u2168', 'IX'],
  ['\u0007', undefined],
  ['\u0627\u0031', undefined],
  ['\u0627\u0031\u0628', '\u0627\u0031\u0628'],
  ['\u00a0\u3000x', '  x'],
  ['\u00ad', undefined],
  ['\u0221\ufb01', undefined],
  ['\u0220\ufb01', '\u0220fi'],
  ['\ue000\ufb01', undefined],
  ['\u{10ffff}\ufb01', undefined],
  ['\ud55c\ud55c\ufb01', '\ud55c\ud55cfi'],
];

describe('the preparation of passwords', () => {
  for (const [password, prepared] of examples) {
    const shown = [...password].map((character) => character.codePointAt(0)?.toString(16));
    it(`makes of ${shown} what RFC 4013 says`, () => {
      assert.equal(preparedByPostgres(password), prepared ?? password);
    });
  }
});
