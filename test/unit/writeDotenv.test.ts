import assert from 'node:assert/strict';
import { parse } from 'dotenv';
import { partsOfVariables, variablesOf } from '../../src/core/connectionStrings/parseEnvironment';
import type { ConnectionParts } from '../../src/core/connectionStrings/parts';
import { renderUri } from '../../src/core/connectionStrings/uri';
import { plain } from '../../src/core/errors';
import { writeDotenv } from '../../src/core/writeDotenv';
import { hostileValues } from '../database/hostileValues';
import { seededRandom } from '../random';

const written: readonly (readonly [
  what: string,
  before: string,
  name: string,
  value: string,
  after: string,
])[] = [
  ['an empty file', '', 'A', '1', 'A=1\n'],
  ['a file without an end of line', 'B=2', 'A', '1', 'B=2\nA=1\n'],
  ['a file of Windows', 'B=2\r\nC=3\r\n', 'A', '1', 'B=2\r\nC=3\r\nA=1\r\n'],
  ['its old place', '# a\nA=0\n# b\nB=2\n', 'A', '1', '# a\nA=1\n# b\nB=2\n'],
  ['its old place on Windows', 'A=0\r\nB=2\r\n', 'A', '1', 'A=1\r\nB=2\r\n'],
  ['its old quotes', 'A="0"\nB=2\n', 'A', '1', 'A="1"\nB=2\n'],
  ['other quotes where the old ones cannot hold it', 'A="0"\n', 'A', 'a"b', `A='a"b'\n`],
  ['quotes where it had none', 'A=0\n', 'A', 'a b', 'A="a b"\n'],
  ['single quotes, in which nothing is expanded', '', 'A', 'a $b', "A='a $b'\n"],
  ['one line where it has a line break', '', 'A', 'a\nb', 'A="a\\nb"\n'],
  ['the place of several lines', 'A="0\n1"\nB=2\n', 'A', '1', 'A="1"\nB=2\n'],
  ['with the comment that follows it', 'A=0 # why\nB=2\n', 'A', '1', 'A=1 # why\nB=2\n'],
  ['with the comment that follows it in quotes', "A='0' # why\n", 'A', '#1', "A='#1' # why\n"],
  ['after export', 'export A=0\n', 'A', '1', 'export A=1\n'],
  ['with the spaces around it', '  A = 0\n', 'A', '1', '  A = 1\n'],
  ['a comment that names it, left alone', '# A=0\n', 'A', '1', '# A=0\nA=1\n'],
  ['the last of two, which counts', 'A=0\nB=2\nA=00\n', 'A', '1', 'A=0\nB=2\nA=1\n'],
  ['a name that ends as another begins', 'AB=2\nA=0\n', 'A', '1', 'AB=2\nA=1\n'],
  ['text of another value, left alone', `B='\nA=0\n'\n`, 'A', '1', `B='\nA=0\n'\nA=1\n`],
  ['an empty value', 'A=\nB=2\n', 'A', '1', 'A=1\nB=2\n'],
  ['no value', 'A=0\n', 'A', '', 'A=\n'],
];

describe('writing to a .env file', () => {
  for (const [what, before, name, value, after] of written) {
    it(`puts a variable into ${what}`, () => {
      const { text, refused } = writeDotenv(before, [{ name, value }]);
      assert.equal(text, after);
      assert.deepEqual(refused, []);
      assert.deepEqual({ ...parse(text) }, { ...parse(before), [name]: value });
    });
  }

  it('sets several, in order', () => {
    const entries = [
      { name: 'B', value: '3' },
      { name: 'C', value: '4' },
      { name: 'D', value: '5' },
    ];
    assert.equal(writeDotenv('A=1\nB=2\n', entries).text, 'A=1\nB=3\nC=4\nD=5\n');
  });

  it('changes nothing the second time', () => {
    const entries = hostileValues.map((value, index) => ({ name: `A${index}`, value }));
    const once = writeDotenv('# mine\n', entries);
    assert.deepEqual(writeDotenv(once.text, entries), once);
  });

  it('leaves out what cannot be quoted, says so without the value, and writes the rest', () => {
    const { text, refused } = writeDotenv('B=2\n', [
      { name: 'A', value: '"secret\'`' },
      { name: '1A', value: 'x' },
      { name: 'A B', value: 'x' },
      { name: 'C', value: '3' },
    ]);
    assert.equal(text, 'B=2\nC=3\n');
    assert.deepEqual(refused.map(plain), [
      'A was left out: no way of quoting its value in a .env file gives the same value back. Set it as an environment variable instead.',
      '"1A" cannot name a variable. Use letters, digits and underscores, and no digit first.',
      '"A B" cannot name a variable. Use letters, digits and underscores, and no digit first.',
    ]);
  });

  const parts: ConnectionParts = {
    host: '::1',
    port: 6543,
    user: 'u',
    database: 'd',
    tls: 'verify-full',
    caFile: '/my ca.crt',
  };

  it('takes every connection as DATABASE_URL, in one line, and quoted only for a shell’s sake', () => {
    for (const value of hostileValues) {
      const url = renderUri({ ...parts, user: value, password: value, database: value });
      const plainUrl = url.replace(/&.*/, '');
      const entries = [
        { name: 'DATABASE_URL', value: url },
        { name: 'PLAIN_URL', value: plainUrl },
      ];
      const { text, refused } = writeDotenv('A=1\n', entries);
      // A shell takes `:~name` for somebody's home.
      const plainly = plainUrl.includes('~') ? `"${plainUrl}"` : plainUrl;
      assert.equal(text, `A=1\nDATABASE_URL="${url}"\nPLAIN_URL=${plainly}\n`);
      assert.deepEqual(refused, []);
    }
  });

  it('takes a connection as its parts, or says which of them it cannot', () => {
    const refusedPasswords = hostileValues.filter((password) => {
      const whole = { ...parts, password };
      const { text, refused } = writeDotenv('', variablesOf(whole));
      if (refused.length === 0) {
        assert.deepEqual(partsOfVariables(Object.entries(parse(text))), whole);
        return false;
      }
      assert.match(refused.map(plain).join(), /^PGPASSWORD was left out/);
      return true;
    });
    assert.deepEqual(refusedPasswords, []);
    const { refused } = writeDotenv('', variablesOf({ ...parts, password: `"'\`` }));
    assert.equal(refused.length, 1);
  });

  it('gives the dotenv package the same value back, or refuses, in whatever file', () => {
    const pieces = [
      ...'ABC=:#\'"`\\ \t\n\r$x1',
      'export ',
      '\r\n',
      'A=',
      'B="',
      "C='",
      '\\n',
      '# ',
    ];
    const next = seededRandom(20261121);
    const some = (most: number) =>
      Array.from({ length: next(most) }, () => pieces[next(pieces.length)]).join('');
    let refusals = 0;
    for (let run = 0; run < 5000; run += 1) {
      const before = some(30);
      const value = some(8);
      const { text, refused } = writeDotenv(before, [{ name: 'A', value }]);
      const expected = refused.length === 0 ? { ...parse(before), A: value } : { ...parse(before) };
      assert.deepEqual({ ...parse(text) }, expected, JSON.stringify([before, value, text]));
      if (refused.length > 0) assert.equal(text, before);
      refusals += refused.length;
    }
    assert.ok(refusals < 1000, `${refusals} of 5000 were refused`);
  });
});
