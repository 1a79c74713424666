/** How long after somebody was to come back a place is kept, in milliseconds: another worker may have them by then. */
const GRACE_MS = 500;

/** Those who were sent away because it was not their turn, until they come back. */
export interface WaitingLine {
  /** How many others wait whose round is lower than this. */
  before(id: string, round: number): number;
  /** How many others wait whose round is not higher than this. */
  beside(id: string, round: number): number;
  /** Notes that `id` comes back after so many milliseconds. */
  join(id: string, round: number, afterMs: number): void;
  leave(id: string): void;
  /** Nobody waits any more. */
  isEmpty(): boolean;
}

/** `now` gives milliseconds from any fixed point, never going back. */
export function createWaitingLine(now: () => number): WaitingLine {
  const waiting = new Map<string, { readonly round: number; readonly until: number }>();

  function count(id: string, counts: (round: number) => boolean): number {
    const at = now();
    let found = 0;
    for (const [other, { round, until }] of waiting) {
      if (until < at) waiting.delete(other);
      else if (other !== id && counts(round)) found += 1;
    }
    return found;
  }

  return {
    before: (id, round) => count(id, (other) => other < round),
    beside: (id, round) => count(id, (other) => other <= round),
    join: (id, round, afterMs) => {
      waiting.set(id, { round, until: now() + afterMs + GRACE_MS });
    },
    leave: (id) => {
      waiting.delete(id);
    },
    isEmpty: () => count('', () => true) === 0,
  };
}
