import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { arrivalTimes, arriveAtRate } from './arrivals.ts';

describe('arrivals at a fixed rate', () => {
  it('are due at equal distances', () => {
    expect(arrivalTimes(200, 4)).toEqual([0, 5, 10, 15]);
  });

  it('are all due at once without a rate', () => {
    expect(arrivalTimes(null, 3)).toEqual([0, 0, 0]);
  });

  it('do not wait for each other: a slow answer delays nobody who comes later', async () => {
    const events: string[] = [];
    await arriveAtRate(arrivalTimes(100, 3), async (index) => {
      events.push(`${index} comes`);
      if (index === 0) await pause(500);
      events.push(`${index} goes`);
      return 'done';
    });
    expect(events).toEqual(['0 comes', '1 comes', '1 goes', '2 comes', '2 goes', '0 goes']);
  });

  it('count from the moment at which they were due, so that a sender who is held up makes them longer', async () => {
    const arrivals = await arriveAtRate(arrivalTimes(1_000, 3), async (index) => {
      if (index === 0) block(60);
      return 'done';
    });
    expect(arrivals[1]?.lateMs).toBeGreaterThan(50);
    expect(arrivals[1]?.ms).toBeGreaterThanOrEqual(arrivals[1]?.lateMs ?? Number.NaN);
    expect(arrivals[2]?.lateMs).toBeGreaterThan(50);
  });

  it('say what became of each, in the order in which they were due', async () => {
    const arrivals = await arriveAtRate(arrivalTimes(null, 3), async (index) => {
      await pause(30 - index * 10);
      return index === 1 ? 'failed' : 'taken';
    });
    expect(arrivals.map(({ outcome }) => outcome)).toEqual(['taken', 'failed', 'taken']);
  });
});

/** Holds the event loop up. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
