import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks every few milliseconds until the answer is not undefined, and returns it.
 * @throws `message` when it takes longer than `limit` milliseconds
 */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  message: string,
  limit = 20_000,
): Promise<T> {
  const deadline = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(message);
    await delay(10);
  }
}
