import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { diagnoseNetwork } from '../../../src/core/diagnose';
import { plain } from '../../../src/core/errors';
import { failing, type Thrown } from './thrown';

/** What undici throws, as recorded. */
const network: readonly Thrown[] = [
  [
    'a proxy that wants a login',
    failing('Proxy response (407) !== 200 when HTTP Tunneling', 'UND_ERR_ABORTED'),
    'unreachable',
    /proxy on the way refused to connect \(status 407\)/,
    /http\.proxy/,
  ],
  [
    'a closed port',
    failing('fetch failed', undefined, failing('connect ECONNREFUSED', 'ECONNREFUSED')),
    'unreachable',
    /Nothing listens at https:\/\/abc\.example/,
    /port/,
  ],
  ['an unknown host', failing('x', 'ENOTFOUND'), 'unreachable', /no host of this name/, /spelling/],
  [
    'no answer',
    failing('Connect Timeout Error', 'UND_ERR_CONNECT_TIMEOUT'),
    'timedOut',
    /did not answer in time/,
    /firewall/,
  ],
  [
    'an answer that takes too long',
    new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
    'timedOut',
    /did not answer in time/,
    /firewall/,
  ],
  [
    'a server that hangs up',
    failing('other side closed', 'UND_ERR_SOCKET'),
    'unreachable',
    /closed the connection/,
    /port/,
  ],
  [
    'http where https was meant',
    failing('wrong version number', 'ERR_SSL_WRONG_VERSION_NUMBER'),
    'unreachable',
    /does not speak TLS/,
    /http:\/\//,
  ],
  [
    'a database instead of a web server',
    failing('Parse Error: Expected HTTP/', 'HPE_INVALID_CONSTANT'),
    'badAnswer',
    /not a web server/,
    /port of the project URL/,
  ],
  [
    'a header that no request may have',
    failing('invalid X-Test header', 'UND_ERR_INVALID_ARG'),
    'badInput',
    /^The request cannot be sent as it is written: invalid X-Test header\.$/,
    /^Correct or remove that header/,
  ],
  [
    'a length that is not the body’s',
    failing(
      'Request body length does not match content-length header',
      'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
    ),
    'badInput',
    /does not match content-length header\.$/,
    /^Correct or remove that header/,
  ],
  [
    'a header that the client does not know how to honour',
    failing('expect header not supported', 'UND_ERR_NOT_SUPPORTED'),
    'badInput',
    /expect header not supported\.$/,
    /^Correct or remove that header/,
  ],
  [
    'a certificate of an unknown authority',
    failing('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
    'untrustedCertificate',
    /does not trust/,
    /^Add the authority to the system’s certificates, or name its file with Powabase: Set TLS\.$/,
  ],
  ['anything else', failing('strange'), 'unreachable', /No answer from .*: strange/, /Check/],
];

describe('the diagnosis of a connection over HTTP', () => {
  for (const [what, error, reason, sentence, advice] of network) {
    it(`explains ${what}`, () => {
      const cause = diagnoseNetwork(error, 'https://abc.example');
      assert.equal(cause.reason, reason);
      assert.match(plain(cause.sentence), sentence);
      assert.match(plain(cause.advice), advice);
    });
  }

  it('reads what the real fetch throws for a closed port and for no HTTP', async () => {
    const server = createServer((socket) => socket.resume().end('no HTTP\r\n\r\n'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    const origin = `http://127.0.0.1:${address.port}`;
    const failureOf = () =>
      fetch(origin).then(
        () => undefined,
        (error: unknown) => error,
      );
    const garbled = diagnoseNetwork(await failureOf(), origin);
    await new Promise((done) => server.close(done));
    const refused = diagnoseNetwork(await failureOf(), origin);
    assert.equal(plain(garbled.sentence), `What answers at ${origin} is not a web server.`);
    assert.equal(plain(refused.sentence), `Nothing listens at ${origin}.`);
  });
});
