import assert from 'node:assert/strict';
import { parseDotenv } from '../../src/core/dotenv';
import { type CredentialKind, type ProviderId, providerIds } from '../../src/core/model';
import { snippets } from '../../src/core/snippets';
import { runsInClient } from '../../src/core/snippets/clientSide';
import { textOf } from '../../src/core/snippets/code';
import { frameworkOf, frameworks } from '../../src/core/snippets/frameworks';
import { snippetsFor } from '../../src/core/snippets/offer';
import { tasksFor } from '../../src/core/snippets/tasks';
import { providerOf } from '../../src/providers';
import type { RequestKey } from '../../src/providers/snippetContext';
import { snippetFactsOf } from '../../src/providers/snippetFacts';
import { choicesFor } from '../../src/vscode/snippets/choices';
import { contextOf, products, projectOf, values } from './snippetCases';

const byId = (id: string) =>
  snippets.find((snippet) => snippet.id === id) ?? assert.fail(`no snippet ${id}`);

describe('the headers that snippets send', () => {
  const table: readonly (readonly [ProviderId, RequestKey, readonly string[]])[] = [
    ['powabase', { own: 'serviceRoleKey' }, ['apikey: $API_KEY', 'Authorization: Bearer $API_KEY']],
    ['powabase', { own: 'anonKey' }, ['apikey: $ANON_KEY', 'Authorization: Bearer $ANON_KEY']],
    [
      'powabase',
      { own: 'userToken', gateway: 'anonKey' },
      ['apikey: $ANON_KEY', 'Authorization: Bearer $USER_TOKEN'],
    ],
    ['supabase', { own: 'publishableKey' }, ['apikey: $SUPABASE_PUBLISHABLE_KEY']],
    ['supabase', { own: 'secretKey' }, ['apikey: $SUPABASE_SECRET_KEY']],
    ['supabase', { own: 'anonKey', opaque: ['anonKey'] }, ['apikey: $SUPABASE_ANON_KEY']],
    [
      'supabase',
      { own: 'serviceRoleKey' },
      ['apikey: $SUPABASE_SERVICE_ROLE_KEY', 'Authorization: Bearer $SUPABASE_SERVICE_ROLE_KEY'],
    ],
    [
      'supabase',
      { own: 'userToken', gateway: 'publishableKey' },
      ['apikey: $SUPABASE_PUBLISHABLE_KEY', 'Authorization: Bearer $SUPABASE_USER_TOKEN'],
    ],
    ['flux-v2', { own: 'userToken' }, ['Authorization: Bearer $FLUX_BEARER_TOKEN']],
    ['flux-v1', { own: 'anonKey' }, ['Authorization: Bearer $FLUX_ANON_KEY']],
    ['postgrest', { own: 'userToken' }, ['Authorization: Bearer $POSTGREST_TOKEN']],
    ['postgrest', {}, []],
  ];
  for (const [provider, key, expected] of table) {
    it(`${provider} with ${JSON.stringify(key)}`, () => {
      const text = textOf(byId('curl').render(contextOf(provider, { key })).body);
      assert.deepEqual(
        [...text.matchAll(/-H "([^"]+)"/g)].map(([, header]) => header),
        expected,
      );
    });
  }

  const profiles: readonly (readonly [
    ProviderId,
    string,
    string | undefined,
    RegExp | undefined,
  ])[] = [
    ['powabase', 'public', undefined, undefined],
    ['powabase', 'ai', undefined, /-H 'Accept-Profile: ai'/],
    ['flux-v2', 't_0123456789ab_api', undefined, undefined],
    ['postgrest', 'public', undefined, undefined],
    ['postgrest', 'public', 't_0123456789ab_api', /-H 'Accept-Profile: t_0123456789ab_api'/],
  ];
  for (const [provider, schema, restSchema, expected] of profiles) {
    it(`${provider} for a table of ${schema}, ${restSchema ?? 'no schema of its own'}`, () => {
      const project = restSchema === undefined ? {} : { restSchema };
      const context = contextOf(provider, { table: { ...products, schema } }, project);
      const text = textOf(byId('curl').render(context).body);
      if (expected) assert.match(text, expected);
      else assert.doesNotMatch(text, /Profile/);
    });
  }
});

describe('secrets in snippets', () => {
  const secrets = Object.entries(values).flatMap(([kind, value]) =>
    kind === 'publishableKey' || kind === 'anonKey' ? [] : [value],
  );

  for (const snippet of snippets) {
    it(`${snippet.id} writes none down unless it is told to`, () => {
      for (const source of ['environment', 'placeholder'] as const) {
        const key = { own: 'serviceRoleKey' } as const;
        const text = textOf(snippet.render(contextOf('powabase', { source, key, values })).body);
        for (const secret of secrets) assert.ok(!text.includes(secret), text);
      }
    });
  }

  const secretOrKey = new Set(Object.values(values));

  for (const provider of providerIds) {
    for (const framework of frameworks) {
      it(`the .env of ${framework.label} puts none of ${provider} behind ${framework.publicPrefix}`, () => {
        const context = contextOf(provider, { source: 'written' });
        const text = textOf(byId(`dotenv-${framework.id}`).render(context).body);
        const shipped = text.split('\n').filter((line) => line.startsWith(framework.publicPrefix));
        assert.ok(shipped.length > 0);
        const read = Object.values(parseDotenv(text));
        for (const value of read) assert.ok(value === context.url || secretOrKey.has(value), value);
        for (const line of shipped) {
          assert.match(line, /=(?:https?:\/\/|sb_publishable_|anon\.)/);
        }
      });
    }
  }
});

describe('a secret that a client’s file reads', () => {
  for (const framework of frameworks) {
    it(`has no ${framework.publicPrefix} before its name`, () => {
      const context = contextOf('powabase', {
        key: { own: 'serviceRoleKey' },
        client: true,
        framework,
      });
      const text = textOf(byId('fetch').render(context).body);
      assert.ok(text.includes('process.env.API_KEY;'), text);
      assert.ok(text.includes(`${framework.publicPrefix}BASE_URL`), text);
    });
  }
});

describe('what a person fills in', () => {
  const blanks: Readonly<Record<string, readonly string[]>> = {
    'table columns': ['curl', 'fetch', 'requests', 'netHttp', 'nextServer', 'nextClient'],
    'columns table': ['psql', 'nodejs', 'python', 'jdbc', 'dotnet', 'php', 'sqlalchemy'],
    table: ['golang', 'countRows', 'realtime'],
    'template table columns': ['clerk'],
    'NEXT_PUBLIC_ANON_KEY API_KEY JWT_SECRET DATABASE_URL': ['dotenv-nextjs'],
    '': ['uri', 'verifyCurl', 'authJs', 'verifyJose'],
  };
  for (const [names, ids] of Object.entries(blanks)) {
    for (const id of ids) {
      it(`in ${id}: ${names || 'nothing'}`, () => {
        const { body } = byId(id).render(contextOf('powabase', { source: 'placeholder' }));
        const found = body.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.blank]));
        assert.deepEqual([...new Set(found)], names === '' ? [] : names.split(' '));
      });
    }
  }

  it('is preset with the table, and with its columns while they are few', () => {
    const presets = (columns: readonly string[]) => {
      const context = contextOf('powabase', { table: { schema: 'public', name: 'a b', columns } });
      const { body } = byId('curl').render(context);
      return body.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.preset]));
    };
    assert.deepEqual(presets(['id', 'select']), ['a%20b', 'id,select']);
    assert.deepEqual(presets('abcdefghi'.split('')), ['a%20b', '*']);
  });
});

describe('where code may run', () => {
  const table: readonly (readonly [string, string, string, boolean])[] = [
    ['src/components/list.tsx', 'typescriptreact', '', true],
    ['app/page.tsx', 'typescriptreact', '', true],
    ['app/page.tsx', 'typescriptreact', "import 'server-only';\n", false],
    ['app/actions/save.tsx', 'typescriptreact', "'use server';\n", false],
    ['src/lib/api.ts', 'typescript', '', false],
    ['src/lib/api.ts', 'typescript', "'use client';\n", true],
    ['src/app/lib/api.ts', 'typescript', '', true],
    ['src/app/api/rows/route.ts', 'typescript', '', false],
    ['app/rows/route.ts', 'typescript', '', false],
    ['pages/api/rows.ts', 'typescript', '', false],
    ['pages/index.js', 'javascript', '', true],
    ['src/routes/+page.svelte', 'svelte', '', true],
    ['src/routes/+page.server.ts', 'typescript', '', false],
    ['src/App.vue', 'vue', '', true],
    ['server/api/rows.ts', 'typescript', '', false],
    ['index.html', 'html', '', true],
    ['public/app.js', 'javascript', '', true],
    ['public/.env', 'dotenv', '', true],
    ['static/config.json', 'json', '', true],
    ['supabase/functions/hello/index.ts', 'typescript', '', false],
    ['scripts/rows.py', 'python', '', false],
    ['app/main.py', 'python', '', false],
    ['.env', 'dotenv', '', false],
    ['README.md', 'markdown', '', false],
  ];
  for (const [path, language, text, expected] of table) {
    const where = expected ? 'a client' : 'a server';
    it(`${path}${text === '' ? '' : ` with ${text.trim()}`} is for ${where}`, () => {
      assert.equal(runsInClient(path, language, text), expected);
    });
  }

  const known = { from: 'stored' } as const;
  const project = projectOf('supabase', {
    credentials: { secretKey: known, publishableKey: known },
  });
  const kinds = (client: boolean) =>
    choicesFor(byId('fetch'), project, client).map(({ way, source }) => `${way.own} ${source}`);

  it('offers what may ship first in a client', () => {
    assert.deepEqual(kinds(true), [
      'publishableKey environment',
      'secretKey environment',
      'publishableKey written',
      'secretKey written',
    ]);
  });

  it('offers a request of nobody before one with a token in a client, and after it on a server', () => {
    const direct = projectOf('postgrest', { credentials: { userToken: known } });
    const own = (client: boolean) =>
      choicesFor(byId('fetch'), direct, client)
        .filter(({ source }) => source === 'environment')
        .map(({ role }) => role?.id);
    assert.deepEqual(own(true), ['anon', 'user']);
    assert.deepEqual(own(false), ['user', 'anon']);
  });

  it('offers the environment before what is written down', () => {
    assert.deepEqual(kinds(false).slice(0, 2), [
      'publishableKey environment',
      'secretKey environment',
    ]);
  });

  it('offers the key of a task alone', () => {
    const choices = choicesFor(byId('fetch'), project, false, 'secretKey');
    assert.deepEqual(
      choices.map(({ way, source }) => [way.own, source]),
      [
        ['secretKey', 'environment'],
        ['secretKey', 'written'],
      ],
    );
  });

  it('offers every role of the system where no key is known, from the environment alone', () => {
    const choices = choicesFor(byId('requests'), projectOf('powabase'), false);
    assert.deepEqual(
      choices.map(({ role, source }) => [role?.id, source]),
      [
        ['anon', 'environment'],
        ['service_role', 'environment'],
        ['user', 'environment'],
      ],
    );
  });
});

describe('the snippets on offer', () => {
  const offer = (id: ProviderId, language: string) => {
    const credentials = providerOf(id).credentials.map(({ kind }) => kind);
    const { fitting } = snippetsFor(
      { features: snippetFactsOf(id).features, credentials },
      language,
    );
    return fitting.map((snippet) => snippet.id);
  };

  const table: readonly (readonly [ProviderId, string, readonly string[]])[] = [
    ['powabase', 'go', ['netHttp', 'golang', 'verifyGoJwt']],
    [
      'powabase',
      'python',
      [
        'verifyRequests',
        'requests',
        'supabasePy',
        'python',
        'sqlalchemy',
        'countRows',
        'verifyPyJwt',
      ],
    ],
    [
      'flux-v2',
      'typescriptreact',
      ['fetch', 'clerk', 'nextServer', 'nodejs', 'authJs', 'verifyJose'],
    ],
    ['flux-v1', 'python', ['requests', 'python', 'sqlalchemy', 'countRows', 'verifyPyJwt']],
    ['supabase', 'shellscript', ['curl', 'psql']],
    ['postgrest', 'php', ['php']],
    ['postgrest', 'markdown', []],
  ];
  for (const [id, language, expected] of table) {
    it(`for ${language} with ${id}`, () => assert.deepEqual(offer(id, language), expected));
  }
});

describe('which key a task takes', () => {
  const keys = (id: ProviderId, known: readonly CredentialKind[] = []) => {
    const offered = providerOf(id).credentials.map(({ kind }) => kind);
    const tasks = tasksFor(offered, known, snippetFactsOf(id).features);
    return Object.fromEntries(tasks.map((task) => [task.id, task.credential]));
  };

  it('on Powabase, as its documents say', () => {
    assert.deepEqual(keys('powabase'), {
      projectService: 'serviceRoleKey',
      serverRows: 'serviceRoleKey',
      clientRows: 'anonKey',
      userRows: 'userToken',
      sql: 'databaseUrl',
      verifyTokens: 'jwtSecret',
      realtime: 'anonKey',
    });
  });

  it('on Supabase, with today’s keys, or the legacy ones that the project has', () => {
    const { serverRows, clientRows, edgeFunction } = keys('supabase');
    assert.deepEqual(
      { serverRows, clientRows, edgeFunction },
      { serverRows: 'secretKey', clientRows: 'publishableKey', edgeFunction: 'secretKey' },
    );
    assert.equal(keys('supabase', ['anonKey']).clientRows, 'anonKey');
  });

  it('on shared Flux, which has no keys', () => {
    assert.deepEqual(keys('flux-v2'), {
      userRows: 'userToken',
      sql: 'databaseUrl',
      verifyTokens: 'jwtSecret',
      signTokens: 'jwtSecret',
    });
  });

  it('names snippets that there are', () => {
    const all = tasksFor(
      ['secretKey', 'serviceRoleKey', 'anonKey', 'userToken', 'databaseUrl', 'jwtSecret'],
      [],
      ['projectService', 'supabaseClient', 'edgeFunctions', 'realtime', 'ownTokens'],
    );
    for (const id of all.flatMap((task) => task.snippets)) byId(id);
  });
});

describe('the framework of a project', () => {
  for (const [dependencies, expected] of [
    [['react', 'next'], 'nextjs'],
    [['@sveltejs/kit', 'vite'], 'sveltekit'],
    [['vite', 'vue'], 'vite'],
    [['expo'], 'expo'],
    [['express'], 'nextjs'],
  ] as const) {
    it(`${dependencies.join(', ')} is ${expected}`, () => {
      assert.equal(frameworkOf(dependencies).id, expected);
    });
  }
});
