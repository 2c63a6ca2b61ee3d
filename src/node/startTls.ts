import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';

const tlsRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Asks a Postgres server for TLS (protocol: SSLRequest); the socket is closed where it has none or it fails. */
export function startTls(
  socket: Socket,
  host: string,
  options: ConnectionOptions,
  ready: (secure: TLSSocket) => void,
): void {
  socket.write(tlsRequest);
  socket.once('data', (answer) => {
    if (answer.toString('latin1') !== 'S') {
      socket.destroy();
      return;
    }
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const secure = connect({ ...options, ...servername, socket, host });
    secure.once('secureConnect', () => ready(secure));
    secure.on('error', () => socket.destroy());
    secure.once('close', () => socket.destroy());
  });
}
