import { type Message, message, type Reason } from '../errors';
import { redact } from '../redact';

/** Why no connection came about, and what to do. No secret is in it. */
export interface Cause {
  readonly reason: Reason;
  readonly sentence: Message;
  readonly advice: Message;
}

export interface DatabaseTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** What a server's certificate says of itself. */
export interface SeenCertificate {
  /** The organisation or the name of who signed it. */
  readonly issuer: string;
  /** The hosts that it is for. */
  readonly names: readonly string[];
  /** Its first and its last day, `2027-01-31`. */
  readonly validFrom: string;
  readonly validTo: string;
}

/** Anything that the Postgres driver throws while it connects. */
export function diagnosePostgres(
  error: unknown,
  target: DatabaseTarget,
  certificate?: SeenCertificate,
): Cause {
  const { user, database } = target;
  const server = `${target.host}:${target.port}`;
  const { code, text } = wordsOf(error);
  return (
    loginCause(code, text, user, database) ??
    tlsCause(code, text, server, databaseAdvice, certificate) ??
    roadCause(code, text, server) ??
    serverCause(code, text, server) ??
    cause('unreachable', message('No connection to {0}: {1}', server, text), anyAdvice)
  );
}

/** Anything that the HTTP client throws when no answer comes. `origin` is scheme, host and port. */
export function diagnoseNetwork(error: unknown, origin: string): Cause {
  const { code, text } = wordsOf(error);
  return (
    unsendableCause(code, text) ??
    tlsCause(code, text, origin, webAdvice) ??
    roadCause(code, text, origin) ??
    cause('unreachable', message('No answer from {0}: {1}', origin, text), anyAdvice)
  );
}

const anyAdvice = message('Check the address, the network and whether the project is running.');

function cause(reason: Reason, sentence: Message, advice: Message): Cause {
  return { reason, sentence, advice };
}

/** The code may lie in a cause, or in one of several tries (Node tries IPv6 and IPv4 side by side). */
function wordsOf(error: unknown): { readonly code: string; readonly text: string } {
  if (!(error instanceof Error)) return { code: '', text: redact(String(error)) };
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  const own = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const deeper = inner instanceof Error ? wordsOf(inner) : { code: '', text: '' };
  return { code: own || deeper.code, text: redact(error.message) || deeper.text };
}

function loginCause(code: string, text: string, user: string, database: string): Cause | undefined {
  if (/no encryption|SSL off|SSL (?:connection is )?required/.test(text)) {
    return cause(
      'refusedLogin',
      message('The server wants TLS for this login.'),
      message('Add ?sslmode=require to the Database URL.'),
    );
  }
  if (/no pg_hba\.conf entry/.test(text)) {
    return cause(
      'refusedLogin',
      message('The server does not admit "{0}" to "{1}" from this machine.', user, database),
      message('Check user and database, and the network restrictions of the project.'),
    );
  }
  if (/non-empty string|client password must be a string|no password supplied/.test(text)) {
    return cause(
      'refusedLogin',
      message('The server wants a password and the Database URL has none.'),
      message('Set the Database URL again, with the password: postgresql://user:password@host/….'),
    );
  }
  // pgbouncer says 08P01 where Postgres says 28P01.
  if (code === '28P01' || code === '28000' || (code === '08P01' && /auth|login|user/i.test(text))) {
    return cause(
      'refusedLogin',
      message('The server does not accept this password for the user "{0}".', user),
      message(
        'Check both in the Database URL and set it again. Special characters of the password are percent-encoded there: @ is %40.',
      ),
    );
  }
  if (/tenant or user not found|ENOTFOUND\) tenant/i.test(text)) {
    return cause(
      'refusedLogin',
      message('The pooler knows no project for the user "{0}".', user),
      message('Copy the Database URL again: behind the pooler the user is postgres.<project-ref>.'),
    );
  }
  if (code === '3D000' || /no such database/.test(text)) {
    return cause(
      'refusedLogin',
      message('There is no database "{0}" on this server.', database),
      message('Correct the name at the end of the Database URL. Left out, it is the user’s name.'),
    );
  }
  return undefined;
}

const unsendable = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/** The HTTP client refused the request before it went anywhere. */
function unsendableCause(code: string, text: string): Cause | undefined {
  if (!unsendable.has(code)) return undefined;
  return cause(
    'badInput',
    message('The request cannot be sent as it is written: {0}.', text),
    message('Correct or remove that header. A key holds letters, digits and plain signs alone.'),
  );
}

const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** What to do about a certificate of an unknown authority, and about one for another host. */
interface TlsAdvice {
  readonly untrusted: Message;
  readonly otherHost: Message;
}

const databaseAdvice: TlsAdvice = {
  untrusted: message(
    'Name the file of its authority with Powabase: Set TLS, or with sslrootcert in the Database URL.',
  ),
  otherHost: message(
    'Use a host name that the certificate is for, or choose otherwise with Powabase: Set TLS.',
  ),
};

const webAdvice: TlsAdvice = {
  untrusted: message(
    'Add the authority to the system’s certificates, or name its file with Powabase: Set TLS.',
  ),
  otherHost: message('Use the host name that the certificate names.'),
};

function tlsCause(
  code: string,
  text: string,
  server: string,
  advice: TlsAdvice,
  certificate?: SeenCertificate,
): Cause | undefined {
  if (/does not support SSL/.test(text)) {
    return cause(
      'noTls',
      message('{0} does not speak TLS, and this connection needs it.', server),
      message(
        'Choose with Powabase: Set TLS, or with sslmode in the Database URL, whether to go without.',
      ),
    );
  }
  const untrustedBy = (sentence: Message, what: Message) =>
    cause('untrustedCertificate', sentence, what);
  if (untrusted.has(code)) {
    return untrustedBy(
      certificate
        ? message(
            'The certificate of {0} was issued by "{1}", which this machine does not trust.',
            server,
            certificate.issuer,
          )
        : message(
            'The certificate of {0} comes from an authority that this machine does not trust.',
            server,
          ),
      advice.untrusted,
    );
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    return untrustedBy(
      certificate
        ? message(
            'The certificate of {0}, issued by "{1}", is valid from {2} to {3} alone.',
            server,
            certificate.issuer,
            certificate.validFrom,
            certificate.validTo,
          )
        : message('The certificate of {0} is out of date.', server),
      message(
        'Check the clock of this machine; if it is right, the server needs a new certificate.',
      ),
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return untrustedBy(
      certificate
        ? message(
            'The certificate of {0} is for another host: {1}.',
            server,
            certificate.names.join(', '),
          )
        : message('The certificate of {0} is for another host.', server),
      advice.otherHost,
    );
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO') {
    return cause(
      'unreachable',
      message('What answers at {0} does not speak TLS.', server),
      message('Check the port; on this machine the URL may begin with http://.'),
    );
  }
  return undefined;
}

/** The way to the server. */
function roadCause(code: string, text: string, server: string): Cause | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return cause(
        'unreachable',
        message('Nothing listens at {0}.', server),
        message('Check host and port, and whether the project is running.'),
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENODATA':
      return cause(
        'unreachable',
        message('There is no host of this name: {0}.', server),
        message('Check the spelling and the network. A paused project loses its name.'),
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return cause(
        'unreachable',
        message('There is no way from here to {0}.', server),
        message(
          'Check the network and VPN. A host with IPv6 only needs a network that has it: use the pooler.',
        ),
      );
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return noAnswer(server);
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return cut(server);
    default:
      if (code.startsWith('HPE_')) {
        return cause(
          'badAnswer',
          message('What answers at {0} is not a web server.', server),
          message('Check the port of the project URL: a database’s port is not the API’s.'),
        );
      }
      if (/^timeout|timed out|(?:to|connection) timeout$/i.test(text)) return noAnswer(server);
      return /terminated unexpectedly|socket hang up/.test(text) ? cut(server) : undefined;
  }
}

function noAnswer(server: string): Cause {
  return cause(
    'timedOut',
    message('{0} did not answer in time.', server),
    message(
      'Check host and port, the network and any firewall, and whether the project is running.',
    ),
  );
}

function cut(server: string): Cause {
  return cause(
    'unreachable',
    message('{0} closed the connection before it answered.', server),
    message('Check that the port is the right one, then try again.'),
  );
}

/** The server is there and does not take the connection now. */
function serverCause(code: string, text: string, server: string): Cause | undefined {
  if (code === '53300' || /max clients|too many clients|remaining connection slots/i.test(text)) {
    return cause(
      'unreachable',
      message('{0} has no connection left.', server),
      message('Close other clients, or use the pooler’s address, then try again.'),
    );
  }
  if (code === '57P03' || code === '57P01' || code === '57P02') {
    return cause(
      'unreachable',
      message('The database at {0} is starting or stopping.', server),
      message('Wait a moment and try again.'),
    );
  }
  return undefined;
}
