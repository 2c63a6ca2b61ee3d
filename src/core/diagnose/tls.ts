import { type Message, message } from '../errors';
import { type Cause, cause } from './cause';

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

export const databaseAdvice: TlsAdvice = {
  untrusted: message(
    'Name the file of its authority with Powabase: Set TLS, or with sslrootcert in the Database URL.',
  ),
  otherHost: message(
    'Use a host name that the certificate is for, or choose otherwise with Powabase: Set TLS.',
  ),
};

export const webAdvice: TlsAdvice = {
  untrusted: message(
    'Add the authority to the system’s certificates, or name its file with Powabase: Set TLS.',
  ),
  otherHost: message('Use the host name that the certificate names.'),
};

export function tlsCause(
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
