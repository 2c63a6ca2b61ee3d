import assert from 'node:assert/strict';
import {
  decodeStoredSecret,
  encodeStoredSecret,
  readSavedProject,
  writeSavedProject,
} from '../../src/core/savedProject';

const entry = {
  id: 'shop',
  name: 'Shop',
  provider: 'powabase',
  url: 'https://shop.p.powabase.ai/',
  credentials: { anonKey: { from: 'dotenv', file: '.env', key: 'ANON' } },
};

describe('readSavedProject', () => {
  it('reads facts and references, and keeps places apart', () => {
    const project = readSavedProject(entry, 'workspace', 0);
    assert.equal(project.id, 'workspace:shop');
    assert.equal(project.url, 'https://shop.p.powabase.ai');
    assert.deepEqual(project.credentials, {
      anonKey: { from: 'dotenv', file: '.env', key: 'ANON' },
    });
    assert.equal(readSavedProject(entry, 'user', 0).id, 'user:shop');
    const command = { ...entry, credentials: { anonKey: { from: 'command', command: ['op'] } } };
    assert.deepEqual(readSavedProject(command, 'settings', 0).credentials.anonKey, {
      from: 'command',
      command: ['op'],
    });
  });
  it('writes what it has read', () => {
    const { url, ...rest } = entry;
    const tls = { mode: 'verify-full', caFile: 'ca.pem' };
    assert.deepEqual(writeSavedProject(readSavedProject({ ...entry, tls }, 'workspace', 0)), {
      ...rest,
      url: url.replace(/\/$/, ''),
      tls,
    });
  });

  it('reads and writes several secret keys by name, the ways to the database and the schema', () => {
    const whole = {
      ...entry,
      provider: 'supabase',
      url: 'https://shop.example',
      credentials: {
        publishableKey: { from: 'stored' },
        secretKey: { from: 'stored' },
        'secretKey:mail worker': { from: 'ask' },
        accessToken: { from: 'environment', variable: 'SUPABASE_ACCESS_TOKEN' },
      },
      endpoints: [
        { kind: 'sessionPooler', host: 'pool.example', port: 5432, user: 'u', database: 'd' },
      ],
      restSchema: 'api',
    };
    assert.deepEqual(writeSavedProject(readSavedProject(whole, 'user', 0)), whole);
  });

  const wrong: readonly [string, unknown, RegExp][] = [
    ['no object', 'shop', /Project 3 in powabase\.projects .* between \{ and \}, with id, name/],
    ['nothing', null, /Project 3 in powabase\.projects .* between \{ and \}, with id, name/],
    ['a number for an id', { ...entry, id: 7 }, /at "id" .* a text that is not empty/],
    ['a list of names', { ...entry, name: ['hunter2'] }, /at "name" .* a text that is not empty/],
    ['a text for the credentials', { ...entry, credentials: 'hunter2' }, /at "credentials" .*\{/],
    ['an object for the endpoints', { ...entry, endpoints: {} }, /at "endpoints" .* a list/],
    [
      'a port that is none',
      { ...entry, endpoints: [{ kind: 'direct', host: 'h', port: 0, user: 'u', database: 'd' }] },
      /at "endpoints\.0\.port" .* from 1 to 65535/,
    ],
    ['an unknown provider', { ...entry, provider: 'firebase' }, /at "provider"/],
    ['no name', { ...entry, name: ' ' }, /at "name"/],
    [
      'a value where a reference belongs',
      { ...entry, credentials: { anonKey: 'eyJsecret' } },
      /at "credentials\.anonKey"/,
    ],
    [
      'a command in the settings of a workspace',
      { ...entry, credentials: { anonKey: { from: 'command', command: ['rm', 'hunter2'] } } },
      /at "credentials\.anonKey" of project 3 in powabase\.projects: a command may stand in your own settings alone/,
    ],
    [
      'a password in the URL for the password file',
      {
        ...entry,
        credentials: { databaseUrl: { from: 'pgpass', url: 'postgresql://u:hunter2@h/d' } },
      },
      /at "credentials\.databaseUrl\.url" of project 3 in powabase\.projects: leave the password out/,
    ],
    [
      'a credential that is none',
      { ...entry, credentials: { 'secretKey:': { from: 'stored' } } },
      /at "credentials\.secretKey:" of project 3 in powabase\.projects: no credential has this name/,
    ],
    [
      'a key from the password file',
      { ...entry, credentials: { anonKey: { from: 'pgpass', url: 'postgresql://u@h/d' } } },
      /at "credentials\.anonKey" of project 3 in powabase\.projects: only a Database URL can come from there/,
    ],
    [
      'a password among the ways to the database',
      {
        ...entry,
        endpoints: [
          { kind: 'direct', host: 'h', port: 1, user: 'u', database: 'd', password: 'hunter2' },
        ],
      },
      /at "endpoints\.0\.password"/,
    ],
    ['an unknown key', { ...entry, password: 'hunter2' }, /at "password"/],
    ['an unknown word for TLS', { ...entry, tls: { mode: 'hunter2' } }, /at "tls\.mode"/],
    [
      'an URL that is none',
      { ...entry, url: 'not a url' },
      /^Not valid at "url" of project 3 in powabase\.projects: /,
    ],
  ];
  for (const [name, value, expected] of wrong) {
    it(`says where ${name} stands, and repeats no value`, () => {
      assert.throws(
        () => readSavedProject(value, 'workspace', 2),
        (error: Error) => {
          assert.match(error.message, expected);
          assert.doesNotMatch(error.message, /eyJsecret|hunter2/);
          return true;
        },
      );
    });
  }
});

describe('stored secrets', () => {
  it('come back with the origin they were given for', () => {
    const secret = { origin: 'https://shop.example', value: 'p"ä\n' };
    assert.deepEqual(decodeStoredSecret(encodeStoredSecret(secret)), secret);
  });
  it('are not read from anything else', () => {
    for (const text of ['', 'plain', '{}', '{"value":1}']) {
      assert.equal(decodeStoredSecret(text), undefined);
    }
  });
});
