import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { diagnoseNetwork } from '../core/diagnose';
import { cancelled, Failure, isFailure } from '../core/errors';
import type { Network, Road, TlsSession } from '../core/ports';
import { readAuthorities, trusted } from './authorities';
import { proxyFor } from './proxy';
import { openTunnel } from './tunnel';

const handshakeLimit = 15_000;

/** Asks the network as requests on this road do. */
export const networkOf = (road: Road): Network => ({
  proxyOf: (url) => proxyFor(road, url)?.host,

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
    const target = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
    const proxy = proxyFor(road, `https://${target}`);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(handshakeLimit)]);
    try {
      const way = proxy
        ? { socket: await openTunnel(proxy, target, options, limit) }
        : { host, port };
      const socket = await shakeHands(host, { ...options, ...way }, limit);
      return sessionOf(socket, road.strictTls);
    } catch (error) {
      throw failureOf(limit.aborted ? timedOut() : error, `https://${target}`, signal, proxy?.host);
    }
  },
});

function shakeHands(
  host: string,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ ...options, ...servername });
    const abort = () => socket.destroy(signal.reason);
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
    socket.once('close', () => signal.removeEventListener('abort', abort));
    signal.addEventListener('abort', abort, { once: true });
  });
}

/** What was agreed on; the connection is closed. */
function sessionOf(socket: TLSSocket, verified: boolean): TlsSession {
  const { issuer, valid_to: validTo } = socket.getPeerCertificate();
  const version = socket.getProtocol() ?? '';
  socket.destroy();
  return {
    version,
    authority: [issuer.O ?? issuer.CN ?? ''].flat().join(', '),
    validTo: new Date(validTo).toISOString().slice(0, 10),
    verified,
  };
}

function timedOut(): Error {
  return Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(cancelled()), { once: true });
  });
}

function failureOf(error: unknown, where: string, signal: AbortSignal, proxy?: string): Failure {
  if (signal.aborted) return cancelled();
  if (isFailure(error)) return error;
  const { reason, sentence, advice } = diagnoseNetwork(error, where, proxy);
  return new Failure(reason, sentence, { hint: advice });
}
