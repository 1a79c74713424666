import { setTimeout as sleep } from 'node:timers/promises';
import { StepAside } from '../queue/step-aside.ts';
import { createWaitingLine, type WaitingLine } from './waiting-line.ts';

/** Slack takes short bursts beyond its pace. */
const BURST = 5;
/** A longer wait would hold up questions of other channels. */
const LONGEST_WAIT_MS = 1_500;
/** At most about this long a question stays aside, in milliseconds: how many are before it is not known for sure. */
const LONGEST_ASIDE_MS = 60_000;
/** Channels that are remembered at most; one that is full again need not be. */
const CHANNELS = 1_000;

/** A message that is about to be posted. */
export interface Posting {
  /** The workspace and the channel. */
  readonly channel: string;
  /** The question that it belongs to, and its round. */
  readonly id: string;
  readonly round: number;
}

/**
 * Waits until a message may be posted in a channel. Rejects when the signal aborts.
 * @throws StepAside where that takes too long to be waited for
 */
export type AwaitPace = (posting: Posting, signal: AbortSignal) => Promise<void>;

interface Bucket {
  /** How many may be posted at once; below 0 they are promised to those who wait. */
  tokens: number;
  at: number;
  readonly line: WaitingLine;
}

/**
 * @param options.perSecond messages that Slack takes in a channel: one
 * @param options.now gives milliseconds from any fixed point, never going back
 * @param options.random from 0 to 1; no two come back at the same moment
 */
export function createChannelPace({
  perSecond,
  now,
  random = Math.random,
}: {
  readonly perSecond: number;
  readonly now: () => number;
  readonly random?: () => number;
}): AwaitPace {
  const buckets = new Map<string, Bucket>();

  function bucketOf(channel: string): Bucket {
    const bucket = buckets.get(channel) ?? { tokens: BURST, at: now(), line: createWaitingLine(now) };
    bucket.tokens = Math.min(bucket.tokens + ((now() - bucket.at) / 1_000) * perSecond, BURST);
    bucket.at = now();
    if (buckets.size >= CHANNELS) forgetQuiet();
    buckets.set(channel, bucket);
    return bucket;
  }

  function forgetQuiet(): void {
    for (const [channel, { tokens, at }] of buckets) {
      if (tokens + ((now() - at) / 1_000) * perSecond >= BURST) buckets.delete(channel);
    }
  }

  return async ({ channel, id, round }, signal) => {
    const bucket = bucketOf(channel);
    const waitMs = Math.max(((1 - bucket.tokens) / perSecond) * 1_000, 0);
    if (waitMs > LONGEST_WAIT_MS) {
      const turnMs = waitMs + (bucket.line.beside(id, round) / perSecond) * 1_000;
      const afterMs = Math.round(Math.min(turnMs, (LONGEST_ASIDE_MS * (1 + random())) / 2));
      bucket.line.join(id, round, afterMs);
      throw new StepAside('channel', afterMs);
    }
    bucket.line.leave(id);
    bucket.tokens -= 1;
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  };
}
