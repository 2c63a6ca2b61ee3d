import { powabase } from '../gateways/powabase';
import { letOwnerUse } from '../shop/platform';
import { exposeNewObjects, OWNER, owner } from '../shop/roles';
import { newSecret, now, sign } from '../tokens';
import { directly, type Ground, postgrestOn, type SandboxProject, userToken } from './project';

/** Powabase calls a project's owner and its database by the project's ref. */
const REF = 'shopref';

/** The schemas that a hosted project exposes. */
const SCHEMAS = ['public', 'storage', 'graphql_public', 'ai'];

/** Starts a Powabase project. */
export async function startPowabase(ground: Ground): Promise<SandboxProject> {
  const { cluster } = ground;
  const password = newSecret();
  const jwtSecret = newSecret();
  await cluster.run(
    'template1',
    owner(REF, password),
    `create database ${REF} template ${ground.template}`,
  );
  await cluster.run(
    REF,
    `reassign owned by ${OWNER} to ${REF}; ${letOwnerUse(REF)} ${exposeNewObjects(REF, 'public')}`,
  );
  const postgrest = await postgrestOn(ground, {
    name: 'powabase',
    database: REF,
    schemas: SCHEMAS,
    jwtSecret,
    anonRole: 'anon',
    knownRole: 'anon',
  });
  const lasting = { iss: 'supabase', iat: now(), exp: now() + 5 * 365 * 86_400 };
  const anonKey = await sign({ role: 'anon', ...lasting }, jwtSecret);
  const serviceRoleKey = await sign({ role: 'service_role', ...lasting }, jwtSecret);
  const query = (sql: string, values: readonly unknown[]) => cluster.query(REF, sql, values);
  const gateway = await ground.openGateway(() =>
    powabase({ anonKey, serviceRoleKey, jwtSecret, postgrest, query }),
  );
  return {
    provider: 'powabase',
    name: 'Shop (Powabase)',
    url: gateway.url,
    anonKey,
    serviceRoleKey,
    jwtSecret,
    userToken: await userToken(gateway.url, jwtSecret),
    databaseUrl: cluster.url(REF, password, REF),
    schema: 'public',
    direct: await directly(ground, postgrest, {
      jwtSecret,
      schema: 'public',
      role: 'authenticated',
    }),
    requests: gateway.requests,
  };
}
