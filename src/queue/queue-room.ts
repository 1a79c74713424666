/** How old what is known of the queue's length may be, in milliseconds. */
const LOOK_MS = 1_000;

/** Knows about how many questions wait, without asking the queue before each one. */
export interface QueueRoom {
  /** How many wait, where no more are taken; null where there is room. Never rejects: a queue that does not tell its length takes questions. */
  crowd(): Promise<number | null>;
  /** Counts a question that is about to be stored. The answer is to be called where it was not. */
  count(): () => void;
}

/**
 * @param options.most questions that may wait
 * @param options.look how many wait, by the queue itself
 * @param options.now milliseconds from any fixed point, never going back
 */
export function createQueueRoom(options: {
  readonly most: number;
  readonly look: () => Promise<number>;
  readonly now: () => number;
}): QueueRoom {
  const { most, look, now } = options;
  let seen = 0;
  let seenAt = Number.NEGATIVE_INFINITY;
  let counted = 0;
  let looking: Promise<void> | null = null;

  function lookAgain(): Promise<void> {
    const before = counted;
    looking ??= look()
      .then((waiting) => {
        seen = waiting;
        counted -= before;
      })
      .catch(() => undefined)
      .finally(() => {
        seenAt = now();
        looking = null;
      });
    return looking;
  }

  return {
    async crowd() {
      if (now() - seenAt >= LOOK_MS) {
        const looked = lookAgain();
        // Only a refusal needs to be up to date.
        if (seen + counted >= most) await looked;
      }
      const waiting = seen + counted;
      return waiting >= most ? waiting : null;
    },
    count() {
      counted += 1;
      let isCounted = true;
      return () => {
        if (isCounted) counted = Math.max(counted - 1, 0);
        isCounted = false;
      };
    },
  };
}
