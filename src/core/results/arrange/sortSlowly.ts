import type { Pause } from '../../pace';

const atOnce = 4096;

/** Sorted, equals in the order in which they were (a merge sort), with pauses. */
export async function sortSlowly(
  given: Uint32Array,
  compare: (one: number, other: number) => number,
  pause: Pause,
): Promise<Uint32Array> {
  let from = given.slice();
  let to = new Uint32Array(given.length);
  for (let start = 0; start < from.length; start += atOnce) {
    from.subarray(start, start + atOnce).sort(compare);
    await pause();
  }
  for (let width = atOnce; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      await merge(from, to, start, width);
    }
    [from, to] = [to, from];
  }
  return from;

  async function merge(source: Uint32Array, target: Uint32Array, start: number, width: number) {
    const middle = Math.min(start + width, source.length);
    const end = Math.min(start + 2 * width, source.length);
    let left = start;
    let right = middle;
    for (let at = start; at < end; at++) {
      const takeLeft =
        right >= end || (left < middle && compare(source[left] ?? 0, source[right] ?? 0) <= 0);
      target[at] = source[takeLeft ? left++ : right++] ?? 0;
      if (at % atOnce === 0) await pause();
    }
  }
}
