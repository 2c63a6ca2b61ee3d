import { supabase } from '../gateways/supabase';
import { OWNER } from '../shop/roles';
import { sign } from '../tokens';
import { directly, type Ground, postgrestOn, type SandboxProject, userToken } from './project';

/** What every local project of the Supabase CLI has; public and the same everywhere. */
export const LOCAL = {
  databasePassword: 'postgres',
  jwtSecret: 'super-secret-jwt-token-with-at-least-32-characters-long',
  publishableKey: 'sb_publishable_ACJWlzQHlZjBrEguHvfOxg_3BJgxAaH',
  secretKey: 'sb_secret_N7UND0UgjKTVK-Uodkm0Hg_xSvEMPvz',
  namedSecretKeys: {
    mailer: 'sb_secret_mailerMAILERmailerMAILER_Xy12',
    worker: 'sb_secret_workerWORKERworkerWORKER_Zw34',
  },
  claims: { iss: 'supabase-demo' },
  expires: 1983812996,
} as const;

/** The name of the project's database, as the CLI has it. */
const DATABASE = 'postgres';

/** Starts a Supabase project as the local CLI would. */
export async function startSupabase(ground: Ground): Promise<SandboxProject> {
  const { cluster } = ground;
  const { jwtSecret, publishableKey, secretKey } = LOCAL;
  const key = (role: string) => sign({ ...LOCAL.claims, role, exp: LOCAL.expires }, jwtSecret);
  const anonKey = await key('anon');
  const serviceRoleKey = await key('service_role');
  await cluster.run('template1', `create database ${DATABASE} template ${ground.template}`);
  await cluster.run(DATABASE, 'drop schema ai cascade');
  const postgrest = await postgrestOn(ground, {
    name: 'supabase',
    database: DATABASE,
    schemas: ['public', 'graphql_public'],
    jwtSecret,
    anonRole: 'anon',
    knownRole: 'anon',
    maxRows: 1000,
  });
  const { namedSecretKeys } = LOCAL;
  const keys = { anonKey, serviceRoleKey, publishableKey };
  const secretKeys = [secretKey, ...Object.values(namedSecretKeys)];
  const gateway = await ground.openGateway(() =>
    supabase({ ...keys, secretKeys, jwtSecret, postgrest }),
  );
  return {
    provider: 'supabase',
    name: 'Shop (Supabase)',
    url: gateway.url,
    ...keys,
    secretKey,
    namedSecretKeys,
    jwtSecret,
    userToken: await userToken(gateway.url, jwtSecret),
    databaseUrl: cluster.url(OWNER, LOCAL.databasePassword, DATABASE),
    schema: 'public',
    direct: await directly(ground, postgrest, {
      jwtSecret,
      schema: 'public',
      role: 'authenticated',
    }),
    requests: gateway.requests,
  };
}
