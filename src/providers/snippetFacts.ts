import type { ProviderId } from '../core/model';
import type { Feature, VariableNames } from '../core/snippets/snippet';

/** What code about a system has to know beside its provider; apart from it, because only snippets ask. */
export interface SnippetFacts {
  readonly features: readonly Feature[];
  /** As the documents of the system write them. */
  readonly variables: VariableNames;
  /** True where the gateway overwrites what a request says of its schema. */
  readonly fixedSchema?: true;
}

const flux = {
  url: 'FLUX_URL',
  userToken: 'FLUX_BEARER_TOKEN',
  anonKey: 'FLUX_ANON_KEY',
  serviceRoleKey: 'FLUX_SERVICE_ROLE_KEY',
  jwtSecret: 'FLUX_GATEWAY_JWT_SECRET',
  databaseUrl: 'DATABASE_URL',
};

const facts: Readonly<Record<ProviderId, SnippetFacts>> = {
  // https://docs.powabase.ai/guides/auth-connection
  powabase: {
    features: ['projectService', 'supabaseClient', 'realtime'],
    variables: {
      url: 'BASE_URL',
      serviceRoleKey: 'API_KEY',
      anonKey: 'ANON_KEY',
      userToken: 'USER_TOKEN',
      jwtSecret: 'JWT_SECRET',
      databaseUrl: 'DATABASE_URL',
    },
  },
  // https://supabase.com/docs/guides/getting-started/api-keys
  supabase: {
    features: ['supabaseClient', 'edgeFunctions', 'realtime'],
    variables: {
      url: 'SUPABASE_URL',
      publishableKey: 'SUPABASE_PUBLISHABLE_KEY',
      secretKey: 'SUPABASE_SECRET_KEY',
      anonKey: 'SUPABASE_ANON_KEY',
      serviceRoleKey: 'SUPABASE_SERVICE_ROLE_KEY',
      userToken: 'SUPABASE_USER_TOKEN',
      jwtSecret: 'SUPABASE_JWT_SECRET',
      databaseUrl: 'DATABASE_URL',
    },
  },
  // https://flux.vsl-base.com/docs/reference/env-vars
  'flux-v2': { features: ['ownTokens'], variables: flux, fixedSchema: true },
  'flux-v1': { features: [], variables: flux },
  // https://docs.postgrest.org/en/stable/references/configuration.html
  postgrest: {
    features: [],
    variables: {
      url: 'POSTGREST_URL',
      userToken: 'POSTGREST_TOKEN',
      jwtSecret: 'PGRST_JWT_SECRET',
      databaseUrl: 'DATABASE_URL',
    },
  },
};

export function snippetFactsOf(id: ProviderId): SnippetFacts {
  return facts[id];
}
