import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { Failure } from '../../src/core/errors';
import type { CredentialKind, RoleId } from '../../src/core/model';
import type { HttpAnswer } from '../../src/core/ports';
import { readOpenApi } from '../../src/core/rest/openapi';
import { readRequest } from '../../src/core/rest/request';
import { toHttpRequest } from '../../src/core/rest/send';
import { jsonTable } from '../../src/core/results/jsonTable';
import * as http from '../../src/node/http';
import { providerOf } from '../../src/providers';
import { type Sandbox, type SandboxProject, start } from '../sandbox';
import { direct, sendHttp } from './directly';

const never = new AbortController().signal;

describe('requests to the four systems', function () {
  this.timeout(60_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await start();
  });
  after(() => sandbox?.stop());

  function send(project: SandboxProject, role: RoleId, text: string): Promise<HttpAnswer> {
    const provider = providerOf(project.provider);
    const keys: { readonly [Kind in CredentialKind]?: string | undefined } = {
      publishableKey: project.publishableKey,
      secretKey: project.secretKey,
      anonKey: project.anonKey,
      serviceRoleKey: project.serviceRoleKey,
      userToken: project.userToken,
    };
    const credentials = provider.roles.find(({ id }) => id === role)?.credentials ?? [];
    const key = credentials.map((kind) => keys[kind]).find((value) => value !== undefined);
    assert.ok(key, `${provider.label} has no key for ${role}`);
    const request = readRequest(text, { start: 0, end: text.length });
    const destination = {
      projectUrl: project.url,
      restBase: provider.restBase(project.url),
      authentication: provider.headers(key),
    };
    return sendHttp(toHttpRequest(request, destination), never);
  }

  const rowsOf = ({ status, body }: HttpAnswer) => {
    assert.equal(status, 200, body);
    return jsonTable(body)?.rows.length;
  };

  const reviews = 'GET /reviews?select=id,published';
  for (const name of ['powabase', 'supabase', 'fluxV1'] as const) {
    it(`shows published reviews to anon and all to service_role on ${name}`, async () => {
      const project = sandbox.projects[name];
      assert.equal(rowsOf(await send(project, 'anon', reviews)), 60);
      assert.equal(rowsOf(await send(project, 'service_role', reviews)), 90);
    });
  }

  it('sends the token of a user to the shared Flux, and nothing else', async () => {
    const { fluxV2 } = sandbox.projects;
    assert.equal(rowsOf(await send(fluxV2, 'user', 'GET /products?select=id')), 60);
    const { headers } = fluxV2.requests.at(-1) ?? assert.fail('nothing reached the gateway');
    assert.equal(headers.apikey, undefined);
    assert.equal(headers.authorization, `Bearer ${fluxV2.userToken}`);
  });

  it('never looks like a browser, which a secret key would be refused for', async () => {
    const { supabase } = sandbox.projects;
    await send(supabase, 'service_role', reviews);
    const { headers } = supabase.requests.at(-1) ?? assert.fail('nothing reached the gateway');
    assert.doesNotMatch(headers['user-agent'] ?? '', /mozilla/i);
  });

  it('keeps int8 and numeric as PostgREST writes them', async () => {
    const answer = await send(
      sandbox.projects.powabase,
      'service_role',
      'GET /payments?select=id,amount&order=id.desc&limit=1',
    );
    const [[id, amount] = []] = jsonTable(answer.body)?.rows ?? [];
    assert.match(id ?? '', /^9\d{15,18}$/);
    assert.ok(BigInt(id ?? 0) > 2n ** 53n);
    assert.match(amount ?? '', /^\d+\.\d{8}$/);
    assert.ok(answer.body.includes(`"id":${id}`));
  });

  it('writes rows and gives them back', async () => {
    const answer = await send(
      sandbox.projects.powabase,
      'service_role',
      'POST /categories\nPrefer: return=representation\n\n{"name": "Made by a test", "slug": "made-by-a-test"}',
    );
    assert.equal(answer.status, 201, answer.body);
    assert.equal(jsonTable(answer.body)?.rows.length, 1);
  });

  it('lists tables and columns of a project whose database is not known', async () => {
    const text = 'GET /\nAccept: application/openapi+json';
    const answer = await send(sandbox.projects.powabase, 'service_role', text);
    const catalog = readOpenApi(answer.body, 'public');
    const names = catalog?.schema.relations.map(({ name }) => name) ?? [];
    for (const name of ['customers', 'products', 'reviews']) assert.ok(names.includes(name), name);
    const id = catalog?.columns.get('customers')?.find(({ name }) => name === 'id');
    assert.deepEqual([id?.type, id?.primaryKey, id?.nullable], ['uuid', true, false]);
  });
});

describe('sendHttp', () => {
  let server: Server;
  let origin: string;
  let asked: string[] = [];

  before((done) => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url === '/moved') response.writeHead(302, { Location: '/secret' }).end();
      else if (request.url === '/slow') return;
      else if (request.url === '/stuck') response.writeHead(200).write('half');
      else response.writeHead(200, { 'X-Kind': ['a', 'b'] }).end('ü');
    }).listen(0, '127.0.0.1', () => {
      const address = server.address();
      origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
      done();
    });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
  });

  const get = (path: string, signal = never) =>
    sendHttp({ method: 'GET', url: origin + path, headers: {} }, signal);

  it('gives status, headers in lower case and the text', async () => {
    const { status, headers, body } = await get('/');
    assert.deepEqual([status, headers['x-kind'], body], [200, 'a, b', 'ü']);
  });

  it('follows no redirect, so that no key goes to another address', async () => {
    assert.equal((await get('/moved')).status, 302);
    assert.deepEqual(asked, ['/moved']);
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const waiting = get('/slow', abort.signal);
    abort.abort();
    await assert.rejects(
      waiting,
      (error) => error instanceof Failure && error.reason === 'cancelled',
    );
  });

  for (const [what, path] of [
    ['that never answers', '/slow'],
    ['that stops in the middle of its answer', '/stuck'],
  ] as const) {
    it(`ends its wait for a server ${what}, and can be cancelled before`, async () => {
      const request = { method: 'GET', url: origin + path, headers: {} };
      await assert.rejects(
        http.sendHttp(request, { ...direct, timeLimit: 100 }, never),
        (error) =>
          error instanceof Error &&
          /did not answer in time/.test(error.message) &&
          'reason' in error &&
          error.reason === 'timedOut',
      );
      const abort = new AbortController();
      const waiting = http.sendHttp(request, direct, abort.signal);
      abort.abort();
      await assert.rejects(
        waiting,
        (error) => error instanceof Failure && error.reason === 'cancelled',
      );
    });
  }

  it('says in a sentence that nobody listens', async () => {
    const nobody = sendHttp({ method: 'GET', url: 'http://127.0.0.1:1/', headers: {} }, never);
    await assert.rejects(nobody, /Nothing listens at http:\/\/127\.0\.0\.1:1/);
  });

  it('leaves the process-wide dispatcher as Node made it', async () => {
    const symbols = [1, 2].map((n) => Symbol.for(`undici.globalDispatcher.${n}`));
    const dispatchers = () => symbols.map((symbol) => Reflect.get(globalThis, symbol));
    void globalThis.Response;
    await (await fetch(`${origin}/`)).text();
    const before = dispatchers();
    await get('/');
    const after = dispatchers();
    assert.ok(before.some((dispatcher) => dispatcher !== undefined));
    before.forEach((dispatcher, index) => {
      assert.ok(dispatcher === after[index]);
    });
  });
});
