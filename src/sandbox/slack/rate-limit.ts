import type { Clock } from './state/ids.ts';

/** Slack's pace for posts: one a second in each channel, with a short burst. */
export interface PostPace {
  /** Posts that a channel takes at once before the pace counts. */
  readonly burst: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Counts the posts of each channel against the pace. */
export class PostLimit {
  readonly #pace: PostPace | null;
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  /** Null: no limit. */
  constructor(pace: PostPace | null, clock: Clock) {
    this.#pace = pace;
    this.#clock = clock;
  }

  /** Seconds to wait before the channel takes another post; 0 where it takes this one. */
  wait(channel: string): number {
    if (!this.#pace) return 0;
    const now = this.#clock();
    const bucket = this.#buckets.get(channel) ?? { tokens: this.#pace.burst, at: now };
    const tokens = Math.min(this.#pace.burst, bucket.tokens + (now - bucket.at) / 1000);
    this.#buckets.set(channel, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(1 - tokens));
  }
}
