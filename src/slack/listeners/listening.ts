import type { SetUpLine } from '../../render/slack/home.ts';
import type { Asking } from '../ask.ts';

/** What listeners work with. `tellsSlackToRetry` is true over HTTP, where an event that could not be stored is delivered again. */
export interface Listening extends Asking {
  readonly tellsSlackToRetry: boolean;
  /** How what the bot needs is. */
  readonly setUp: () => Promise<readonly SetUpLine[]>;
}
