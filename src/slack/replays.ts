/** Slack's own limit for how old a request may be, in milliseconds. Bolt keeps it; how far ahead a request may be is kept here. */
const WINDOW_MS = 5 * 60_000;
/** More requests than Slack sends in the time that they are remembered. */
const KEPT = 50_000;

/** The headers by which a request proves that it is Slack's, as they came. */
export interface Proof {
  readonly signature: string | null;
  /** Seconds since the epoch. */
  readonly timestamp: string | null;
}

/** `first`: nobody has sent it before, as far as this process knows; whoever takes it says what became of it, once. */
export type Sighting =
  | { readonly kind: 'first'; readonly end: (wasTaken: boolean) => void }
  | { readonly kind: 'ahead' | 'replayed' };

/** Remembers which requests were taken, as long as their signatures are good. */
export interface Replays {
  /** Waits where the same request is being worked on: what fails may be sent again. */
  see(proof: Proof): Promise<Sighting>;
}

/** @param now milliseconds since the epoch */
export function createReplays(now: () => number): Replays {
  /** By signature: when its request is too old in any case. In about the order of time. */
  const taken = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();

  const forgetOld = (): void => {
    for (const [key, until] of taken) {
      if (until > now() && taken.size <= KEPT) return;
      taken.delete(key);
    }
  };

  return {
    async see({ signature, timestamp }) {
      const sentAt = Number(timestamp) * 1_000;
      if (sentAt > now() + WINDOW_MS) return { kind: 'ahead' };
      const key = digestOf(signature);
      if (key === null) return { kind: 'first', end: () => undefined };
      for (;;) {
        const until = taken.get(key);
        if (until !== undefined && until > now()) return { kind: 'replayed' };
        const other = underWay.get(key);
        if (other === undefined) break;
        await other;
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      underWay.set(key, promise);
      const end = (wasTaken: boolean): void => {
        underWay.delete(key);
        if (wasTaken) {
          taken.set(key, sentAt + WINDOW_MS + 1_000);
          forgetOld();
        }
        resolve();
      };
      return { kind: 'first', end };
    },
  };
}

/** Bolt looks at what stands between the first two equals signs and at nothing behind them. */
function digestOf(signature: string | null): string | null {
  return signature?.split('=', 2)[1] ?? null;
}
