import * as tls from 'node:tls';
import type { Dispatcher } from 'undici';
import type { Road } from '../core/ports';

/** This machine is reached directly, whatever the proxy. */
const loopback = ['localhost', '127.0.0.1', '::1'];

let current: { readonly key: string; readonly dispatcher: Promise<Dispatcher> } | undefined;

/** The connections for a road; one road at a time, so that they are used again and none is left open. */
export function dispatcherFor(road: Road): Promise<Dispatcher> {
  const key = JSON.stringify(road);
  if (current?.key === key) return current.dispatcher;
  void current?.dispatcher.then((earlier) => earlier.close());
  current = { key, dispatcher: createDispatcher(road) };
  return current.dispatcher;
}

async function createDispatcher(road: Road): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('undici');
  const connect = { rejectUnauthorized: road.strictTls, ...authorities(road) };
  const { proxy } = road;
  return new EnvHttpProxyAgent({
    ...(proxy === undefined ? {} : { httpProxy: proxy, httpsProxy: proxy }),
    noProxy: [...road.noProxy, ...loopback].join(','),
    connect,
    requestTls: connect,
    proxyTls: connect,
  });
}

/** Node trusts its own list alone unless it is told otherwise; older ones cannot read the system's. */
function authorities({ systemCertificates }: Road): { readonly ca?: string[] } {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  if (!systemCertificates || typeof read !== 'function') return {};
  const system: readonly string[] = read('system');
  return { ca: [...tls.rootCertificates, ...system] };
}
