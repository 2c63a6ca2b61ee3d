import assert from 'node:assert/strict';
import { pgpassPassword, readService } from '../../src/core/pgpass';

const login = { host: 'db.example', port: 5432, database: 'shop', user: 'ada' };

describe('pgpassPassword', () => {
  const cases: readonly [string, string, string | undefined][] = [
    ['an exact line', 'db.example:5432:shop:ada:secret', 'secret'],
    ['stars', '*:*:*:*:any', 'any'],
    [
      'the first line that matches',
      'other:5432:shop:ada:no\n*:5432:shop:ada:first\n*:*:*:*:late',
      'first',
    ],
    [
      'escaped colons and backslashes',
      String.raw`db.example:5432:shop:ada:a\:b\\c`,
      String.raw`a:b\c`,
    ],
    ['comments and empty lines', '# *:*:*:*:no\n\n*:*:*:*:yes\r\n', 'yes'],
    ['another port', 'db.example:6543:shop:ada:no', undefined],
    ['another user', 'db.example:5432:shop:eve:no', undefined],
    ['a line that is too short', 'db.example:5432:shop:ada', undefined],
    ['an empty file', '', undefined],
    ['an empty password', '*:*:*:*:', ''],
  ];
  for (const [name, text, expected] of cases) {
    it(`reads ${name}`, () => assert.equal(pgpassPassword(text, login), expected));
  }
});

describe('readService', () => {
  const text =
    '# services\n[shop]\nhost=db.example\n port = 6543 \ndbname=shop\n\n[other]\nhost=elsewhere\n';
  it('reads the keywords of one section', () => {
    assert.deepEqual(
      [...readService(text, 'shop')],
      [
        ['host', 'db.example'],
        ['port', '6543'],
        ['dbname', 'shop'],
      ],
    );
  });
  it('says that there is no such section', () => {
    assert.throws(() => readService(text, 'nope'), /has no section \[nope\]/);
  });
});
