import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Address } from '../postgrest';

/** A request as it reached a gateway. */
export interface Seen {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** A request on its way through a gateway. */
export interface Exchange {
  readonly method: string;
  /** Of the gateway's own address; only path and query come from the client. */
  readonly url: URL;
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** A running gateway. */
export interface Gateway {
  readonly url: string;
  readonly requests: readonly Seen[];
  stop(): Promise<void>;
}

/** Answers one exchange, at once or later. */
export type Answer = (exchange: Exchange) => void | Promise<void>;

/** Listens on a free port of 127.0.0.1. `make` gets the gateway's URL and gives the function that answers. */
export async function startGateway(
  make: (url: string) => Answer | Promise<Answer>,
): Promise<Gateway> {
  const requests: Seen[] = [];
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const bound = server.address();
  const url = `http://127.0.0.1:${bound !== null && typeof bound === 'object' ? bound.port : 0}`;
  const answer = await make(url);
  server.on('request', async (incoming, outgoing) => {
    const method = incoming.method ?? 'GET';
    const path = incoming.url ?? '/';
    requests.push({ method, path, headers: flat(incoming) });
    try {
      await answer({ method, url: new URL(path, url), incoming, outgoing });
    } catch (error) {
      if (outgoing.headersSent) outgoing.destroy();
      else reply(outgoing, 500, { message: `The sandbox's gateway failed: ${error}` });
    }
  });
  return {
    url,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function flat({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(entries);
}

/** Ends an exchange with a JSON body. */
export function reply(
  outgoing: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  outgoing.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    ...headers,
  });
  outgoing.end(text);
}

/** How a request goes on to a server. */
export interface Forwarding {
  readonly to: Address;
  /** Path and query for the server. */
  readonly path: string;
  /** Headers to change, in lower case; undefined removes one. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Headers to add to the answer. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** The body of the 502 when the server cannot be reached. */
  readonly unreachable: unknown;
}

const agent = new Agent({ keepAlive: true });

/** Sends a request on to a server and its answer back; a client that goes away ends the server's work too. */
export function forward({ method, incoming, outgoing }: Exchange, forwarding: Forwarding): void {
  const { to, path, headers = {}, answerHeaders = {}, unreachable } = forwarding;
  const sent: Record<string, string | string[]> = {};
  const changed = { ...incoming.headers, connection: undefined, ...headers };
  for (const [name, value] of Object.entries(changed)) if (value !== undefined) sent[name] = value;

  const upstream = request({ ...to, agent, method, path, headers: sent }, (answer) => {
    const { connection: _, 'transfer-encoding': __, ...kept } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, { ...kept, ...answerHeaders });
    answer.pipe(outgoing);
  });
  upstream.on('error', () => {
    if (outgoing.headersSent) outgoing.destroy();
    else reply(outgoing, 502, unreachable);
  });
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) upstream.destroy();
  });
  incoming.pipe(upstream);
}

/** The token of an `Authorization: Bearer` header, undefined when there is none. */
export function bearer({ headers }: IncomingMessage): string | undefined {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

/** The path and query of a URL below a prefix, without one query parameter: `/rest/v1/t?a=1` gives `/t?a=1`. */
export function below(prefix: string, url: URL, without: string): string {
  const path = url.pathname.slice(prefix.length) || '/';
  // Parts are kept as they were written: PostgREST must see the client's own encoding.
  const query = url.search
    .slice(1)
    .split('&')
    .filter((part) => part !== '' && part.split('=')[0] !== without)
    .join('&');
  return query === '' ? path : `${path}?${query}`;
}

/** Whether a path is the prefix or lies below it. */
export const isUnder = (prefix: string, { pathname }: URL) =>
  pathname === prefix || pathname.startsWith(`${prefix}/`);
