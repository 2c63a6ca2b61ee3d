import assert from 'node:assert/strict';
import * as v from 'valibot';
import { type Contract, connect, serve, type ToHost, type ToWebview } from '../../src/protocol/rpc';

interface CounterContract extends Contract {
  requests: { add: { params: { amount: number }; result: number } };
  events: { changed: number };
}

const shapes = { add: v.object({ amount: v.number() }) };

function wire() {
  let toHost = (_message: unknown) => {};
  let toWebview = (_message: ToWebview) => {};
  return {
    host: {
      post: (m: ToWebview) => toWebview(m),
      onMessage: (listener: (message: unknown) => void) => {
        toHost = listener;
      },
    },
    webview: {
      post: (m: ToHost) => toHost(m),
      onMessage: (listener: typeof toWebview) => {
        toWebview = listener;
      },
    },
    sendRaw: (m: unknown) => toHost(m),
  };
}

describe('rpc', () => {
  it('answers a request', async () => {
    const { host, webview } = wire();
    serve<CounterContract>(host, shapes, { add: async ({ amount }) => amount + 1 });
    const counter = connect<CounterContract>(webview);
    assert.equal(await counter.request('add', { amount: 7 }), 8);
  });

  it('carries an error back', async () => {
    const { host, webview } = wire();
    serve<CounterContract>(host, shapes, { add: () => Promise.reject(new Error('gone')) });
    await assert.rejects(connect<CounterContract>(webview).request('add', { amount: 1 }), /gone/);
  });

  it('cancels a running request when its signal aborts', async () => {
    const { host, webview } = wire();
    serve<CounterContract>(host, shapes, {
      add: (_params, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('cancelled')));
        }),
    });
    const abort = new AbortController();
    const asked = connect<CounterContract>(webview).request('add', { amount: 1 }, abort.signal);
    abort.abort();
    await assert.rejects(asked, /cancelled/);
  });

  it('delivers an event', () => {
    const { host, webview } = wire();
    const server = serve<CounterContract>(host, shapes, { add: async () => 0 });
    const counts: number[] = [];
    connect<CounterContract>(webview).on('changed', (count) => counts.push(count));
    server.emit('changed', 3);
    assert.deepEqual(counts, [3]);
  });

  it('refuses a request that the contract does not name, inherited names too', async () => {
    const { host, webview } = wire();
    serve<CounterContract>(host, shapes, { add: async () => 0 });
    const counter = connect<CounterContract>(webview);
    // @ts-expect-error not in the contract
    await assert.rejects(counter.request('toString', {}), /Unknown request/);
  });

  it('refuses parameters of another shape before the handler sees them', async () => {
    const { host, webview } = wire();
    let called = false;
    serve<CounterContract>(host, shapes, {
      add: async () => {
        called = true;
        return 0;
      },
    });
    const counter = connect<CounterContract>(webview);
    // @ts-expect-error a string where a number belongs
    await assert.rejects(counter.request('add', { amount: '7' }), /number/);
    assert.equal(called, false);
  });

  it('drops what is not a message', () => {
    const { host, sendRaw } = wire();
    serve<CounterContract>(host, shapes, { add: async () => 0 });
    for (const junk of [null, 'hello', 7, {}, { id: '1', method: 'add' }]) sendRaw(junk);
  });

  it('does not compile without a handler', () => {
    // @ts-expect-error add is missing
    serve<CounterContract>(wire().host, shapes, {});
  });
});
