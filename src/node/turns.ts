import { cancelled } from '../core/errors';

/** Runs one piece of work after another. What is aborted before its turn rejects at once with `cancelled`. */
export function createTurns(): <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  return (signal, work) => {
    const free = underWay === 0;
    underWay++;
    let giveUp = () => {};
    const aborted = new Promise<never>((_, reject) => {
      giveUp = () => reject(cancelled());
    });
    if (!free) signal.addEventListener('abort', giveUp, { once: true });
    const begin = () => {
      signal.removeEventListener('abort', giveUp);
      if (signal.aborted) throw cancelled();
      return work();
    };
    const turn = free ? work() : last.then(begin);
    last = turn
      .catch(() => {})
      .then(() => {
        underWay--;
      });
    return Promise.race([turn, aborted]);
  };
}
