/** How long the queue waits for what, in milliseconds. */
export interface QueueTiming {
  /** For a question to be stored or looked up. Slack wants to hear something within three seconds. */
  readonly reachMs: number;
  /** For one attempt at one question. */
  readonly questionMs: number;
  /** For a processor to stop after its signal has aborted; after that it is left to itself. */
  readonly settleMs: number;
  /** For a worker's claim on a question to lapse when the worker is not heard of. It is renewed at half of this. */
  readonly lockMs: number;
  /** Between two looks for questions whose worker has died. */
  readonly stalledCheckMs: number;
  /** Before the second attempt; doubled before each one after it. */
  readonly firstRetryMs: number;
}

export const defaultTiming: QueueTiming = {
  reachMs: 1_000,
  questionMs: 60_000,
  settleMs: 2_000,
  lockMs: 30_000,
  stalledCheckMs: 5_000,
  firstRetryMs: 1_000,
};
