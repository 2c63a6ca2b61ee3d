import * as v from 'valibot';

/** What one panel may ask of the host (requests) and be told by it (events). */
export interface Contract {
  requests: Record<string, { params: unknown; result: unknown }>;
  events: Record<string, unknown>;
}

type Request<C extends Contract> = keyof C['requests'] & string;
type Event<C extends Contract> = keyof C['events'] & string;

/** The shape of each request's parameters, checked when a message arrives. */
export type Shapes<C extends Contract> = {
  readonly [M in Request<C>]: v.GenericSchema<unknown, C['requests'][M]['params']>;
};

/** One handler per request: leaving one out does not compile. */
export type Handlers<C extends Contract> = {
  readonly [M in Request<C>]: (
    params: C['requests'][M]['params'],
    signal: AbortSignal,
  ) => Promise<C['requests'][M]['result']>;
};

export type ToHost = { id: number; method: string; params: unknown } | { cancel: number };
export type ToWebview =
  | { id: number; result: unknown }
  | { id: number; error: string }
  | { event: string; payload: unknown };

/** The two halves of postMessage, so both ends can be tested without an editor. */
export interface Port<Sent, Received> {
  post(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
}

const toHost = v.union([
  v.object({ id: v.number(), method: v.string(), params: v.unknown() }),
  v.object({ cancel: v.number() }),
]);

/** Host side. What is not a message of ours, or not of its request's shape, is answered with an error or dropped. */
export function serve<C extends Contract>(
  port: Port<ToWebview, unknown>,
  shapes: Shapes<C>,
  handlers: Handlers<C>,
) {
  const running = new Map<number, AbortController>();

  async function answer(id: number, method: string, params: unknown) {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      if (!Object.hasOwn(handlers, method)) throw new Error(`Unknown request: ${method}`);
      const name = method as Request<C>;
      port.post({ id, result: await handlers[name](v.parse(shapes[name], params), abort.signal) });
    } catch (error) {
      port.post({ id, error: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(id);
    }
  }

  port.onMessage((received) => {
    const checked = v.safeParse(toHost, received);
    if (!checked.success) return;
    const message = checked.output;
    if ('cancel' in message) running.get(message.cancel)?.abort();
    else void answer(message.id, message.method, message.params);
  });

  return {
    emit<E extends Event<C>>(event: E, payload: C['events'][E]) {
      port.post({ event, payload });
    },
  };
}

/** Webview side. */
export function connect<C extends Contract>(port: Port<ToHost, ToWebview>) {
  let nextId = 0;
  const pending = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  const listeners = new Map<string, (payload: never) => void>();

  port.onMessage((message) => {
    if ('event' in message) {
      listeners.get(message.event)?.(message.payload as never);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.result as never);
  });

  return {
    request<M extends Request<C>>(
      method: M,
      params: C['requests'][M]['params'],
      signal?: AbortSignal,
    ): Promise<C['requests'][M]['result']> {
      const id = nextId++;
      signal?.addEventListener('abort', () => port.post({ cancel: id }), { once: true });
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        port.post({ id, method, params });
      });
    },
    on<E extends Event<C>>(event: E, listener: (payload: C['events'][E]) => void) {
      listeners.set(event, listener);
    },
  };
}
