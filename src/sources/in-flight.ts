/** Lets so much run at the same time; the rest waits in the order in which it came. */
export interface InFlight {
  /** Rejects with the signal's reason where that aborts before it is the work's turn. */
  run<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
}

/** @param most how much may run at the same time */
export function createInFlight(most: number): InFlight {
  const waiting = new Set<() => void>();
  let running = 0;

  async function turn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (running < most) {
      running += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => {
      waiting.delete(resolve);
      reject(signal?.reason);
    };
    waiting.add(resolve);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Whoever has waited longest takes the place over. */
  function pass(): void {
    const [next] = waiting;
    if (next === undefined) {
      running -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return {
    async run(signal, work) {
      await turn(signal);
      try {
        return await work();
      } finally {
        pass();
      }
    },
  };
}
