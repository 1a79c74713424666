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
  /** What was counted since what the queue told last, apart for each look that was begun since. */
  let earlier: readonly { counted: number }[] = [];
  let latest = { counted: 0 };
  let looking: Promise<void> | null = null;

  function lookAgain(): Promise<void> {
    if (looking !== null) return looking;
    const before = [...earlier, latest].filter(({ counted }) => counted > 0);
    earlier = before;
    latest = { counted: 0 };
    looking = look()
      .then((waiting) => {
        seen = waiting;
        earlier = earlier.filter((one) => !before.includes(one));
      })
      .catch(() => undefined)
      .finally(() => {
        seenAt = now();
        looking = null;
      });
    return looking;
  }

  const waiting = (): number => earlier.reduce((sum, { counted }) => sum + counted, seen + latest.counted);

  return {
    async crowd() {
      if (now() - seenAt >= LOOK_MS) {
        const looked = lookAgain();
        // Only a refusal needs to be up to date.
        if (waiting() >= most) await looked;
      }
      return waiting() >= most ? waiting() : null;
    },
    count() {
      const mine = latest;
      mine.counted += 1;
      let isCounted = true;
      return () => {
        if (isCounted) mine.counted -= 1;
        isCounted = false;
      };
    },
  };
}
