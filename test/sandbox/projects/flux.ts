import { randomUUID } from 'node:crypto';
import { fluxV1 } from '../gateways/fluxV1';
import { fluxV2 } from '../gateways/fluxV2';
import { admitTenant, moveToFlux } from '../shop/flux';
import { USERS } from '../shop/platform';
import { exposeNewObjects, OWNER, owner } from '../shop/roles';
import { newSecret, now, sign } from '../tokens';
import { directly, type Ground, postgrestOn, type SandboxProject } from './project';

const V1 = 'flux_v1';
const V1_SCHEMA = 'api';

/** Starts a dedicated Flux project; real ones call user and database `postgres`, which is taken in this cluster. */
export async function startFluxV1(ground: Ground): Promise<SandboxProject> {
  const { cluster } = ground;
  const password = newSecret();
  const jwtSecret = newSecret();
  await cluster.run(
    'template1',
    owner(V1, password),
    `create database ${V1} template ${ground.template}`,
  );
  await cluster.run(
    V1,
    `${moveToFlux(V1_SCHEMA)} reassign owned by ${OWNER} to ${V1}; ${exposeNewObjects(V1, V1_SCHEMA)}
    alter role ${V1} in database ${V1} set search_path = ${V1_SCHEMA}, public`,
  );
  const postgrest = await postgrestOn(ground, {
    name: 'flux-v1',
    database: V1,
    schemas: [V1_SCHEMA, 'public'],
    jwtSecret,
    anonRole: 'anon',
    knownRole: 'anon',
    rollsBack: true,
  });
  const key = (role: string) => sign({ role, iat: now() }, jwtSecret);
  const gateway = await ground.openGateway(() => fluxV1(postgrest));
  const [{ id: sub }] = USERS;
  const userToken = await sign({ sub, role: 'authenticated', exp: now() + 86_400 }, jwtSecret);
  return {
    provider: 'flux-v1',
    name: 'Shop (Flux v1)',
    url: gateway.url,
    anonKey: await key('anon'),
    serviceRoleKey: await key('service_role'),
    jwtSecret,
    userToken,
    databaseUrl: cluster.url(V1, password, V1),
    schema: V1_SCHEMA,
    direct: await directly(ground, postgrest, {
      jwtSecret,
      schema: V1_SCHEMA,
      role: 'authenticated',
    }),
    requests: gateway.requests,
  };
}

const V2 = 'flux_v2';

/** Starts a tenant of shared Flux; its database login is a temporary one, as `flux db tunnel` gives. */
export async function startFluxV2(ground: Ground): Promise<SandboxProject> {
  const { cluster } = ground;
  const password = newSecret();
  const jwtSecret = newSecret();
  const bridgeSecret = newSecret();
  const tenantId = randomUUID();
  const shortId = tenantId.replaceAll('-', '').slice(0, 12);
  const schema = `t_${shortId}_api`;
  const role = `t_${shortId}_role`;
  const login = `flux_temp_rw_${shortId.slice(0, 7)}_${shortId.slice(4)}`;
  await cluster.run(
    'template1',
    `create role ${role} nologin noinherit; grant ${role} to authenticator;
    ${owner(login, password)} grant ${role} to ${login}`,
    `create database ${V2} template ${ground.template}`,
  );
  await cluster.run(
    V2,
    `${moveToFlux(schema)} ${admitTenant(schema, role)} reassign owned by ${OWNER} to ${login};
    alter default privileges for role ${login} in schema ${schema} grant all on tables to ${role};
    alter role ${login} in database ${V2} set search_path = ${schema}, public`,
  );
  const postgrest = await postgrestOn(ground, {
    name: 'flux-v2',
    database: V2,
    // The pool's default is not the tenant's schema: without the gateway's profile headers nothing is found.
    schemas: ['public', schema],
    jwtSecret: bridgeSecret,
    knownRole: role,
  });
  const gateway = await ground.openGateway((url) =>
    fluxV2({ projectJwtSecret: jwtSecret, bridgeSecret, schema, role, tenantId, postgrest }, url),
  );
  const [{ id: sub, email }] = USERS;
  return {
    provider: 'flux-v2',
    name: 'Shop (Flux v2)',
    url: gateway.url,
    jwtSecret,
    userToken: await sign({ sub, email, iat: now(), exp: now() + 86_400 }, jwtSecret),
    databaseUrl: cluster.url(login, password, V2),
    schema,
    direct: await directly(ground, postgrest, { jwtSecret: bridgeSecret, schema, role }),
    requests: gateway.requests,
  };
}
