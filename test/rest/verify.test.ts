import assert from 'node:assert/strict';
import { plain } from '../../src/core/errors';
import type { CredentialKind } from '../../src/core/model';
import type { Network } from '../../src/core/ports';
import { hopsOf, type VerifiedProject, type VerifyPorts } from '../../src/core/verify/hopsOf';
import { runHops } from '../../src/core/verify/runHops';
import { networkOf } from '../../src/node/network';
import { openDatabase } from '../../src/node/postgres';
import { providerOf } from '../../src/providers';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { forward, startGateway } from '../sandbox/gateways/gateway';
import { direct, sendHttp } from './directly';

const never = new AbortController().signal;
const network = networkOf(direct);
const ports: VerifyPorts = { send: sendHttp, openDatabase, network };

type Keys = { readonly [Kind in CredentialKind]?: string | undefined };

function projectOf(
  sandboxed: SandboxProject,
  changed: Keys & { jwtSecret?: string } = {},
): VerifiedProject {
  const provider = providerOf(sandboxed.provider);
  const keys: Keys = {
    publishableKey: sandboxed.publishableKey,
    secretKey: sandboxed.secretKey,
    anonKey: sandboxed.anonKey,
    serviceRoleKey: sandboxed.serviceRoleKey,
    userToken: sandboxed.userToken,
    ...changed,
  };
  const made = provider.roles.filter(({ gateway }) => gateway === undefined);
  const keyOf = (credentials: readonly CredentialKind[]) =>
    credentials.map((kind) => keys[kind]).find((value) => value !== undefined);
  const roles = made.flatMap(({ id, label, credentials }) => {
    const key = keyOf(credentials);
    return key === undefined ? [] : [{ id, label, headers: provider.headers(key) }];
  });
  const { service } = provider;
  const serviceRole = roles.find(({ id }) => id === service?.role);
  return {
    url: sandboxed.url,
    rest: {
      provider: sandboxed.provider,
      restBase: provider.restBase(sandboxed.url),
    },
    roles,
    keys: made.flatMap(({ credentials, label }) => {
      const value = keyOf(credentials);
      const [id] = credentials.filter((kind) => keys[kind] !== undefined);
      return value === undefined || !id ? [] : [{ id, label, value }];
    }),
    jwtSecret: changed.jwtSecret ?? sandboxed.jwtSecret,
    databaseUrl: sandboxed.databaseUrl,
    ...(service && serviceRole
      ? {
          service: {
            label: service.label,
            url: sandboxed.url + service.path,
            role: serviceRole,
          },
        }
      : {}),
  };
}

async function verify(project: VerifiedProject, given: VerifyPorts = ports) {
  const ends = await runHops(hopsOf(project, given), () => {}, never);
  return new Map(
    ends.map(({ hop, state }) => [
      hop.id,
      state.kind === 'found'
        ? `${state.finding.kind}: ${plain(state.finding.sentence)}`
        : state.kind,
    ]),
  );
}

describe('verify', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  it('passes every hop of a Powabase project', async () => {
    const found = await verify(projectOf(sandbox.projects.powabase));
    assert.equal(
      found.get('names'),
      'passed: 127.0.0.1 is an address: there is no name to resolve.',
    );
    assert.equal(found.get('role:anon'), 'passed: The key is accepted; requests run as anon.');
    assert.equal(
      found.get('role:service_role'),
      'passed: The key is accepted; requests run as service_role.',
    );
    assert.equal(
      found.get('postgrest'),
      'passed: Version 12.0.2, schemas: public, storage, graphql_public, ai.',
    );
    assert.equal(found.get('service'), 'passed: It answers; the list holds 3.');
    assert.equal(found.get('signatures'), 'passed: It signed anon, service_role.');
    assert.match(
      found.get('database') ?? '',
      /^passed: Version 17\.\d+ as shopref, directly, without TLS\.$/,
    );
  });

  for (const name of ['supabase', 'fluxV1', 'fluxV2'] as const) {
    it(`passes every hop of ${name}`, async () => {
      const found = await verify(projectOf(sandbox.projects[name]));
      const wrong = [...found].filter(([, text]) => !text.startsWith('passed'));
      assert.deepEqual(wrong, []);
    });
  }

  it('says that a key is not one of this gateway', async () => {
    const { powabase, fluxV1 } = sandbox.projects;
    const found = await verify(projectOf(powabase, { serviceRoleKey: fluxV1.serviceRoleKey }));
    assert.match(found.get('role:service_role') ?? '', /^failed: /);
    assert.match(found.get('role:anon') ?? '', /^passed/);
    assert.equal(found.get('signatures'), 'failed: It did not sign service_role.');
  });

  it('asks PostgREST with the key that is let through, and never says that it answers when none is', async () => {
    const { powabase, fluxV1 } = sandbox.projects;
    const oneWrong = await verify(projectOf(powabase, { anonKey: fluxV1.anonKey }));
    assert.match(oneWrong.get('postgrest') ?? '', /^passed: Version 12\.0\.2/);
    const { anonKey, serviceRoleKey } = fluxV1;
    const allWrong = await verify(projectOf(powabase, { anonKey, serviceRoleKey }));
    assert.match(allWrong.get('postgrest') ?? '', /^failed: The gateway does not know this/);
  });

  it('says that keys are swapped before anything is asked', async () => {
    const { powabase } = sandbox.projects;
    const found = await verify(
      projectOf(powabase, { anonKey: powabase.serviceRoleKey, serviceRoleKey: powabase.anonKey }),
    );
    assert.match(found.get('key:anonKey') ?? '', /^failed: This is a service role \(secret\) key/);
    assert.match(found.get('key:serviceRoleKey') ?? '', /^failed: This is the anon/);
  });

  it('says that the JWT secret is of another project', async () => {
    const found = await verify(
      projectOf(sandbox.projects.powabase, {
        jwtSecret: 'a-secret-of-some-other-project-0123456789',
      }),
    );
    assert.equal(found.get('signatures'), 'failed: It did not sign anon, service_role.');
  });

  it('tries nothing that needs a name which cannot be resolved, and the database all the same', async () => {
    const project = projectOf(sandbox.projects.powabase);
    const found = await verify({ ...project, url: 'http://nobody.invalid' });
    assert.match(found.get('names') ?? '', /^failed: .*nobody\.invalid/);
    assert.equal(found.get('role:anon'), 'skipped');
    assert.match(found.get('database') ?? '', /^passed/);
  });

  it('takes no longer than the slowest chain when every hop is slow', async () => {
    const delay = 200;
    const wait = () => new Promise((resolve) => setTimeout(resolve, delay));
    const slowNetwork: Network = {
      proxyOf: network.proxyOf,
      addresses: async (...given) => {
        await wait();
        return network.addresses(...given);
      },
      handshake: network.handshake,
    };
    const project = projectOf(sandbox.projects.powabase);
    const slow: VerifyPorts = {
      send: async (...given) => {
        await wait();
        return sendHttp(...given);
      },
      network: slowNetwork,
      openDatabase: async (...given) => {
        await wait();
        return openDatabase(...given);
      },
    };
    const started = performance.now();
    const ends = await runHops(hopsOf(project, slow), () => {}, never);
    const took = performance.now() - started;
    const own = new Map(
      ends.map(({ hop, state }) => [hop.id, state.kind === 'found' ? state.milliseconds : 0]),
    );
    const chains = ends.map(({ hop }) =>
      [hop.id, ...hop.needs].reduce((sum, id) => sum + (own.get(id) ?? 0), 0),
    );
    const slowest = Math.max(...chains);
    assert.ok(slowest >= 2 * delay, `the slowest chain took ${slowest} ms`);
    assert.ok(took < 1.5 * slowest, `${took} ms, and the slowest chain ${slowest} ms`);
  });

  it('says of a service key whose Authorization header is lost that it runs as anon', async () => {
    const { powabase } = sandbox.projects;
    const proxy = await startGateway(() => {
      const { hostname, port } = new URL(powabase.url);
      return (exchange) =>
        forward(exchange, {
          to: { host: hostname, port: Number(port) },
          path: exchange.url.pathname + exchange.url.search,
          headers: { authorization: undefined },
          unreachable: {},
        });
    });
    try {
      const found = await verify(projectOf({ ...powabase, url: proxy.url }));
      assert.equal(
        found.get('role:service_role'),
        'failed: The key is accepted, but requests as service_role run as anon.',
      );
      assert.match(found.get('role:anon') ?? '', /^passed/);
      assert.match(found.get('service') ?? '', /^failed: .*no Authorization header/);
    } finally {
      await proxy.stop();
    }
  });

  it('says that a web page is no PostgREST, though it answers 200 to everything', async () => {
    const studio = await startGateway(() => ({ outgoing }) => {
      outgoing
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!DOCTYPE html><title>Studio</title>');
    });
    try {
      const { powabase } = sandbox.projects;
      const found = await verify(projectOf({ ...powabase, url: studio.url }));
      for (const id of ['role:anon', 'role:service_role', 'service']) {
        assert.match(found.get(id) ?? '', /^failed: .*web page/, id);
      }
    } finally {
      await studio.stop();
    }
  });
});
