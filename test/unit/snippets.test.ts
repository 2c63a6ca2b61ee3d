import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { ProviderId } from '../../src/core/model';
import { snippets } from '../../src/core/snippets';
import { textOf } from '../../src/core/snippets/code';
import { compose } from '../../src/core/snippets/compose';
import { frameworks } from '../../src/core/snippets/frameworks';
import { indentOf } from '../../src/core/snippets/languages';
import type { Snippet, SnippetContext } from '../../src/core/snippets/snippet';
import { isPublic } from '../../src/core/snippets/values';
import type { RequestKey, SnippetChoice } from '../../src/providers/snippetContext';
import { contextOf, products } from './snippetCases';

const [, vite, nuxt, sveltekit, , astro] = frameworks;

const service: RequestKey = { own: 'serviceRoleKey' };
const anon: RequestKey = { own: 'anonKey' };
const user: RequestKey = { own: 'userToken' };
const signedIn: RequestKey = { own: 'userToken', gateway: 'publishableKey' };

interface Case {
  readonly title: string;
  readonly context: SnippetContext;
}

function given(title: string, provider: ProviderId, choice: Partial<SnippetChoice>): Case {
  return { title, context: contextOf(provider, { table: products, ...choice }) };
}

/** What requests are shown for: each system's policy, and each way to have values. */
const requestCases: readonly Case[] = [
  given('Powabase, service role', 'powabase', { key: service }),
  given('Powabase, anon, written down, no table', 'powabase', {
    key: anon,
    source: 'written',
    table: { schema: 'public', name: 'your_table', columns: [] },
  }),
  given('Powabase, a table of the ai schema', 'powabase', {
    key: service,
    table: { schema: 'ai', name: 'agents', columns: ['id'] },
  }),
  given('Supabase, secret key', 'supabase', { key: { own: 'secretKey' } }),
  given('Supabase, signed-in user', 'supabase', { key: signedIn }),
  given('Flux v2', 'flux-v2', { key: user }),
  given('Flux v1, service role', 'flux-v1', {
    key: service,
    table: { ...products, schema: 'api' },
  }),
  given('PostgREST, nobody', 'postgrest', { key: {} }),
];

const keyCases = requestCases
  .filter(({ context }) => context.features.includes('supabaseClient'))
  .filter(({ context }) => context.headers.every(({ credential }) => credential !== 'userToken'));

const databaseCases: readonly Case[] = [
  given('from the environment', 'powabase', {}),
  given('placeholder, pooled', 'powabase', { source: 'placeholder', pooled: true }),
  given('written down', 'powabase', { source: 'written' }),
];

const clientCases: readonly Case[] = [vite, nuxt, sveltekit].flatMap((framework) =>
  framework
    ? [
        given(`${framework.label}, in the client`, 'supabase', {
          key: { own: 'publishableKey' },
          client: true,
          framework,
          typed: false,
        }),
      ]
    : [],
);

const serverCases: readonly Case[] = [sveltekit, astro].flatMap((framework) =>
  framework
    ? [given(`${framework.label}, on the server`, 'powabase', { key: service, framework })]
    : [],
);

const tokenCases: readonly Case[] = [
  given('Powabase', 'powabase', {}),
  given('Flux v2, written down, no types', 'flux-v2', { source: 'written', typed: false }),
];

const fluxCases: readonly Case[] = [given('Flux v2', 'flux-v2', {})];

const dotenvCases: readonly Case[] = [
  given('Powabase', 'powabase', { source: 'placeholder', values: { anonKey: 'anon.example.jwt' } }),
  given('Supabase, with the secrets', 'supabase', { source: 'written' }),
  given('Flux v2', 'flux-v2', { source: 'placeholder' }),
];

function casesOf(snippet: Snippet): readonly Case[] {
  const { feature } = snippet;
  return everyCaseOf(snippet).filter(
    ({ context }) => feature === undefined || context.features.includes(feature),
  );
}

function everyCaseOf({ id, needs, group, feature }: Snippet): readonly Case[] {
  if (id === 'nextClient') {
    return [
      given('Supabase', 'supabase', { key: { own: 'publishableKey' } }),
      given('Powabase', 'powabase', { key: anon }),
    ];
  }
  if (id === 'fetch') return [...requestCases, ...clientCases, ...serverCases];
  if (needs === 'requestKey') return requestCases;
  if (feature === 'projectService') return requestCases.slice(0, 1);
  if (feature === 'ownTokens') return fluxCases;
  if (group === 'database') return databaseCases;
  if (id === 'verifyJose') return [...tokenCases, ...serverCases];
  if (group === 'tokens') return tokenCases;
  if (group === 'environment') return dotenvCases;
  if (id === 'realtime') return [...keyCases, ...clientCases].filter(isPublicCase);
  if (id === 'edgeFunction') return [given('Supabase', 'supabase', {})];
  return keyCases;
}

function isPublicCase({ context }: Case): boolean {
  return context.headers.every(({ credential }) => isPublic(credential));
}

/** The snippet alone in a new document of its language. */
function documentOf(snippet: Snippet, context: SnippetContext): string {
  const { body } = compose(snippet.language, snippet.render(context), {
    language: snippet.language,
    text: '',
    indent: indentOf(snippet.language),
    quote: "'",
    line: 0,
  });
  return textOf(body);
}

/** `=== title` before each text; what stands between two of them is the text and a line break. */
function snapshotOf(snippet: Snippet): string {
  return casesOf(snippet)
    .map(({ title, context }) => `=== ${title}\n${documentOf(snippet, context)}\n`)
    .join('\n');
}

const folder = 'test/unit/snippets';

describe('snippets, each in full', () => {
  for (const snippet of snippets) {
    it(snippet.id, () => {
      assert.equal(snapshotOf(snippet), readFileSync(`${folder}/${snippet.id}.txt`, 'utf8'));
    });
  }

  it('has no text of a snippet that is gone', () => {
    const ids = snippets.map(({ id }) => `${id}.txt`);
    assert.deepEqual(readdirSync(folder).sort(), ids.sort());
  });
});
