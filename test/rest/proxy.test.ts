import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Road } from '../../src/core/ports';
import { sendHttp } from '../../src/node/http';
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
    await assert.rejects(get('http://shop.example/', gone), /127\.0\.0\.1:1|shop\.example/);
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
