import type { Dispatcher } from 'undici';
import type { Road } from '../core/ports';
import { readAuthorities, trusted } from './authorities';
import { proxyFor } from './proxy';
import { loadUndici } from './undici';

interface Opened {
  readonly key: string;
  readonly dispatcher: Promise<Dispatcher>;
}

/** By the proxy and the file of further authorities, so that connections are used again. */
const opened = new Map<string, Opened>();

/** The connections that a URL is reached with; those of an earlier road, or of a file that has changed, are closed. */
export async function dispatcherFor(road: Road, url: string, caFile = ''): Promise<Dispatcher> {
  const further = caFile === '' ? [] : [await readAuthorities(caFile)];
  const proxy = proxyFor(road, url);
  const way = JSON.stringify([proxy?.href, caFile]);
  const key = JSON.stringify([road, further]);
  const known = opened.get(way);
  if (known?.key === key) return known.dispatcher;
  void known?.dispatcher.then((earlier) => earlier.close());
  const dispatcher = createDispatcher(road, proxy, further);
  opened.set(way, { key, dispatcher });
  return dispatcher;
}

async function createDispatcher(
  road: Road,
  proxy: URL | undefined,
  further: readonly string[],
): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await loadUndici();
  const connect = { rejectUnauthorized: road.strictTls, ...trusted(road, further) };
  return proxy === undefined
    ? new Agent({ connect })
    : new ProxyAgent({ uri: proxy.href, connect, requestTls: connect, proxyTls: connect });
}
