import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { startTls } from './startTls';

const cancelCode = 80877102;
const patience = 10_000;
const betweenCancels = 100;

/** Which server process to cancel. `tls` undefined means a connection in the clear. */
export interface CancelTarget {
  readonly host: string;
  readonly port: number;
  readonly processId: number;
  readonly secretKey: number;
  readonly tls?: ConnectionOptions;
}

/**
 * Asks once (protocol: CancelRequest) and resolves when the server
 * has closed the socket: closing it first makes pgbouncer 1.18 exit. Never rejects; a lost cancel is silent.
 */
export function cancelRequest(target: CancelTarget): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(target.port, target.host);
    socket.setTimeout(patience, () => socket.destroy());
    socket.once('close', () => resolve());
    socket.on('error', () => socket.destroy());
    socket.once('connect', () => {
      const message = cancelMessage(target);
      if (target.tls === undefined) socket.write(message);
      else startTls(socket, target.host, target.tls, (secure) => secure.write(message));
    });
  });
}

/**
 * Asks the server to cancel what the process is doing until that has ended: a request that comes before the server
 * has begun is dropped without a word. Never rejects; once `ended`, no request is on its way any more.
 */
export async function cancelUntil(ended: AbortSignal, target: CancelTarget): Promise<void> {
  while (!ended.aborted) {
    await cancelRequest(target);
    await pause(betweenCancels, undefined, { signal: ended }).catch(() => {});
  }
}

function cancelMessage({ processId, secretKey }: CancelTarget): Buffer {
  return words(16, cancelCode, processId, secretKey);
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    buffer.writeInt32BE(value, index * 4);
  });
  return buffer;
}
