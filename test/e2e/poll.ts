import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until the answer is true; says what was waited for when `limitMs` has passed. */
export async function poll(
  what: string,
  ask: () => Promise<boolean>,
  limitMs = 30_000,
): Promise<void> {
  const until = performance.now() + limitMs;
  let reason = '';
  while (performance.now() < until) {
    try {
      if (await ask()) return;
      reason = '';
    } catch (error) {
      // A row may vanish between being found and being used; the last such error is worth telling.
      reason = error instanceof Error ? ` (${error.message.split('\n')[0]})` : '';
    }
    await pause(50);
  }
  throw new Error(`waited ${limitMs / 1000} s: ${what}${reason}`);
}
