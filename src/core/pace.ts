import { cancelled } from './errors';

/** Milliseconds that work may take at a stretch, so that nothing else has to wait for it. */
const stretch = 8;

/** Lets others run now and then. Throws `cancelled` once the signal says so. */
export type Pause = () => Promise<void>;

export function createPause(signal: AbortSignal): Pause {
  let since = performance.now();
  return async () => {
    if (signal.aborted) throw cancelled();
    if (performance.now() - since < stretch) return;
    await new Promise((go) => setTimeout(go));
    since = performance.now();
    if (signal.aborted) throw cancelled();
  };
}
