import assert from 'node:assert/strict';
import { parseUri } from '../../src/core/connectionStrings/parts';
import type { CredentialKind, Project, ProviderId } from '../../src/core/model';
import { snippets } from '../../src/core/snippets';
import { frameworkOf } from '../../src/core/snippets/frameworks';
import type { Snippet, SnippetContext } from '../../src/core/snippets/snippet';
import { type SnippetChoice, snippetContext } from '../../src/providers/snippetContext';

/** The snippet of this id. */
export function byId(id: string): Snippet {
  return snippets.find((snippet) => snippet.id === id) ?? assert.fail(`no snippet ${id}`);
}

/** A table of the sandbox's shop, few of its columns. */
export const products = { schema: 'public', name: 'products', columns: ['id', 'name'] };

/** Values that look like what they are; none opens anything. */
export const values: { readonly [Kind in CredentialKind]?: string } = {
  publishableKey: 'sb_publishable_example',
  secretKey: 'sb_secret_example',
  anonKey: 'anon.example.jwt',
  serviceRoleKey: 'service.example.jwt',
  userToken: 'user.example.jwt',
  jwtSecret: "a secret with 'quotes', spaces and $signs",
  databaseUrl: 'postgresql://postgres:p%40ss@db.example.com:5432/postgres',
};

const urls: Readonly<Record<ProviderId, string>> = {
  powabase: 'https://shop.p.powabase.ai',
  supabase: 'https://abcdefghijklmnopqrst.supabase.co',
  'flux-v2': 'https://api--shop--0123abc.vsl-base.com',
  'flux-v1': 'https://api--shop--0123abc.vsl-base.com',
  postgrest: 'http://localhost:3000',
};

export function projectOf(provider: ProviderId, more: Partial<Project> = {}): Project {
  return {
    id: `user:${provider}`,
    name: 'Shop',
    provider,
    url: urls[provider],
    place: 'user',
    credentials: {},
    ...more,
  };
}

/** A server's file of TypeScript that reads its values from the environment, unless `choice` says something else. */
export function contextOf(
  provider: ProviderId,
  choice: Partial<SnippetChoice> = {},
  project: Partial<Project> = {},
): SnippetContext {
  const { password, ...withoutPassword } = parseUri(values.databaseUrl ?? '');
  const written = choice.source === 'written';
  return snippetContext(projectOf(provider, project), {
    key: {},
    source: 'environment',
    values: written ? values : {},
    database: written ? { ...withoutPassword, password: password ?? '' } : withoutPassword,
    pooled: false,
    client: false,
    framework: frameworkOf([]),
    typed: true,
    ...choice,
  });
}
