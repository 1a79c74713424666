import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/sources/aws/pace.ts';

const never = new AbortController().signal;

/** Milliseconds after which each of so many turns came, all asked for at once. */
async function turnsOf(keys: readonly string[], perSecond: number): Promise<readonly number[]> {
  const takeTurn = createPace(perSecond);
  const from = performance.now();
  return Promise.all(
    keys.map(async (key) => {
      await takeTurn(key, never);
      return performance.now() - from;
    }),
  );
}

describe('a pace', () => {
  it('lets so many begin within a second, and the rest after it', async () => {
    const [first, second, third] = await turnsOf(['a', 'a', 'a'], 2);
    expect(first).toBeLessThan(500);
    expect(second).toBeLessThan(500);
    expect(third).toBeGreaterThanOrEqual(950);
  });

  it('counts each key by itself', async () => {
    for (const ms of await turnsOf(['a', 'b', 'c'], 1)) expect(ms).toBeLessThan(500);
  });

  it('stops waiting when it is told to', async () => {
    const takeTurn = createPace(1);
    await takeTurn('a', never);
    await expect(takeTurn('a', AbortSignal.timeout(20))).rejects.toThrow();
    await expect(takeTurn('b', AbortSignal.abort())).rejects.toThrow();
  });
});
