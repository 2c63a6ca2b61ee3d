import assert from 'node:assert/strict';
import type { Account, AccountProject } from '../../src/core/accounts/account';
import { flux } from '../../src/core/accounts/flux';
import { supabase } from '../../src/core/accounts/supabase';
import { asFailure, type Failure, isFailure, plain } from '../../src/core/errors';
import type { HttpAnswer, HttpRequest, SendHttp } from '../../src/core/ports';

const never = new AbortController().signal;
const supabaseToken = `sbp_${'0123456789'.repeat(4)}`;
const fluxToken = 'flx_live_0123456789abcdef0123456789abcdef_33b0';
const ref = 'abcdefghijklmnopqrst';
const project: AccountProject = { id: ref, name: 'Shop' };

type Answers = Readonly<Record<string, unknown>>;

/** Answers by path and query; what is not there is a 404. */
function answering(answers: Answers, seen: HttpRequest[] = []): SendHttp {
  return async (request) => {
    seen.push(request);
    const { pathname, search } = new URL(request.url);
    const body = answers[pathname + search];
    return body === undefined ? answer(404, '{"message":"Not Found"}') : answer(200, body);
  };
}

function answer(status: number, body: unknown, headers: HttpAnswer['headers'] = {}): HttpAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, statusText: '', headers, body: text, milliseconds: 1 };
}

const at = (account: Account, send: SendHttp) => ({
  send,
  base: account.baseUrl,
  token: account === supabase ? supabaseToken : fluxToken,
});

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isFailure(error), String(error));
    return error;
  }
  throw new Error('It did not fail.');
}

const projectsPath = (slug: string, offset = 0) =>
  `/v1/organizations/${slug}/projects?limit=100&offset=${offset}`;
const listed = (id: string, name = id, status = 'ACTIVE_HEALTHY') => ({ ref: id, name, status });

describe('the list of a Supabase account', () => {
  it('has the projects of every organization, page after page', async () => {
    const many = Array.from({ length: 100 }, (_, i) => listed(`aaaaaaaaaaaaaaaa${1000 + i}`));
    const pagination = { count: 101, limit: 100, offset: 0 };
    const { projects, notes } = await supabase.list(
      at(
        supabase,
        answering({
          '/v1/organizations': [
            { id: 'acme', slug: 'acme', name: 'Acme' },
            { id: 'solo', slug: 'solo', name: 'Solo' },
          ],
          [projectsPath('acme')]: { projects: many, pagination },
          [projectsPath('acme', 100)]: { projects: [listed('zz', 'Last')], pagination },
          [projectsPath('solo')]: { projects: [listed('ss', 'One', 'INACTIVE')] },
        }),
      ),
      never,
    );
    assert.deepEqual(notes, []);
    assert.equal(projects.length, 102);
    assert.deepEqual(projects.at(100), { id: 'zz', name: 'Last', group: 'Acme' });
    const { notice, ...paused } = projects.at(101) ?? project;
    assert.deepEqual(paused, { id: 'ss', name: 'One', group: 'Solo' });
    assert.equal(notice && plain(notice), 'Paused. Resume it in the dashboard.');
  });

  it('says which organization it may not look into, and lists the others', async () => {
    const { projects, notes } = await supabase.list(
      at(supabase, async (request) => {
        if (request.url.endsWith('/organizations')) {
          return answer(200, [
            { slug: 'closed', name: 'Closed' },
            { slug: 'open', name: 'Open' },
          ]);
        }
        if (request.url.includes('/closed/')) return answer(403, { message: 'Forbidden' });
        return answer(200, { projects: [listed('aa', 'Shop')], pagination: { count: 1 } });
      }),
      never,
    );
    assert.deepEqual(
      projects.map(({ name }) => name),
      ['Shop'],
    );
    assert.deepEqual(notes.map(plain), [
      'The projects of "Closed" are not listed: Supabase does not allow this to the token.',
    ]);
  });

  it('ends with a server that gives the same page for ever', async () => {
    const seen: HttpRequest[] = [];
    const { projects } = await supabase.list(
      at(supabase, async (request) => {
        seen.push(request);
        return request.url.endsWith('/organizations')
          ? answer(200, [{ slug: 'acme', name: 'Acme' }])
          : answer(200, { projects: [listed('aa')], pagination: { count: 1e9 } });
      }),
      never,
    );
    assert.equal(projects.length, 1);
    assert.equal(seen.length, 3);
  });

  it('ends with a server that always has one more, and says so', async () => {
    let next = 0;
    const { projects, notes } = await supabase.list(
      at(supabase, async (request) => {
        if (request.url.endsWith('/organizations')) {
          return answer(200, [{ slug: 'acme', name: 'Acme' }]);
        }
        next += 1;
        return answer(200, { projects: [listed(`p${next}`)], pagination: { count: 1e9 } });
      }),
      never,
    );
    assert.equal(projects.length, 20);
    assert.deepEqual(notes.map(plain), ['"Acme" has more projects than the 20 listed.']);
  });

  it('leaves out what cannot be a project, and shows odd names on one line', async () => {
    const { projects } = await supabase.list(
      at(
        supabase,
        answering({
          '/v1/organizations': [
            { slug: '../admin', name: 'Bad' },
            { slug: 'acme', name: 'A\u202ecme\n' },
            7,
            null,
          ],
          [projectsPath('acme')]: {
            projects: [
              listed('../../v1/profile', 'Escapes'),
              listed('..', 'Up'),
              listed('ABC', 'Capitals'),
              { ref: 'nn' },
              'text',
              listed('aa', ` ${'x'.repeat(200)}\u0000 `),
              { ...listed('bb', 'B'), status: 42 },
            ],
          },
        }),
      ),
      never,
    );
    assert.deepEqual(projects, [
      { id: 'aa', name: `${'x'.repeat(79)}…`, group: 'A cme' },
      { id: 'bb', name: 'B', group: 'A cme' },
    ]);
  });

  it('sends the token in one header, to the address that it was given, and asks only for reading', async () => {
    const seen: HttpRequest[] = [];
    const send = answering(
      {
        '/base/v1/organizations': [{ slug: 'acme', name: 'Acme' }],
        [`/base${projectsPath('acme')}`]: { projects: [] },
      },
      seen,
    );
    const access = { send, base: 'http://127.0.0.1:4000/base/', token: ` ${supabaseToken}\n` };
    await supabase.list(access, never);
    assert.equal(seen.length, 2);
    for (const { url, method, headers, body } of seen) {
      assert.ok(url.startsWith('http://127.0.0.1:4000/base/v1/'), url);
      assert.ok(!url.includes('sbp_'));
      assert.equal(method, 'GET');
      assert.equal(body, undefined);
      assert.deepEqual(headers, {
        Authorization: `Bearer ${supabaseToken}`,
        Accept: 'application/json',
      });
    }
  });
});

const part = (below: string) => `/v1/projects/${ref}${below}`;
const about = {
  ref,
  name: 'Shop (renamed)',
  status: 'ACTIVE_HEALTHY',
  database: { host: `db.${ref}.supabase.co` },
};
const poolerUri = `postgresql://postgres.${ref}:[YOUR-PASSWORD]@aws-0-eu-central-1.pooler.supabase.com:6543/postgres`;

describe('a project of a Supabase account', () => {
  it('comes with its URL, its keys and the ways to its database', async () => {
    const secret = `sb_secret_${'s'.repeat(31)}`;
    const draft = await supabase.read(
      at(
        supabase,
        answering({
          [part('')]: about,
          [part('/api-keys?reveal=true')]: [
            { name: 'ci', type: 'secret', api_key: `${secret}1` },
            { name: 'default', type: 'secret', api_key: secret },
          ],
          [part('/config/database/pooler')]: [
            { connection_string: poolerUri, pool_mode: 'transaction', database_type: 'PRIMARY' },
          ],
          [part('/postgrest')]: { jwt_secret: 'a-secret-of-more-than-thirty-two-characters' },
        }),
      ),
      project,
      never,
    );
    assert.deepEqual(draft, {
      provider: 'supabase',
      name: 'Shop (renamed)',
      url: `https://${ref}.supabase.co`,
      credentials: {
        serviceRoleKey: secret,
        jwtSecret: 'a-secret-of-more-than-thirty-two-characters',
      },
      keys: [
        { kind: 'serviceRoleKey', name: 'default', value: secret },
        { kind: 'serviceRoleKey', name: 'ci', value: `${secret}1` },
      ],
      endpoints: [
        {
          kind: 'direct',
          replica: false,
          parts: {
            host: `db.${ref}.supabase.co`,
            port: 5432,
            database: 'postgres',
            user: 'postgres',
            tls: 'unsaid',
          },
        },
        {
          kind: 'transaction',
          replica: false,
          parts: {
            host: 'aws-0-eu-central-1.pooler.supabase.com',
            port: 6543,
            database: 'postgres',
            user: `postgres.${ref}`,
            tls: 'unsaid',
          },
        },
      ],
      notes: [],
    });
  });

  it('is at the domain of its database’s host, and elsewhere only where none is told', async () => {
    const urls: (string | undefined)[] = [];
    for (const host of [`db.${ref}.supabase.red`, 'db.example', '10.0.0.1', `db.${ref}.x/../y`]) {
      const send = answering({
        [part('')]: { ...about, database: { host } },
        [part('/api-keys?reveal=true')]: [],
      });
      urls.push((await supabase.read(at(supabase, send), project, never)).url);
    }
    assert.deepEqual(urls, [
      `https://${ref}.supabase.red`,
      `https://${ref}.supabase.co`,
      `https://${ref}.supabase.co`,
      `https://${ref}.supabase.co`,
    ]);
  });

  it('says of every part that the token may not read what is missing', async () => {
    const draft = await supabase.read(
      at(supabase, async ({ url }) =>
        url.endsWith(ref) ? answer(200, { ...about, status: 'INACTIVE' }) : answer(403, '{}'),
      ),
      project,
      never,
    );
    assert.deepEqual(draft.credentials, {});
    assert.deepEqual(draft.notes.map(plain), [
      'Paused. Resume it in the dashboard.',
      'The keys are missing: Supabase does not allow this to the token.',
      'The addresses of the poolers are missing: Supabase does not allow this to the token.',
      'The JWT secret is missing: Supabase does not allow this to the token.',
    ]);
  });

  it('fails when nothing of it can be read', async () => {
    const failure = await failureOf(supabase.read(at(supabase, answering({})), project, never));
    assert.equal(failure.reason, 'badAnswer');
    assert.equal(failure.message, 'Supabase refused the request with status 404.');
  });

  it('keeps no password that a pooler’s address should not have', async () => {
    const send = answering({
      [part('')]: about,
      [part('/config/database/pooler')]: [
        { connection_string: 'postgres://u:hunter22@h/d', pool_mode: 'session' },
        { connection_string: 'https://h/', pool_mode: 'session' },
        { connection_string: 'postgres://u@h/d', pool_mode: 'statement' },
        {
          connection_string: 'postgres://u:[YOUR-PASSWORD]@r/d',
          pool_mode: 'session',
          database_type: 'READ_REPLICA',
        },
      ],
    });
    const { endpoints } = await supabase.read(at(supabase, send), project, never);
    assert.deepEqual(
      endpoints.map(({ kind, replica, parts }) => [kind, replica, parts.host]),
      [
        ['direct', false, `db.${ref}.supabase.co`],
        ['session', false, 'h'],
        ['session', true, 'r'],
      ],
    );
    assert.ok(!JSON.stringify(endpoints).includes('hunter22'));
  });
});

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
      keys: [],
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

const refusals: readonly (readonly [number, string, HttpAnswer['headers'], RegExp, RegExp])[] = [
  [401, '{"message":"JWT could not be decoded"}', {}, /does not accept this token/, /Make a new/],
  [403, '{"error":"MCP tokens cannot"}', {}, /does not allow this/, /rights for it/],
  [404, '{"error":"Project not found"}', {}, /refused the request with status 404/, /List/],
  [400, '{"error":"hash in path"}', {}, /refused the request with status 400/, /List/],
  [429, '{}', { 'retry-after': '17' }, /takes no more requests/, /Wait 17 seconds/],
  [429, '{}', { 'x-ratelimit-reset': '42' }, /takes no more requests/, /Wait 42 seconds/],
  [429, '', { 'retry-after': 'Fri, 01 Jan' }, /takes no more requests/, /Wait a minute/],
  [500, '<html>oops</html>', {}, /failed with status 500/, /Try again/],
  [503, '{"error":"Docker status unavailable"}', {}, /failed with status 503/, /Try again/],
  [302, '', { location: 'https://evil.example' }, /points to another address/, /Check the address/],
];

const hostile: readonly (readonly [string, string, RegExp])[] = [
  ['a web page', '<!doctype html><title>Login</title>', /is not the API of/],
  ['nothing', '', /is not the API of/],
  ['half of an answer', '[{"slug":"acme","na', /is not the API of/],
  ['three megabytes', `[${'"x",'.repeat(750_000)}"x"]`, /is not the API of/],
  ['brackets without end', '['.repeat(1_000_000), /is not the API of/],
  ['an object', '{"projects":[]}', /an answer of another form/],
  ['a number', '42', /an answer of another form/],
  ['null', 'null', /an answer of another form/],
];

for (const account of [supabase, flux]) {
  describe(`a refusal by ${account.label}`, () => {
    const listing = (given: HttpAnswer) =>
      failureOf(
        account.list(
          at(account, async () => given),
          never,
        ),
      );

    for (const [status, body, headers, sentence, advice] of refusals) {
      it(`of status ${status} is one sentence and what to do: ${body || 'no body'}`, async () => {
        const failure = await listing(answer(status, body, headers));
        assert.match(failure.message, sentence);
        assert.ok(failure.detail.hint);
        assert.match(plain(failure.detail.hint), advice);
        assert.ok(failure.message.length < 120);
      });
    }

    for (const [what, body, sentence] of hostile) {
      it(`is said of an answer that is ${what}`, async () => {
        const failure = await listing(answer(200, body, { 'content-type': 'application/json' }));
        assert.equal(failure.reason, 'badAnswer');
        assert.match(failure.message, sentence);
      });
    }

    it('repeats the server’s words without the token', async () => {
      const { token } = at(account, answering({}));
      const echo = { message: `No right for Bearer ${token}.`, error: `${token} is not known` };
      const failure = await listing(answer(401, echo));
      assert.equal(failure.reason, 'refusedLogin');
      const words = failure.detail.detail && plain(failure.detail.detail);
      assert.equal(words, '•••• is not known');
      assert.ok(!JSON.stringify([failure.message, failure.detail]).includes(token));
    });

    it('comes before anything is sent: a wrong token, an address over http', async () => {
      const seen: HttpRequest[] = [];
      const access = at(account, answering({}, seen));
      const wrongToken = await failureOf(account.list({ ...access, token: 'hunter22' }, never));
      const toRead = await failureOf(account.read({ ...access, token: '' }, project, never));
      const inTheClear = { ...access, base: 'http://api.example.com' };
      const wrongBase = await failureOf(account.list(inTheClear, never));
      for (const { reason } of [wrongToken, toRead, wrongBase]) assert.equal(reason, 'badInput');
      assert.ok(!wrongToken.message.includes('hunter22'));
      assert.deepEqual(seen, []);
    });
  });
}

describe('what is in the way of an account', () => {
  it('is passed on as it is: no network, an answer that was cancelled', async () => {
    for (const name of ['AbortError', 'Error']) {
      const send = async () => {
        throw Object.assign(new Error('gone'), { name });
      };
      const failure = await failureOf(
        supabase.list(at(supabase, send), never).catch((error) => {
          throw asFailure(error);
        }),
      );
      assert.equal(failure.reason, name === 'AbortError' ? 'cancelled' : 'badAnswer');
    }
  });
});
