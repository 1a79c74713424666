import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for its turn. Rejects when the signal aborts; the turn is then lost. */
export type TakeTurn = (key: string, signal: AbortSignal) => Promise<void>;

/**
 * For a service that counts requests by the second and refuses what is too many: of the same key, so many begin within any one second and no
 * more. `now` gives milliseconds since the epoch.
 */
export function createPace(perSecond: number, now: () => number = Date.now): TakeTurn {
  const last = new Map<string, readonly number[]>();
  return async (key, signal) => {
    signal.throwIfAborted();
    const turns = last.get(key) ?? [];
    const oldest = turns.length < perSecond ? undefined : turns[0];
    const at = Math.max(now(), oldest === undefined ? 0 : oldest + 1_000);
    last.set(key, [...turns, at].slice(-perSecond));
    const wait = at - now();
    if (wait > 0) await sleep(wait, undefined, { signal });
  };
}
