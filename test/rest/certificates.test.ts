import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createProxy } from 'node:http';
import { createServer, type Server } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFailure, type Failure } from '../../src/core/errors';
import type { HttpRequest, Road } from '../../src/core/ports';
import { sendHttp } from '../../src/node/http';
import { networkOf } from '../../src/node/network';
import { checkoutRoot } from '../hosts/root';
import { makeCertificates } from '../sandbox/certificates';
import { direct } from './directly';
import { printedByNewerNode } from './newerNode';

const never = new AbortController().signal;

describe('requests to a server with a certificate of its own authority', () => {
  let folder: string;
  let server: Server;
  let port: number;
  let caFile: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'powabase-certificates-'));
    const { key, certificate } = await makeCertificates(folder);
    caFile = join(folder, 'ca.crt');
    server = createServer(
      { key: await readFile(key), cert: await readFile(certificate) },
      (_, response) => response.end('here'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  after(async () => {
    server?.closeAllConnections();
    server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function get(file?: string, road: Road = direct): Promise<string> {
    const url = `https://127.0.0.1:${port}/`;
    const request = { method: 'GET', url, headers: {}, ...(file && { caFile: file }) };
    return (await sendHttp(request, road, never)).body;
  }

  const failureOf = (work: Promise<unknown>): Promise<Failure> =>
    work.then(() => assert.fail('it was answered'), asFailure);

  it('are refused, with the authority as the reason', async () => {
    const failure = await failureOf(get());
    assert.equal(failure.reason, 'untrustedCertificate');
    assert.match(failure.message, /authority that this machine does not trust/);
  });

  it('pass with the file of the authority, and only those that name it', async () => {
    assert.equal(await get(caFile), 'here');
    assert.equal((await failureOf(get())).reason, 'untrustedCertificate');
    assert.equal(await get(caFile), 'here');
  });

  it('heed a file that has changed', async () => {
    const [file, other] = [join(folder, 'changing.crt'), await mkdtemp(join(folder, 'other-'))];
    const { ca } = await makeCertificates(other);
    await copyFile(caFile, file);
    assert.equal(await get(file), 'here');
    await writeFile(file, ca);
    assert.equal((await failureOf(get(file))).reason, 'untrustedCertificate');
  });

  it('say which file cannot be read', async () => {
    const { message } = await failureOf(get(join(folder, 'none.pem')));
    assert.match(message, /none\.pem" cannot be read/);
  });

  it('pass where the person turned the check off', async () => {
    assert.equal(await get(undefined, { ...direct, strictTls: false }), 'here');
  });

  if (process.platform === 'linux') {
    it('pass where the system trusts the authority, unless the system’s are left out', async function () {
      // Where there is no editor yet, its Node is installed first.
      this.timeout(300_000);
      const road = (systemCertificates: boolean) =>
        JSON.stringify({ ...direct, systemCertificates });
      const script = `
        const { sendHttp } = require(${JSON.stringify(join(checkoutRoot(), 'dist/node/http.js'))});
        const request = { method: 'GET', url: 'https://127.0.0.1:${port}/', headers: {} };
        const tell = (road) => sendHttp(request, road, new AbortController().signal)
          .then(({ body }) => body, ({ reason }) => reason);
        tell(${road(true)}).then(async (one) =>
          process.stdout.write(one + ' ' + await tell(${road(false)})));`;
      const printed = await printedByNewerNode(script, { SSL_CERT_FILE: caFile });
      assert.equal(printed, 'here untrustedCertificate');
      const without = await printedByNewerNode(script, { SSL_CERT_FILE: '/no/such/file' });
      assert.equal(without, 'untrustedCertificate untrustedCertificate');
    });
  }

  it('are verified behind a proxy too', async () => {
    const proxy = createProxy().on('connect', (_, socket) => {
      const target = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(target).pipe(socket);
      });
      socket.on('error', () => target.destroy());
      target.on('error', () => socket.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const { port: proxyPort } = proxy.address() as AddressInfo;
    const road = { ...direct, noProxy: [], proxy: `http://127.0.0.1:${proxyPort}` };
    const send = (file: Partial<HttpRequest>, on: Road = road) =>
      sendHttp({ method: 'GET', url: 'https://shop.example/', headers: {}, ...file }, on, never);
    try {
      assert.equal((await failureOf(send({}))).reason, 'untrustedCertificate');
      const other = await failureOf(send({ caFile }));
      assert.match(other.message, /shop\.example is for another host/);
      assert.equal((await send({}, { ...road, strictTls: false })).body, 'here');
      const shake = (on: Road) => networkOf(on).handshake('shop.example', 443, never, caFile);
      assert.match((await failureOf(shake(road))).message, /shop\.example:443 is for another host/);
      assert.equal((await shake({ ...road, strictTls: false })).authority, 'Sandbox CA');
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  });

  it('are verified as their first handshake is', async () => {
    const strict = networkOf(direct);
    assert.equal(
      (await failureOf(strict.handshake('127.0.0.1', port, never))).reason,
      'untrustedCertificate',
    );
    const session = await strict.handshake('127.0.0.1', port, never, caFile);
    assert.equal(session.authority, 'Sandbox CA');
    assert.equal(session.verified, true);
    const lax = networkOf({ ...direct, strictTls: false });
    assert.equal((await lax.handshake('127.0.0.1', port, never)).verified, false);
  });
});
