import type { Dispatcher } from 'undici';
import type { Road } from '../core/ports';
import { readAuthorities, trusted } from './authorities';

/** This machine is reached directly, whatever the proxy. */
const loopback = ['localhost', '127.0.0.1', '::1'];

interface Opened {
  readonly key: string;
  readonly dispatcher: Promise<Dispatcher>;
}

/** By the file of further authorities, the empty name for none: a road each, so that connections are used again. */
const opened = new Map<string, Opened>();

/** The connections for a road; those of an earlier road, or of a file that has changed, are closed. */
export async function dispatcherFor(road: Road, caFile = ''): Promise<Dispatcher> {
  const further = caFile === '' ? [] : [await readAuthorities(caFile)];
  const key = JSON.stringify([road, further]);
  const known = opened.get(caFile);
  if (known?.key === key) return known.dispatcher;
  void known?.dispatcher.then((earlier) => earlier.close());
  const dispatcher = createDispatcher(road, further);
  opened.set(caFile, { key, dispatcher });
  return dispatcher;
}

async function createDispatcher(road: Road, further: readonly string[]): Promise<Dispatcher> {
  const { EnvHttpProxyAgent } = await import('undici');
  const connect = { rejectUnauthorized: road.strictTls, ...trusted(road, further) };
  const { proxy } = road;
  return new EnvHttpProxyAgent({
    ...(proxy === undefined ? {} : { httpProxy: proxy, httpsProxy: proxy }),
    noProxy: [...road.noProxy, ...loopback].join(','),
    connect,
    requestTls: connect,
    proxyTls: connect,
  });
}
