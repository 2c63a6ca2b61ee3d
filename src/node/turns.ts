import { cancelled } from '../core/errors';

/** Runs one piece of work after another. What is aborted before its turn rejects at once with `cancelled`. */
export function createTurns(): <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (signal, work) => {
    let giveUp = () => {};
    const aborted = new Promise<never>((_, reject) => {
      giveUp = () => reject(cancelled());
    });
    signal.addEventListener('abort', giveUp, { once: true });
    const turn = last.then(() => {
      signal.removeEventListener('abort', giveUp);
      if (signal.aborted) throw cancelled();
      return work();
    });
    last = turn.catch(() => {});
    return Promise.race([turn, aborted]);
  };
}
