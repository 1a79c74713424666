import type { Clock } from './ids.ts';

/** Slack takes a status away after this long, or when the bot says something in the thread. */
const lifetimeMs = 2 * 60 * 1000;

export interface ThreadStatus {
  readonly channel: string;
  readonly threadTs: string;
  readonly status: string;
  readonly setAt: number;
}

/** The "is looking at the cluster…" lines under threads. */
export class ThreadStatuses {
  readonly #clock: Clock;
  readonly #all = new Map<string, ThreadStatus>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An empty status takes the line away. */
  set(channel: string, threadTs: string, status: string): void {
    const key = `${channel}/${threadTs}`;
    if (status === '') this.#all.delete(key);
    else this.#all.set(key, { channel, threadTs, status, setAt: this.#clock() });
  }

  /** What stands under the thread now; null where nothing does. */
  of(channel: string, threadTs: string): string | null {
    const found = this.#all.get(`${channel}/${threadTs}`);
    return found && this.#clock() - found.setAt <= lifetimeMs ? found.status : null;
  }
}
