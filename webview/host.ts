import { type Contract, connect } from '../src/protocol/rpc';

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const editor = acquireVsCodeApi();

/** The host's side of a panel's contract. Call it once: each call listens for messages. */
export function connectToHost<C extends Contract>() {
  return connect<C>({
    post: (message) => editor.postMessage(message),
    onMessage: (listener) =>
      window.addEventListener('message', ({ data }) => {
        if (typeof data === 'object' && data !== null) listener(data);
      }),
  });
}

export type Host<C extends Contract> = ReturnType<typeof connectToHost<C>>;

/** What a panel remembers over a reload. Never a secret: the editor writes it to disk. */
export function recall(name: string): string | undefined {
  const value = remembered()[name];
  return typeof value === 'string' ? value : undefined;
}

export function remember(name: string, value: string) {
  editor.setState({ ...remembered(), [name]: value });
}

function remembered(): Record<string, unknown> {
  const state = editor.getState();
  return typeof state === 'object' && state !== null ? { ...state } : {};
}
