import { setTimeout as pause } from 'node:timers/promises';

/** What became of one arrival, in milliseconds. */
export interface Arrival<Outcome extends string = string> {
  /** From the moment at which it was due until it was done. */
  readonly ms: number;
  /** How much of that it was sent too late. */
  readonly lateMs: number;
  readonly outcome: Outcome;
}

/**
 * When each arrival is due, in milliseconds after the first. Arrivals come on whole milliseconds where the rate allows it, which timers can keep.
 *
 * @param rate arrivals in a second; null for all of them in one moment
 */
export function arrivalTimes(rate: number | null, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => (rate === null ? 0 : (index * 1_000) / rate));
}

/**
 * Sends at a fixed rate whatever comes of it, as people do: a slow answer delays no other arrival, and who is sent late waits longer.
 *
 * @param send resolves to what became of it; never rejects
 */
export async function arriveAtRate<Outcome extends string>(
  times: readonly number[],
  send: (index: number) => Promise<Outcome>,
): Promise<readonly Arrival<Outcome>[]> {
  const startedAt = performance.now();
  const running: Promise<Arrival<Outcome>>[] = [];
  for (const [index, time] of times.entries()) {
    const dueAt = startedAt + time;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs);
    const lateMs = Math.max(performance.now() - dueAt, 0);
    running.push(send(index).then((outcome) => ({ ms: performance.now() - dueAt, lateMs, outcome })));
  }
  return Promise.all(running);
}
