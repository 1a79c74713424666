import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is neither null nor undefined nor false; fails when that takes too long. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  withinMs = 8_000,
): Promise<Exclude<T, null | undefined | false>> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as Exclude<T, null | undefined | false>;
    }
    await sleep(10);
  }
  throw new Error(`did not come about within ${withinMs} ms: ${ask}`);
}
