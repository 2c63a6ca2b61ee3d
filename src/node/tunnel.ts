import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { loadUndici } from './undici';

/**
 * A connection to `target` (host:port) through a proxy, not yet encrypted (RFC 9110, 9.3.6). What is thrown where
 * the proxy refuses has the words of the HTTP client.
 */
export async function openTunnel(
  proxy: URL,
  target: string,
  connect: ConnectionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const { Client } = await loadUndici();
  const { rejectUnauthorized = true, ca } = connect;
  const client = new Client(proxy.origin, {
    connect: { rejectUnauthorized, ...(ca === undefined ? {} : { ca }) },
  });
  const { statusCode, socket } = await client.connect({
    path: target,
    headers: { host: target, ...loginOf(proxy) },
    signal,
  });
  if (statusCode === 200) return socket as Socket;
  socket.destroy();
  throw new Error(`Proxy response (${statusCode})`);
}

function loginOf({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}
