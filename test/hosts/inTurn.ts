/**
 * Each side in turn, there and back: a slow moment of the machine meets them all, and none always comes second. Gives
 * what each measured.
 */
export async function inTurn(
  times: number,
  ...sides: readonly (() => Promise<number>)[]
): Promise<number[][]> {
  const samples: number[][] = sides.map(() => []);
  for (let at = 0; at < times; at++) {
    const order = [...sides.entries()];
    if (at % 2 === 1) order.reverse();
    for (const [side, measure] of order) samples[side]?.push(await measure());
  }
  return samples;
}

/** Milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
