import type { Asking } from '../ask.ts';

/** What listeners work with. `tellsSlackToRetry` is true over HTTP, where an event that could not be stored is delivered again. */
export interface Listening extends Asking {
  readonly tellsSlackToRetry: boolean;
}
