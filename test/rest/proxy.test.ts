import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { isFailure, plain } from '../../src/core/errors';
import type { Road } from '../../src/core/ports';
import { sendHttp } from '../../src/node/http';
import { proxyFor } from '../../src/node/proxy';
import { direct } from './directly';

const never = new AbortController().signal;

describe('requests through a proxy', () => {
  let server: Server;
  let proxy: Server;
  let tunnels: string[] = [];

  const portOf = (one: Server) => (one.address() as AddressInfo).port;

  before(async () => {
    server = createServer((request, response) =>
      response.end(String(request.headers['user-agent'])),
    );
    // Whatever name is asked for, the tunnel ends at the server above.
    proxy = createServer().on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      const target = connect(portOf(server), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(target).pipe(socket);
      });
      socket.on('error', () => target.destroy());
      target.on('error', () => socket.destroy());
    });
    for (const one of [server, proxy]) {
      one.listen(0, '127.0.0.1');
      await once(one, 'listening');
    }
  });
  after(() => {
    for (const one of [server, proxy]) {
      one.closeAllConnections();
      one.close();
    }
  });
  beforeEach(() => {
    tunnels = [];
  });

  const road = (noProxy: readonly string[]): Road => ({
    ...direct,
    proxy: `http://127.0.0.1:${portOf(proxy)}`,
    noProxy,
  });
  const get = (url: string, given: Road) =>
    sendHttp({ method: 'GET', url, headers: {} }, given, never);

  it('goes through it, and says who it is', async () => {
    const { body } = await get('http://shop.example/', road([]));
    assert.equal(body, 'powabase-vscode/0.0.0-test');
    assert.deepEqual(tunnels, ['shop.example:80']);
  });

  it('goes through that of the environment where the settings name none', async () => {
    const { proxy: own = '', ...fromEnvironment } = road([]);
    await withVariables({ http_proxy: own, no_proxy: 'other.example' }, async () => {
      await get('http://shop.example/', fromEnvironment);
      assert.deepEqual(tunnels, ['shop.example:80']);
      await assert.rejects(get('http://api.other.example/', fromEnvironment));
      await assert.rejects(get('http://shop.example/', { ...fromEnvironment, proxy: '' }));
    });
    assert.deepEqual(tunnels, ['shop.example:80']);
  });

  for (const [entry, url, through] of [
    ['*', 'http://shop.example', false],
    ['shop.example', 'http://api.shop.example', false],
    ['.shop.example', 'http://shop.example', false],
    ['*.Shop.example', 'http://api.shop.example', false],
    ['shop.example', 'http://myshop.example', true],
    ['shop.example:8080', 'http://shop.example', true],
    ['shop.example:443', 'https://shop.example', false],
    ['2001:db8::1', 'http://[2001:db8::1]:8000', false],
    ['[2001:db8::1]:8000', 'http://[2001:db8::1]:8000', false],
    ['', 'http://shop.example', true],
    ['shop.example', 'http://[::1]:3000', false],
    ['shop.example', 'http://127.0.0.2', false],
    ['shop.example', 'http://api.localhost', false],
  ] as const) {
    it(`${through ? 'takes' : 'leaves'} it for ${url} where the exception is "${entry}"`, () => {
      assert.equal(proxyFor(road([entry]), url) !== undefined, through);
    });
  }

  it('is not guessed where it is no URL', () => {
    const broken = { proxy: 'ftp://user:hunter2@proxy', noProxy: [] };
    assert.throws(
      () => proxyFor(broken, 'http://shop.example'),
      (error) => isFailure(error) && !plain(error.sentence).includes('hunter2'),
    );
  });

  it('goes past it to this machine', async () => {
    await get(`http://127.0.0.1:${portOf(server)}/`, road([]));
    assert.deepEqual(tunnels, []);
  });

  it('goes past it to the hosts that the person excepted', async () => {
    await assert.rejects(get('http://shop.invalid/', road(['shop.invalid'])), /shop\.invalid/);
    assert.deepEqual(tunnels, []);
  });

  it('says in a sentence that the proxy is not there', async () => {
    const gone = { ...road([]), proxy: 'http://127.0.0.1:1' };
    await assert.rejects(
      get('http://shop.example/', gone),
      /The proxy 127\.0\.0\.1:1 cannot be reached/,
    );
  });

  it('says in a sentence that the proxy wants a login', async () => {
    const locked = createServer().on('connect', (_, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    locked.listen(0, '127.0.0.1');
    await once(locked, 'listening');
    try {
      const through = { ...road([]), proxy: `http://127.0.0.1:${portOf(locked)}` };
      await assert.rejects(get('http://shop.example/', through), /proxy on the way.*407/);
    } finally {
      locked.close();
    }
  });
});

/** Runs with these variables of the environment alone saying which way requests go. */
async function withVariables(
  variables: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
    name,
    name.toUpperCase(),
  ]);
  const before = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) delete process.env[name];
  Object.assign(process.env, variables);
  try {
    await work();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
