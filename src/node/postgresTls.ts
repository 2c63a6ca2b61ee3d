import { connect } from 'node:net';
import type { ConnectionOptions, PeerCertificate } from 'node:tls';
import type { ConnectionParts, TlsMode } from '../core/connectionStrings/parts';
import type { SeenCertificate } from '../core/diagnose';
import { readAuthorities, trusted } from './authorities';
import { startTls } from './startTls';

const patience = 5_000;

/** What libpq does when the server speaks no TLS: only these go on in the clear. */
export const mayGoWithoutTls: readonly TlsMode[] = ['unsaid', 'allow', 'prefer'];

/** libpq tries TLS first when nothing is said, and does not verify unless it is asked to. */
export async function tlsOptions(parts: ConnectionParts): Promise<ConnectionOptions | undefined> {
  switch (parts.tls) {
    case 'disable':
      return undefined;
    case 'unsaid':
    case 'allow':
    case 'prefer':
    case 'require':
      return { rejectUnauthorized: false };
    case 'verify-ca':
      return { ...(await authorities(parts)), checkServerIdentity: () => undefined };
    case 'verify-full':
      return authorities(parts);
  }
}

/** A file that is named is trusted alone, as libpq does. */
async function authorities({ caFile }: ConnectionParts): Promise<ConnectionOptions> {
  if (caFile !== undefined && caFile !== 'system') return { ca: await readAuthorities(caFile) };
  return trusted({ systemCertificates: true });
}

/** The certificate that a Postgres server shows, not verified: nothing but it is asked for. Never rejects. */
export function certificateOf({
  host,
  port,
}: Pick<ConnectionParts, 'host' | 'port'>): Promise<SeenCertificate | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.setTimeout(patience, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.once('close', () => resolve(undefined));
    socket.once('connect', () =>
      startTls(socket, host, { rejectUnauthorized: false }, (secure) => {
        resolve(seen(secure.getPeerCertificate()));
        secure.destroy();
      }),
    );
  });
}

function seen(certificate: PeerCertificate): SeenCertificate {
  const { issuer, subject, subjectaltname, valid_from: from, valid_to: to } = certificate;
  const names = subjectaltname?.split(', ').map((name) => name.replace(/^[\w ]+:/, ''));
  return {
    issuer: oneOf(issuer.O) || oneOf(issuer.CN),
    names: names ?? [oneOf(subject.CN)],
    validFrom: dayOf(from),
    validTo: dayOf(to),
  };
}

function oneOf(field: string | readonly string[] | undefined): string {
  return [field ?? ''].flat().join(', ');
}

function dayOf(date: string): string {
  return new Date(date).toISOString().slice(0, 10);
}
