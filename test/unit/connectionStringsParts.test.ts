import assert from 'node:assert/strict';
import { connectionFormats, renderConnection } from '../../src/core/connectionStrings';
import { type ConnectionParts, parseUri } from '../../src/core/connectionStrings/parts';
import { Failure } from '../../src/core/errors';

const base: ConnectionParts = {
  host: 'h.example',
  port: 5432,
  database: 'd',
  user: 'u',
  tls: 'unsaid',
};
const withPassword = (password: string): ConnectionParts => ({ ...base, password });

const read: readonly (readonly [what: string, uri: string, parts: ConnectionParts])[] = [
  ['a plain URI', 'postgresql://u:pw@h.example:5432/d', withPassword('pw')],
  ['the short scheme', 'postgres://u:pw@h.example:5432/d', withPassword('pw')],
  ['a driver in the scheme', 'postgresql+asyncpg://u:pw@h.example/d', withPassword('pw')],
  ['another port', 'postgresql://u@h.example:6543/d', { ...base, port: 6543 }],
  ['no port, no password', 'postgresql://u@h.example/d', base],
  ['an empty password as none', 'postgresql://u:@h.example/d', base],
  ['no database: the name of the user', 'postgresql://u@h.example', { ...base, database: 'u' }],
  [
    'nothing but the scheme',
    'postgresql://',
    { ...base, host: 'localhost', user: 'postgres', database: 'postgres' },
  ],
  [
    'percent escapes everywhere',
    'postgresql://u%40x:p%40ss%3Aw%2Fo%23%C3%A9%20@h.example/my%2Fdb%3F',
    { ...base, user: 'u@x', password: 'p@ss:w/o#é ', database: 'my/db?' },
  ],
  ['a + as a +', 'postgresql://u:a+b@h.example/d', withPassword('a+b')],
  ['a colon in the password', 'postgresql://u:a:b@h.example/d', withPassword('a:b')],
  ['a raw @ in the password', 'postgresql://u:p@ss@h.example/d', withPassword('p@ss')],
  ['a raw # and ? in the password', 'postgresql://u:p#s?s@h.example/d', withPassword('p#s?s')],
  ['a raw / in the password', 'postgresql://u:p/s@h.example/d', withPassword('p/s')],
  ['a raw % in the password', 'postgresql://u:100%@h.example/d', withPassword('100%')],
  [
    'an @ in the database, as libpq does',
    'postgresql://h.example/d@1',
    { ...base, user: 'postgres', database: 'd@1' },
  ],
  ['IPv6', 'postgresql://u@[::1]:5432/d', { ...base, host: '::1' }],
  ['IPv6 with a zone', 'postgresql://u@[fe80::1%25eth0]/d', { ...base, host: 'fe80::1%eth0' }],
  ['sslmode', 'postgresql://u@h.example/d?sslmode=require', { ...base, tls: 'require' }],
  ['ssl=true', 'postgresql://u@h.example/d?ssl=true', { ...base, tls: 'require' }],
  [
    'a root certificate, which makes require verify',
    'postgresql://u@h.example/d?sslmode=require&sslrootcert=/etc/my%20ca.crt',
    { ...base, tls: 'verify-ca', caFile: '/etc/my ca.crt' },
  ],
  [
    'the authorities of the system, which verify the name',
    'postgresql://u@h.example/d?sslrootcert=system',
    { ...base, tls: 'verify-full', caFile: 'system' },
  ],
  [
    'server options',
    'postgres://u@h.example/d?options=reference%3Dabc',
    { ...base, options: 'reference=abc' },
  ],
  [
    'parameters that replace what stands before them',
    'postgresql://x:y@other/z?host=h.example&port=5432&user=u&password=p%26w&dbname=d',
    withPassword('p&w'),
  ],
  [
    'parameters of other drivers, left out',
    'postgresql://u@h.example/d?pgbouncer=true&connection_limit=1&application_name=x',
    base,
  ],
  ['spaces and line breaks around it', ' \n postgresql://u@h.example/d\n', base],
  ['quotes around it', '"postgresql://u@h.example/d"', base],
  ['a line of a .env file', "export DATABASE_URL='postgresql://u@h.example/d'", base],
  ['a psql command', 'psql "postgresql://u@h.example/d"', base],
];

const refused: readonly (readonly [what: string, uri: string, sentence: RegExp])[] = [
  ['no URI', 'hunter2', /must start with postgresql:\/\//],
  ['another scheme', 'mysql://u:hunter2@h/d', /must start with postgresql:\/\//],
  ['a JDBC URL', 'jdbc:postgresql://h/d?user=u&password=hunter2', /must start with/],
  ['a port that is a word', 'postgresql://u:hunter2@h:port/d', /cannot be read/],
  ['a port too high', 'postgresql://u:hunter2@h:65536/d', /port that is not between 1 and 65535/],
  ['two hosts', 'postgresql://u:hunter2@a:1,b:2/d', /cannot be read.*one host/],
  ['two hosts in a parameter', 'postgresql://u:hunter2@/d?host=a,b', /several hosts/],
  ['a socket', 'postgresql://u:hunter2@%2Fvar%2Frun/d', /Unix socket/],
  ['a host that is none', 'postgresql://u:hunter2@<host>/d', /neither a name nor an address/],
  ['a line break in the host', 'postgresql://u:hunter2@h\nx/d', /cannot be read/],
  ['a zero byte', 'postgresql://u:hunter2%00@h/d', /zero byte/],
  ['an escape that is not UTF-8', 'postgresql://u:hunter2%E9@h/d', /not UTF-8/],
  ['half a character', 'postgresql://u:hunter2\ud83d@h/d', /no driver can send/],
  ['an unknown sslmode', 'postgresql://u:hunter2@h/d?sslmode=on', /unknown sslmode/],
  ['a placeholder', 'postgresql://postgres:[YOUR-PASSWORD]@h/d', /placeholder/],
];

describe('a Postgres URI', () => {
  for (const [what, uri, parts] of read) {
    it(`may hold ${what}`, () => {
      assert.deepEqual(parseUri(uri), parts);
    });
  }

  for (const [what, uri, sentence] of refused) {
    it(`is refused for ${what}, in a sentence without the password`, () => {
      assert.throws(
        () => parseUri(uri),
        (error) => {
          assert.ok(error instanceof Failure);
          assert.equal(error.reason, 'badInput');
          assert.match(error.message, sentence);
          assert.doesNotMatch(error.message, /hunter2/);
          return true;
        },
      );
    });
  }

  for (const value of [
    ' ',
    "'",
    '"',
    '\\',
    '%',
    '%41',
    '+',
    '@',
    ':',
    '/',
    '?',
    '#',
    ';',
    '日本',
  ]) {
    it(`reads back what the URI format wrote for ${JSON.stringify(value)}`, () => {
      const parts = {
        ...base,
        user: `u${value}`,
        password: `${value}p`,
        database: `d${value}`,
        options: `-c a.b=${value}`,
      };
      assert.deepEqual(parseUri(renderConnection('uri', parts, { password: 'shown' })), parts);
    });
  }
});

describe('TLS in the nine formats', () => {
  const loopback = { ...base, host: '127.0.0.1' };
  const remote: Record<string, RegExp> = {
    golang: /sslmode=require/,
    nodejs: /ssl: \{ rejectUnauthorized: false \}/,
  };

  it('is not mentioned when the URL says nothing, but for lib/pq, which would insist on it', () => {
    for (const { id } of connectionFormats) {
      if (id !== 'golang')
        assert.doesNotMatch(renderConnection(id, base, { password: 'shown' }), /ssl/i, id);
    }
    assert.match(renderConnection('golang', base, { password: 'shown' }), /sslmode=require/);
    assert.match(renderConnection('golang', loopback, { password: 'shown' }), /sslmode=disable/);
  });

  it('prefer becomes a choice by host where the driver cannot fall back', () => {
    for (const { id } of connectionFormats) {
      assert.match(
        renderConnection(id, { ...base, tls: 'prefer' }, { password: 'shown' }),
        remote[id] ?? /prefer/i,
        id,
      );
    }
    assert.match(
      renderConnection('nodejs', { ...loopback, tls: 'prefer' }, { password: 'shown' }),
      /ssl: false/,
    );
    assert.match(
      renderConnection('golang', { ...loopback, tls: 'prefer' }, { password: 'shown' }),
      /sslmode=disable/,
    );
  });

  const verifying = { ...base, tls: 'verify-full', caFile: '/ca.crt' } as const;
  const verified: Record<string, RegExp> = {
    uri: /\?sslmode=verify-full&sslrootcert=%2Fca\.crt$/,
    psql: /\?sslmode=verify-full&sslrootcert=%2Fca\.crt"$/,
    nodejs: /ssl: \{ ca: readFileSync\("\/ca\.crt"\), rejectUnauthorized: true \}/,
    python: /sslmode="verify-full",\n {4}sslrootcert="\/ca\.crt"/,
    golang: /sslmode=verify-full sslrootcert='\/ca\.crt'/,
    jdbc: /&sslmode=verify-full&sslrootcert=%2Fca\.crt$/,
    dotnet: /;SSL Mode=VerifyFull;Root Certificate="\/ca\.crt"$/,
    php: /;sslmode=verify-full;sslrootcert=\\'\/ca\.crt\\'', 'u'\);$/,
    sqlalchemy: /\?sslmode=verify-full&sslrootcert=%2Fca\.crt"\)$/,
  };
  for (const { id, label } of connectionFormats) {
    it(`names the certificate file in ${label}`, () => {
      assert.match(
        renderConnection(id, verifying, { password: 'shown' }),
        verified[id] ?? /unexpected/,
      );
    });
  }

  it('imports what the Node.js snippet needs to read the file', () => {
    assert.match(
      renderConnection('nodejs', verifying, { password: 'shown' }),
      /^import \{ readFileSync \}/,
    );
  });

  it('checks only the authority for verify-ca in Node.js', () => {
    assert.match(
      renderConnection(
        'nodejs',
        { ...base, tls: 'verify-ca', caFile: '/ca.crt' },
        { password: 'shown' },
      ),
      /ssl: \{ ca: readFileSync\("\/ca\.crt"\), checkServerIdentity: \(\) => undefined \}/,
    );
  });

  it('turns the word system into what each driver calls it', () => {
    const parts = { ...base, tls: 'verify-full', caFile: 'system' } as const;
    assert.match(renderConnection('uri', parts, { password: 'shown' }), /sslrootcert=system/);
    assert.match(
      renderConnection('jdbc', parts, { password: 'shown' }),
      /sslfactory=org\.postgresql\.ssl\./,
    );
    for (const id of ['nodejs', 'golang', 'dotnet'] as const) {
      assert.doesNotMatch(renderConnection(id, parts, { password: 'shown' }), /system/, id);
    }
  });
});

describe('PHP', () => {
  it('uses pg_connect where a DSN would lose a semicolon', () => {
    assert.equal(
      renderConnection(
        'php',
        { ...base, database: "a;b'c", password: "p\\'" },
        { password: 'shown' },
      ),
      String.raw`$connection = pg_connect('host=h.example port=5432 dbname=\'a;b\\\'c\' user=u password=\'p\\\\\\\'\'');`,
    );
  });
});
