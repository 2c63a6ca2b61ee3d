import assert from 'node:assert/strict';
import type { CredentialKind, ProviderId } from '../../src/core/model';
import { runsInClient } from '../../src/core/snippets/clientSide';
import { frameworkOf } from '../../src/core/snippets/frameworks';
import { snippetsFor } from '../../src/core/snippets/offer';
import { tasksFor } from '../../src/core/snippets/tasks';
import { providerOf } from '../../src/providers';
import { snippetFactsOf } from '../../src/providers/snippetFacts';
import { choicesFor } from '../../src/vscode/snippets/choices';
import { byId, projectOf } from './snippetCases';

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
