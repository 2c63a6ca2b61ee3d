import { message } from '../errors';
import { redact } from '../redact';
import { type Cause, cause } from './cause';
import { databaseAdvice, type SeenCertificate, tlsCause, webAdvice } from './tls';

export interface DatabaseTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
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

/**
 * Anything that the HTTP client throws when no answer comes. `origin` is scheme, host and port; `proxy` is host and
 * port of the proxy that it is reached through.
 */
export function diagnoseNetwork(error: unknown, origin: string, proxy?: string): Cause {
  const { code, text } = wordsOf(error);
  return (
    unsendableCause(code, text) ??
    proxyCause(code, text, proxy) ??
    tlsCause(code, text, origin, webAdvice) ??
    roadCause(code, text, origin) ??
    cause('unreachable', message('No answer from {0}: {1}', origin, text), anyAdvice)
  );
}

const anyAdvice = message('Check the address, the network and whether the project is running.');

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
      message(
        'Set the Database URL again, with the password: postgresql://user:password@host:5432/database',
      ),
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

const unreached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A proxy on the way, which is not there or answered the CONNECT itself. */
function proxyCause(code: string, text: string, proxy: string | undefined): Cause | undefined {
  if (proxy !== undefined && unreached.has(code)) {
    return cause(
      'unreachable',
      message('The proxy {0} cannot be reached.', proxy),
      message('Check the settings http.proxy and http.noProxy.'),
    );
  }
  const status = /^Proxy response \((\d+)\)/.exec(text)?.[1];
  if (status === undefined) return undefined;
  return cause(
    'unreachable',
    message('The proxy on the way refused to connect (status {0}).', status),
    status === '407'
      ? message('It wants a login: write user and password into the setting http.proxy.')
      : message('Check the settings http.proxy and http.noProxy.'),
  );
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
  if (
    code === '53300' ||
    /max clients|too many clients|remaining connection slots|no more connections allowed|query_wait_timeout/i.test(
      text,
    )
  ) {
    return cause(
      'unreachable',
      message('{0} has no connection left.', server),
      message('Close other clients, or use the pooler’s address, then try again.'),
    );
  }
  if (/circuit ?breaker|server login has been failing/i.test(text)) {
    return cause(
      'unreachable',
      message('The pooler at {0} refuses logins for a while, after several that failed.', server),
      message('Check user and password in the Database URL, wait some minutes, then try again.'),
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
