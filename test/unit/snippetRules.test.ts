import assert from 'node:assert/strict';
import { parseDotenv } from '../../src/core/dotenv';
import { type ProviderId, providerIds } from '../../src/core/model';
import { snippets } from '../../src/core/snippets';
import { textOf } from '../../src/core/snippets/code';
import { frameworks, isBuilt } from '../../src/core/snippets/frameworks';
import type { RequestKey } from '../../src/providers/snippetContext';
import { byId, contextOf, products, values } from './snippetCases';

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

describe('a value that code of a server reads', () => {
  const reads: Readonly<Record<string, readonly string[]>> = {
    'Next.js': ['process.env.BASE_URL', 'process.env.API_KEY'],
    Vite: ['process.env.BASE_URL', 'process.env.API_KEY'],
    Nuxt: ['process.env.BASE_URL', 'process.env.API_KEY'],
    SvelteKit: ["import { BASE_URL, API_KEY } from '$env/static/private'"],
    Expo: ['process.env.BASE_URL', 'process.env.API_KEY'],
    // Astro calls the path that a site is served from BASE_URL.
    Astro: ['import.meta.env.PUBLIC_BASE_URL', 'import.meta.env.API_KEY'],
  };
  for (const framework of frameworks) {
    it(`is found where ${framework.label} has it`, () => {
      const context = contextOf('powabase', { key: { own: 'serviceRoleKey' }, framework });
      const { imports, body } = byId('fetch').render(context);
      const text = [...imports, textOf(body)].join('\n');
      for (const read of reads[framework.label] ?? assert.fail())
        assert.ok(text.includes(read), text);
    });
  }

  for (const [path, expected] of [
    ['src/routes/+page.server.ts', true],
    ['apps/shop/src/pages/api/rows.ts', true],
    ['scripts/seed.ts', false],
    ['src/seed.py', false],
    ['astro.config.mjs', false],
  ] as const) {
    it(`is ${expected ? 'the framework’s' : 'Node’s own'} in ${path}`, () => {
      assert.equal(isBuilt(path), expected);
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
