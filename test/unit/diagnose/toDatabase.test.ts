import assert from 'node:assert/strict';
import { diagnosePostgres } from '../../../src/core/diagnose';
import { plain } from '../../../src/core/errors';
import { failing, type Thrown } from './thrown';

const target = { host: 'db.example', port: 5432, user: 'ann', database: 'shop' };

/** What `pg` throws, as recorded. */
const database: readonly Thrown[] = [
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

describe('the diagnosis of a connection to Postgres', () => {
  for (const [what, error, reason, sentence, advice] of database) {
    it(`explains ${what}`, () => {
      const cause = diagnosePostgres(error, target);
      assert.equal(cause.reason, reason);
      assert.match(plain(cause.sentence), sentence);
      assert.match(plain(cause.advice), advice);
    });
  }

  it('repeats no password that an error holds', () => {
    const error = failing('cannot parse postgresql://ann:hunter2@db.example/shop');
    assert.doesNotMatch(JSON.stringify(diagnosePostgres(error, target)), /hunter2/);
  });
});
