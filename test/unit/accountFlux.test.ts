import assert from 'node:assert/strict';
import type { AccountProject } from '../../src/core/accounts/account';
import { flux } from '../../src/core/accounts/flux';
import { plain } from '../../src/core/errors';
import { type Answers, answering, at, failureOf, never } from './accountAnswers';

describe('the list of a Flux account', () => {
  it('has the owner, and the projects with what keeps them from answering', async () => {
    const entry = (slug: string, more: object) => ({ slug, hash: '0123abc', ...more });
    const { owner, projects } = await flux.list(
      at(
        flux,
        answering({
          '/api/cli/v1/auth/verify': { ok: true, user: 'ada@example.com', plan: 'pro' },
          '/api/cli/v1/list': [
            entry('shop', {
              apiUrl: 'https://api--shop--0123abc.vsl-base.com',
              status: 'running',
              lifecycleState: 'active',
            }),
            entry('nap', { status: 'running', lifecycleState: 'dormant' }),
            entry('old', { status: 'running', lifecycleState: 'archived' }),
            entry('off', { status: 'stopped', lifecycleState: 'active' }),
            entry('odd', { status: 'corrupted' }),
            entry('bad-url', { apiUrl: 'javascript:alert(1)' }),
            { slug: 'no-hash' },
            entry('escapes', { hash: '../keys' }),
          ],
        }),
      ),
      never,
    );
    assert.equal(owner, 'ada@example.com');
    assert.deepEqual(
      projects.map(({ name, url, notice }) => [name, url, notice && plain(notice)]),
      [
        ['shop', 'https://api--shop--0123abc.vsl-base.com', undefined],
        ['nap', undefined, 'Dormant. Wake it with `flux wake`.'],
        ['old', undefined, 'Archived. Restore it in the dashboard.'],
        ['off', undefined, 'Stopped. Start it with `flux start`.'],
        ['odd', undefined, 'It does not run as it should: `flux doctor` tells more.'],
        ['bad-url', undefined, undefined],
      ],
    );
  });
});

describe('a project of a Flux account', () => {
  const shop: AccountProject = { id: '0123abc', name: 'shop', url: 'https://shop.example.com' };
  const path = '/api/cli/v1/projects/0123abc/credentials';
  const jwt = (role: string) =>
    `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify({ role })).toString('base64url')}.c2ln`;
  const dedicated = {
    mode: 'v1_dedicated',
    anonKey: jwt('anon'),
    serviceRoleKey: jwt('service_role'),
    postgresConnectionString: 'postgresql://postgres:hunter22@flux-0123abc-shop-db:5432/postgres',
  };
  const read = (answers: Answers, given = shop) =>
    flux.read(at(flux, answering(answers)), given, never);

  it('on the shared engine has a JWT secret and no keys', async () => {
    const draft = await read({
      [path]: { mode: 'v2_shared', projectJwtSecret: 'a-project-secret', anonKey: jwt('anon') },
    });
    assert.deepEqual(draft, {
      provider: 'flux-v2',
      name: 'shop',
      url: 'https://shop.example.com',
      credentials: { jwtSecret: 'a-project-secret' },
      endpoints: [],
      notes: [],
    });
  });

  it('on an engine of its own has keys, and a note in place of a database that only Flux can reach', async () => {
    const draft = await read({ [path]: dedicated });
    assert.equal(draft.provider, 'flux-v1');
    assert.deepEqual(draft.credentials, {
      anonKey: dedicated.anonKey,
      serviceRoleKey: dedicated.serviceRoleKey,
    });
    assert.match(draft.notes.map(plain).join(), /^The Database URL is left out.*flux db tunnel/);
    assert.ok(!JSON.stringify(draft).includes('hunter22'));
  });

  it('has the JWT secret and a Database URL that can be reached', async () => {
    const databaseUrl = 'postgresql://postgres:hunter22@db.example.com:5432/postgres';
    const draft = await read({
      [path]: {
        ...dedicated,
        projectJwtSecret: 'a-project-secret',
        postgresConnectionString: databaseUrl,
      },
    });
    assert.equal(draft.credentials.databaseUrl, databaseUrl);
    assert.equal(draft.credentials.jwtSecret, 'a-project-secret');
    assert.deepEqual(draft.notes, []);
  });

  it('says what is not usable, keys in each other’s place too', async () => {
    const draft = await read(
      {
        [path]: {
          mode: 'v1_dedicated',
          anonKey: jwt('service_role'),
          serviceRoleKey: null,
          postgresConnectionString: 'nonsense',
        },
      },
      { id: '0123abc', name: 'shop' },
    );
    assert.deepEqual(draft.credentials, {});
    assert.deepEqual(draft.notes.map(plain), [
      'Flux tells no Service URL of this project. Copy it from the dashboard.',
      'Flux gave no usable Anon Key.',
      'Flux gave no usable Service Role Key.',
      'Flux gave no usable Database URL.',
    ]);
  });

  it('of an engine that came later is not guessed at', async () => {
    const failure = await failureOf(read({ [path]: { mode: 'v3_moon' } }));
    assert.equal(failure.message, 'The API of Flux gave an answer of another form.');
  });
});
