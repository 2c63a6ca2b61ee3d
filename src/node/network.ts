import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { diagnoseNetwork } from '../core/diagnose';
import { cancelled, Failure } from '../core/errors';
import type { Network, Road, TlsSession } from '../core/ports';
import { readAuthorities, trusted } from './authorities';

const handshakeLimit = 15_000;

/** Asks the network as requests on this road do. */
export const networkOf = (road: Pick<Road, 'strictTls' | 'systemCertificates'>): Network => ({
  async addresses(host, signal) {
    // The resolver of the system cannot be interrupted: on abort its answer comes to nobody.
    const found = await Promise.race([lookup(host, { all: true }), aborted(signal)]).catch(
      (error) => {
        throw failureOf(error, host, signal);
      },
    );
    return found.map(({ address }) => address);
  },

  async handshake(host, port, signal, caFile) {
    const further = caFile === undefined ? [] : [await readAuthorities(caFile)];
    const options = { rejectUnauthorized: road.strictTls, ...trusted(road, further) };
    return new Promise<TlsSession>((resolve, reject) => {
      const fail = (error: unknown) => {
        socket.destroy();
        reject(failureOf(error, `https://${host}:${port}`, signal));
      };
      const servername = isIP(host) === 0 ? { servername: host } : {};
      const socket = connect({ ...options, host, port, ...servername, timeout: handshakeLimit });
      socket.once('secureConnect', () => {
        const { issuer, valid_to: validTo } = socket.getPeerCertificate();
        const authority = [issuer.O ?? issuer.CN ?? ''].flat().join(', ');
        const session = {
          version: socket.getProtocol() ?? '',
          authority,
          validTo: new Date(validTo).toISOString().slice(0, 10),
          verified: road.strictTls,
        };
        socket.destroy();
        resolve(session);
      });
      socket.once('error', fail);
      socket.once('timeout', () =>
        fail(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
      );
      signal.addEventListener('abort', fail, { once: true });
      socket.once('close', () => signal.removeEventListener('abort', fail));
    });
  },
});

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(cancelled()), { once: true });
  });
}

function failureOf(error: unknown, where: string, signal: AbortSignal): Failure {
  if (signal.aborted) return cancelled();
  const { reason, sentence, advice } = diagnoseNetwork(error, where);
  return new Failure(reason, sentence, { hint: advice });
}
