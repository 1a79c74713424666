/** How long the queue waits for what, in milliseconds. */
export interface QueueTiming {
  /** For a question to be stored or looked up. Slack wants to hear something within three seconds. */
  readonly reachMs: number;
  /** For one attempt at one question. */
  readonly questionMs: number;
  /** For a processor to stop after its signal has aborted; after that it is left to itself. */
  readonly settleMs: number;
  /**
   * For a worker's claim on a question to lapse when the worker is not heard of; it is renewed at half of this. Longer than any call that must not
   * be made by two workers: a claim that was confirmed just before a call outlives it.
   */
  readonly lockMs: number;
  /** Between two looks for questions whose worker has died. */
  readonly stalledCheckMs: number;
  /** Before the second attempt; doubled before each one after it. */
  readonly firstRetryMs: number;
  /** At most, between two attempts. */
  readonly longestRetryMs: number;
  /** How old a question may be to be tried again after an outage. */
  readonly patienceMs: number;
}

export const defaultTiming: QueueTiming = {
  reachMs: 1_000,
  questionMs: 60_000,
  settleMs: 2_000,
  lockMs: 15_000,
  stalledCheckMs: 3_000,
  firstRetryMs: 1_000,
  longestRetryMs: 30_000,
  patienceMs: 30 * 60_000,
};
