import assert from 'node:assert/strict';
import { parseUri } from '../../src/core/connectionStrings/parts';
import { saysTls, withTls } from '../../src/core/databaseTls';
import type { ProjectTls } from '../../src/core/model';

const remote = 'postgresql://ann:p%40w@db.example:6432/shop';

const cases: readonly [
  what: string,
  url: string,
  tls: ProjectTls | undefined,
  mode: string,
  caFile?: string,
][] = [
  ['a remote host is verified when nobody says anything', remote, undefined, 'verify-full'],
  ['so is one of the private network', 'postgresql://a@10.0.0.5/d', undefined, 'verify-full'],
  [
    'and one that only looks like this machine',
    'postgresql://a@127.0.0.1.example/d',
    undefined,
    'verify-full',
  ],
  ['localhost is tried as libpq does', 'postgresql://a@localhost/d', undefined, 'unsaid'],
  ['so is a name below localhost', 'postgresql://a@db.localhost/d', undefined, 'unsaid'],
  ['and 127.0.0.2', 'postgresql://a@127.0.0.2/d', undefined, 'unsaid'],
  ['and ::1', 'postgresql://a@[::1]/d', undefined, 'unsaid'],
  ['the project’s choice holds', remote, { mode: 'require' }, 'require'],
  ['on this machine as well', 'postgresql://a@localhost/d', { mode: 'verify-full' }, 'verify-full'],
  [
    'its file comes along',
    remote,
    { mode: 'verify-full', caFile: '/ca.pem' },
    'verify-full',
    '/ca.pem',
  ],
  [
    'but makes no check of an unverified connection',
    remote,
    { mode: 'require', caFile: '/ca.pem' },
    'require',
  ],
  [
    'the URL comes before the project',
    `${remote}?sslmode=disable`,
    { mode: 'verify-full' },
    'disable',
  ],
  [
    'the file is used where the URL wants a check and names none',
    `${remote}?sslmode=verify-full`,
    { mode: 'require', caFile: '/ca.pem' },
    'verify-full',
    '/ca.pem',
  ],
  [
    'the file of the URL comes first',
    `${remote}?sslmode=verify-ca&sslrootcert=/a.pem`,
    { mode: 'verify-full', caFile: '/b.pem' },
    'verify-ca',
    '/a.pem',
  ],
];

describe('the TLS of a Database URL', () => {
  for (const [what, url, tls, mode, caFile] of cases) {
    it(what, () => {
      const before = parseUri(url);
      assert.deepEqual(withTls(before, tls), {
        ...before,
        tls: mode,
        ...(caFile === undefined ? {} : { caFile }),
      });
    });
  }

  it('knows whether the URL says anything itself', () => {
    assert.equal(saysTls(remote), false);
    assert.equal(saysTls(`${remote}?sslmode=prefer`), true);
    assert.equal(saysTls(`${remote}?sslrootcert=system`), true);
  });
});
