import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { diagnoseNetwork, diagnosePostgres } from '../../src/core/diagnose';
import { plain, type Reason } from '../../src/core/errors';

const target = { host: 'db.example', port: 5432, user: 'ann', database: 'shop' };

function failing(message: string, code?: string, cause?: Error) {
  return Object.assign(new Error(message, { cause }), code === undefined ? {} : { code });
}

type Case = readonly [
  what: string,
  error: unknown,
  reason: Reason,
  sentence: RegExp,
  advice: RegExp,
];

/** What `pg` throws, as recorded. */
const database: readonly Case[] = [
  [
    'pgbouncer without a free place',
    failing('no more connections allowed (max_client_conn)', '08P01'),
    'unreachable',
    /no connection left/,
    /pooler/,
  ],
  [
    'a pooler that saw too many wrong passwords',
    failing(
      '(ECIRCUITBREAKER) circuit breaker open, unable to establish connection to upstream database',
      'XX000',
    ),
    'unreachable',
    /refuses logins for a while/,
    /user and password/,
  ],
  [
    'a closed port',
    failing('connect ECONNREFUSED 10.0.0.1:5432', 'ECONNREFUSED'),
    'unreachable',
    /Nothing listens at db\.example:5432/,
    /host and port/,
  ],
  [
    'a closed port, tried over IPv6 and IPv4',
    new AggregateError([failing('connect ECONNREFUSED ::1:5432', 'ECONNREFUSED')]),
    'unreachable',
    /Nothing listens/,
    /host and port/,
  ],
  [
    'an unknown host',
    failing('getaddrinfo ENOTFOUND db.example', 'ENOTFOUND'),
    'unreachable',
    /no host of this name: db\.example/,
    /paused/,
  ],
  [
    'a host that is IPv6 only',
    failing('connect ENETUNREACH 2001:db8::1:5432', 'ENETUNREACH'),
    'unreachable',
    /no way from here/,
    /pooler/,
  ],
  ['no answer', failing('timeout expired'), 'timedOut', /did not answer in time/, /firewall/],
  ['no answer of the network', failing('x', 'ETIMEDOUT'), 'timedOut', /in time/, /firewall/],
  [
    'another server on the port',
    failing('Connection terminated unexpectedly'),
    'unreachable',
    /closed the connection/,
    /port/,
  ],
  [
    'a wrong password',
    failing('password authentication failed for user "ann"', '28P01'),
    'refusedLogin',
    /does not accept this password for the user "ann"/,
    /percent-encoded/,
  ],
  [
    'a wrong password at pgbouncer',
    failing('password authentication failed', '08P01'),
    'refusedLogin',
    /does not accept this password/,
    /percent-encoded/,
  ],
  [
    'an unknown user',
    failing('role "ann" is not permitted to log in', '28000'),
    'refusedLogin',
    /user "ann"/,
    /Database URL/,
  ],
  [
    'a missing password',
    failing('SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a non-empty string'),
    'refusedLogin',
    /wants a password/,
    /postgresql:\/\/user:password@host/,
  ],
  [
    'a missing database',
    failing('database "shop" does not exist', '3D000'),
    'refusedLogin',
    /no database "shop"/,
    /Database URL/,
  ],
  [
    'a pooler that knows no such project',
    failing('Tenant or user not found', 'XX000'),
    'refusedLogin',
    /pooler knows no project/,
    /postgres\.<project-ref>/,
  ],
  [
    'a server that insists on TLS',
    failing(
      'no pg_hba.conf entry for host "::1", user "ann", database "shop", no encryption',
      '28000',
    ),
    'refusedLogin',
    /wants TLS/,
    /sslmode=require/,
  ],
  [
    'a pooler that insists on TLS',
    failing('SSL required', '08P01'),
    'refusedLogin',
    /wants TLS/,
    /sslmode=require/,
  ],
  [
    'a server that does not admit this machine',
    failing(
      'no pg_hba.conf entry for host "::1", user "ann", database "shop", SSL encryption',
      '28000',
    ),
    'refusedLogin',
    /does not admit "ann" to "shop"/,
    /network restrictions/,
  ],
  [
    'a server without TLS',
    failing('The server does not support SSL connections'),
    'noTls',
    /does not speak TLS/,
    /Set TLS/,
  ],
  [
    'a certificate of an unknown authority',
    failing('self-signed certificate in certificate chain', 'SELF_SIGNED_CERT_IN_CHAIN'),
    'untrustedCertificate',
    /authority that this machine does not trust/,
    /sslrootcert/,
  ],
  [
    'a certificate for another host',
    failing('Hostname/IP does not match', 'ERR_TLS_CERT_ALTNAME_INVALID'),
    'untrustedCertificate',
    /for another host/,
    /Set TLS/,
  ],
  [
    'a certificate that has expired',
    failing('certificate has expired', 'CERT_HAS_EXPIRED'),
    'untrustedCertificate',
    /out of date/,
    /clock/,
  ],
  [
    'too many connections',
    failing('sorry, too many clients already', '53300'),
    'unreachable',
    /no connection left/,
    /pooler/,
  ],
  [
    'a database that starts',
    failing('the database system is starting up', '57P03'),
    'unreachable',
    /starting or stopping/,
    /Wait/,
  ],
  [
    'anything else',
    'strange',
    'unreachable',
    /No connection to db\.example:5432: strange/,
    /Check/,
  ],
];

/** What undici throws, as recorded. */
const network: readonly Case[] = [
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

describe('the diagnosis of a connection', () => {
  for (const [what, error, reason, sentence, advice] of database) {
    it(`to Postgres explains ${what}`, () => {
      const cause = diagnosePostgres(error, target);
      assert.equal(cause.reason, reason);
      assert.match(plain(cause.sentence), sentence);
      assert.match(plain(cause.advice), advice);
    });
  }

  for (const [what, error, reason, sentence, advice] of network) {
    it(`over HTTP explains ${what}`, () => {
      const cause = diagnoseNetwork(error, 'https://abc.example');
      assert.equal(cause.reason, reason);
      assert.match(plain(cause.sentence), sentence);
      assert.match(plain(cause.advice), advice);
    });
  }

  it('repeats no password that an error holds', () => {
    const error = failing('cannot parse postgresql://ann:hunter2@db.example/shop');
    assert.doesNotMatch(JSON.stringify(diagnosePostgres(error, target)), /hunter2/);
  });

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
