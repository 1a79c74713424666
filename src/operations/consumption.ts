/** Sees whether a worker still takes questions. */
export interface Consumption {
  /** A question was taken; the answer is to be called when it is done with. */
  taken(): () => void;
  /** Null while all is well; else what is wrong, in one clause. */
  problem(): string | null;
  /** Looks at the queue once. Called by itself every few seconds; never rejects. */
  look(): Promise<void>;
  close(): void;
}

export interface ConsumptionOptions {
  /** How long the next question in line has been waiting, in milliseconds; null where none waits. */
  readonly oldestWaiting: () => Promise<number | null>;
  /** Milliseconds from any fixed point, never going back. */
  readonly now: () => number;
  /** Hears once of each time that something is wrong. */
  readonly onProblem?: (problem: string) => void;
  /** How old a waiting question may get while nothing is done. */
  readonly limitMs?: number;
  /** How long that must last before it counts: just after an outage of the queue, old questions wait for a moment. */
  readonly confirmMs?: number;
  readonly everyMs?: number;
}

/**
 * A worker of which the queue's library believes that it runs may have stopped consuming for good. Its connection, its own report and the
 * process tell nothing then; what tells is a question that grows old while this process has nothing to do. A queue that cannot be reached says
 * nothing about the worker: to start it anew would not help.
 */
export function watchConsumption(options: ConsumptionOptions): Consumption {
  const { oldestWaiting, now, limitMs = 60_000, confirmMs = 10_000, everyMs = 5_000 } = options;
  let inHand = 0;
  let idleSince = now();
  let stuckSince: number | null = null;
  let oldestMs = 0;
  let isTold = false;

  async function look(): Promise<void> {
    const oldest = await oldestWaiting().catch(() => null);
    const isStuck = oldest !== null && oldest > limitMs && inHand === 0 && now() - idleSince > limitMs;
    oldestMs = oldest ?? 0;
    stuckSince = isStuck ? (stuckSince ?? now()) : null;
    const found = problem();
    if (found !== null && !isTold) options.onProblem?.(found);
    isTold = found !== null;
  }

  function problem(): string | null {
    if (stuckSince === null || now() - stuckSince < confirmMs) return null;
    const waited = Math.round(oldestMs / 1000);
    const idle = Math.round((now() - idleSince) / 1000);
    return `a question has been waiting for ${waited} s, and this worker has taken none for ${idle} s`;
  }

  const timer = setInterval(look, everyMs);
  timer.unref();

  return {
    taken() {
      inHand += 1;
      stuckSince = null;
      let isDone = false;
      return () => {
        if (isDone) return;
        isDone = true;
        inHand -= 1;
        idleSince = now();
      };
    },
    problem,
    look,
    close: () => clearInterval(timer),
  };
}
